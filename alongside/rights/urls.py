"""Addresses of what a person has a right to."""

from django.urls import path

from alongside.rights.views import turning

app_name = "rights"
_PERSON = "people/<uuid:person_id>/rights"
urlpatterns = [
    path(f"{_PERSON}/", turning.rights, name="rights"),
    path(f"{_PERSON}/turned-to/<slug:way>/", turning.keep, name="keep"),
]
