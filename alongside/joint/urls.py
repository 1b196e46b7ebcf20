"""Addresses of joint work: a practitioner's own begin with partner/."""

from django.urls import path

from alongside.joint.views import learning, ours, theirs

app_name = "joint"
_PERSON = "people/<uuid:person_id>/joint"
_WITH = f"{_PERSON}/<uuid:practitioner_id>"
_THEIRS = "partner/people/<uuid:person_id>"
urlpatterns = [
    path(f"{_PERSON}/", ours.shared, name="shared"),
    path(f"{_WITH}/risk/", ours.risk, name="risk"),
    path(f"{_WITH}/visit/", ours.offer, name="offer"),
    path("joint-visits/<uuid:proposal_id>/", ours.proposal, name="proposal"),
    path("protocols/<uuid:agreement>/return/", ours.minimum, name="return-of-team"),
    path("teams/<int:team_id>/learning/", learning.learning, name="learning"),
    path("teams/<int:team_id>/learning/new/", learning.begin, name="begin-learning"),
    path("learning/<uuid:learning_id>/", learning.one, name="one-learning"),
    path("partner/", theirs.day, name="my-day"),
    path("partner/on/<str:on>/", theirs.day, name="day"),
    path("partner/people/", theirs.people, name="people"),
    path(f"{_THEIRS}/", theirs.person, name="person"),
    path(f"{_THEIRS}/contact/", theirs.record, name="record"),
    path(f"{_THEIRS}/visit/", theirs.ask_visit, name="ask-visit"),
    path("partner/visits/<uuid:proposal_id>/", theirs.answer, name="answer"),
    path("partner/notes/", theirs.notes, name="notes"),
    path("partner/protocols/", theirs.protocols, name="protocols"),
    path("partner/policies/<uuid:policy_id>/", theirs.policy, name="policy"),
    path("partner/return/", theirs.minimum, name="return"),
    path("partner/learning/", learning.own, name="own-learning"),
    path("partner/learning/new/", learning.begin_own, name="begin-own-learning"),
    path("partner/learning/<uuid:learning_id>/", learning.one_own, name="one-own-learning"),
]
