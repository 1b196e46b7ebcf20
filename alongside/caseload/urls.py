"""Addresses of waiting, care co-ordination, pauses, transfers and leaving."""

from django.urls import path

from alongside.caseload.views import coordinating, leaving, waiting, what_if

app_name = "caseload"
urlpatterns = [
    path("criteria/<int:criteria_id>/what-if/", what_if.what_if, name="what-if"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<uuid:referral_id>/place/", waiting.place, name="place"),
    path("waiting/<uuid:referral_id>/allocate/", waiting.allocate, name="allocate"),
    path("teams/<int:team_id>/caseloads/", waiting.loads, name="loads"),
    path("transfers/", leaving.transfers, name="transfers"),
    path("people/<uuid:person_id>/care/", leaving.care, name="care"),
    path("people/<uuid:person_id>/coordinator/", coordinating.coordinator, name="coordinator"),
    path(
        "people/<uuid:person_id>/coordinator/end/",
        coordinating.end_coordination,
        name="end-coordination",
    ),
    path("people/<uuid:person_id>/level/", coordinating.level, name="level"),
    path("people/<uuid:person_id>/pause/", coordinating.pause, name="pause"),
    path("people/<uuid:person_id>/resume/", coordinating.resume, name="resume"),
    path("people/<uuid:person_id>/transfer/", leaving.offer, name="offer"),
    path("people/<uuid:person_id>/transfer/accept/", leaving.accept, name="accept"),
    path("people/<uuid:person_id>/transfer/met/", leaving.met, name="met"),
    path("people/<uuid:person_id>/transfer/abandon/", leaving.abandon, name="abandon"),
    path("people/<uuid:person_id>/discharge/", leaving.discharge, name="discharge"),
]
