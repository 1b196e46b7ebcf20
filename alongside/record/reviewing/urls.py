"""Addresses of reviews."""

from django.urls import path

from alongside.record.reviewing.views import holding, inviting, planning

app_name = "reviewing"
_PERSON = "people/<uuid:person_id>/reviews"
_REVIEW = f"{_PERSON}/<uuid:review_id>"

urlpatterns = [
    path("reviews/", planning.coming, name="coming"),
    path(f"{_PERSON}/", planning.of_person, name="list"),
    path(f"{_PERSON}/next/", planning.appoint, name="appoint"),
    path(f"{_REVIEW}/", holding.review, name="review"),
    path(f"{_REVIEW}/record/", holding.hold, name="hold"),
    path(f"{_REVIEW}/invitations/", inviting.invite, name="invite"),
    path(f"{_REVIEW}/invitations/<uuid:invitation_id>/", inviting.letter, name="letter"),
]
