"""Addresses of what a person has a right to."""

from django.urls import path

from alongside.rights.views import own, turning

app_name = "rights"
_PERSON = "people/<uuid:person_id>/rights"
urlpatterns = [
    path(f"{_PERSON}/", turning.rights, name="rights"),
    path(f"{_PERSON}/own-view/", own.own, name="own"),
    path(f"{_PERSON}/own-view/paper/", own.own_paper, name="own-paper"),
    path(f"{_PERSON}/own-view/given/", own.own_given, name="own-given"),
    path(f"{_PERSON}/turned-to/<slug:way>/", turning.keep, name="keep"),
]
