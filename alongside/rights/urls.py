"""Addresses of what a person has a right to."""

from django.urls import path

from alongside.rights.views import copies, keeping, own, turning

app_name = "rights"
_PERSON = "people/<uuid:person_id>/rights"
_COPY = f"{_PERSON}/copies/<uuid:copy_id>"
urlpatterns = [
    path(f"{_PERSON}/", turning.rights, name="rights"),
    path(f"{_PERSON}/own-view/", own.own, name="own"),
    path(f"{_PERSON}/own-view/paper/", own.own_paper, name="own-paper"),
    path(f"{_PERSON}/own-view/given/", own.own_given, name="own-given"),
    path(f"{_PERSON}/copies/new/", copies.ask, name="ask-for-copy"),
    path(f"{_COPY}/", copies.copy, name="copy"),
    path(f"{_COPY}/longer/", copies.longer, name="longer"),
    path(f"{_COPY}/opinion/", copies.opinion, name="opinion"),
    path(f"{_COPY}/passages/", copies.passages, name="passages"),
    path(f"{_COPY}/made/", copies.make, name="make"),
    path(f"{_COPY}/answer/", copies.answer, name="answer"),
    path(f"{_PERSON}/kept/", keeping.kept, name="kept"),
    path(f"{_PERSON}/kept/<uuid:hold_id>/", keeping.end, name="end-hold"),
    path("records/time-over/", keeping.time_over, name="time-over"),
    path(f"{_PERSON}/turned-to/<slug:way>/", turning.keep, name="keep"),
]
