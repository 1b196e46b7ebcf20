"""Addresses of plans."""

from django.urls import path

from alongside.careplans import views

app_name = "careplans"
urlpatterns = [
    path("people/<uuid:person_id>/plan/", views.plan, name="plan"),
    path("people/<uuid:person_id>/plan/write/", views.write, name="write"),
    path("people/<uuid:person_id>/plan/choice/", views.choice, name="choice"),
    path("people/<uuid:person_id>/plan/<uuid:plan_id>/", views.version, name="version"),
    path("people/<uuid:person_id>/plan/<uuid:plan_id>/paper/", views.paper, name="paper"),
    path("people/<uuid:person_id>/plan/<uuid:plan_id>/copy/", views.give_copy, name="copy"),
    path("people/<uuid:person_id>/plan/<uuid:plan_id>/choose/", views.choose, name="choose"),
]
