"""Addresses of what others said in confidence."""

from django.urls import path

from alongside.sharing import views

app_name = "sharing"
_SAID = "people/<uuid:person_id>/in-confidence"
urlpatterns = [
    path(f"{_SAID}/", views.statements, name="statements"),
    path(f"{_SAID}/new/", views.new, name="new"),
    path(f"{_SAID}/<uuid:statement_id>/", views.may_be_told, name="may-be-told"),
]
