"""Addresses of the standards."""

from django.urls import path

from alongside.standards import views

app_name = "standards"
urlpatterns = [
    path("standards/", views.teams, name="teams"),
    path("standards/<int:team_id>/", views.team, name="team"),
    path("standards/<int:team_id>/<slug:standard_id>/", views.standard, name="standard"),
]
