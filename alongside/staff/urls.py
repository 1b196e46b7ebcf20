"""Addresses of teams and those who work in them."""

from django.urls import path

from alongside.staff import views

app_name = "staff"
urlpatterns = [
    path("teams/", views.organisation, name="organisation"),
    path("teams/<int:team_id>/", views.team, name="team"),
    path("services/<int:service_id>/teams/new/", views.open_team, name="open-team"),
    path("teams/<int:team_id>/workers/new/", views.welcome, name="welcome"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/", views.describe, name="describe"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/role/", views.join, name="join"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/hours/", views.working_hours, name="hours"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/away/", views.away, name="away"),
    path("teams/<int:team_id>/roles/<int:membership_id>/leave/", views.leave, name="leave"),
]
