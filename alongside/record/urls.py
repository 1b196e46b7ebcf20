"""Addresses of one person's page, of what they wish, and of search."""

from django.urls import path

from alongside.record.giving import views as giving
from alongside.record.views import connections, finding, letters, person, practice, wishes

app_name = "record"
_PERSON = "people/<uuid:person_id>"
_KNOWN = f"{_PERSON}/known-outside-work"
urlpatterns = [
    path("people/", finding.people, name="people"),
    path(f"{_PERSON}/", person.person, name="person"),
    path(f"{_PERSON}/print/", person.on_paper, name="print"),
    path(f"{_PERSON}/letters/", letters.letters, name="letters"),
    path(f"{_PERSON}/letters/leaving/", giving.leaving, name="leaving"),
    path(f"{_PERSON}/letters/leaving/preview/", giving.leaving_preview, name="leaving-preview"),
    path(f"{_PERSON}/letters/welcome/", giving.welcome, name="welcome"),
    path(f"{_PERSON}/letters/welcome/preview/", giving.welcome_preview, name="welcome-preview"),
    path(f"{_PERSON}/letters/<uuid:sent_id>/", letters.letter, name="letter"),
    path(f"{_PERSON}/gp/", practice.practice, name="practice"),
    path(f"{_KNOWN}/", connections.connections, name="connections"),
    path(f"{_KNOWN}/<uuid:connection_id>/", connections.end, name="end-connection"),
    path(f"{_PERSON}/wishes/", wishes.wishes, name="wishes"),
    path(f"{_PERSON}/wishes/ask/", wishes.ask, name="ask"),
]
