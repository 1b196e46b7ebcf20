"""Addresses of one person's page, and of search."""

from django.urls import path

from alongside.record.views import finding, letters, person, practice

app_name = "record"
_PERSON = "people/<uuid:person_id>"
urlpatterns = [
    path("people/", finding.people, name="people"),
    path(f"{_PERSON}/", person.person, name="person"),
    path(f"{_PERSON}/print/", person.on_paper, name="print"),
    path(f"{_PERSON}/letters/", letters.letters, name="letters"),
    path(f"{_PERSON}/letters/<uuid:sent_id>/", letters.letter, name="letter"),
    path(f"{_PERSON}/gp/", practice.practice, name="practice"),
]
