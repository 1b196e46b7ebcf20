"""Addresses of who somebody is."""

from django.urls import path

from alongside.people import views

app_name = "people"
_PERSON = "people/<uuid:person_id>"
urlpatterns = [
    path(f"{_PERSON}/identity/", views.identity, name="identity"),
    path(f"{_PERSON}/identity/history/", views.history, name="history"),
    path(f"{_PERSON}/identity/<slug:section_id>/", views.change, name="change"),
    path(f"{_PERSON}/restricted/", views.restricted, name="restricted"),
    path(f"{_PERSON}/restricted/change/", views.change_restricted, name="change-restricted"),
    path(f"{_PERSON}/death/", views.died, name="died"),
]
