"""Addresses of teams and those who work in them."""

from django.urls import path

from alongside.staff import views
from alongside.staff.services import views as services

app_name = "staff"
urlpatterns = [
    path("teams/", views.organisation, name="organisation"),
    path("teams/<int:team_id>/", views.team, name="team"),
    path("teams/<int:team_id>/change/", services.change_team, name="change-team"),
    path("services/new/", services.open_service, name="open-service"),
    path("services/<int:service_id>/", services.service, name="service"),
    path("services/<int:service_id>/name/", services.rename, name="rename-service"),
    path("services/<int:service_id>/framework/", services.framework, name="framework"),
    path("services/<int:service_id>/rules/", services.rules, name="rules"),
    path("services/<int:service_id>/rules/<str:value_id>/", services.rule, name="rule"),
    path("services/<int:service_id>/teams/new/", views.open_team, name="open-team"),
    path("teams/<int:team_id>/workers/new/", views.welcome, name="welcome"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/", views.describe, name="describe"),
    path(
        "teams/<int:team_id>/workers/<uuid:worker_id>/password/",
        views.renew_password,
        name="renew-password",
    ),
    path(
        "teams/<int:team_id>/workers/<uuid:worker_id>/second-step/",
        views.take_second_step,
        name="take-second-step",
    ),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/role/", views.join, name="join"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/hours/", views.working_hours, name="hours"),
    path("teams/<int:team_id>/workers/<uuid:worker_id>/away/", views.away, name="away"),
    path("teams/<int:team_id>/roles/<int:membership_id>/leave/", views.leave, name="leave"),
]
