"""Addresses of what nothing explains, for a privacy officer."""

from django.urls import path

from alongside.privacy import views

app_name = "privacy"
urlpatterns = [
    path("unexplained/", views.unexplained, name="unexplained"),
    path("unexplained/until/<str:on>/", views.unexplained_until, name="unexplained-until"),
    path("unexplained/<str:on>/<uuid:opening_id>/", views.read, name="read"),
]
