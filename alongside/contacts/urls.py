"""The addresses of contacts, visits and the ladder."""

from django.urls import path

from alongside.contacts.views import contacts, ladder, visits

app_name = "contacts"
_PERSON = "people/<uuid:person_id>"
_CONTACT = f"{_PERSON}/contacts/<uuid:contact_id>"

urlpatterns = [
    path(f"{_PERSON}/contacts/", contacts.of_person, name="list"),
    path(f"{_PERSON}/contacts/new/", contacts.new, name="new"),
    path(f"{_PERSON}/contacts/print/", contacts.on_paper, name="print"),
    path(f"{_CONTACT}/", contacts.one, name="contact"),
    path(f"{_CONTACT}/correction/", contacts.correct, name="correct"),
    path(f"{_CONTACT}/taking-back/", contacts.take_back, name="take_back"),
    path(f"{_PERSON}/signs/", contacts.signs, name="signs"),
    path(f"{_PERSON}/visits/", visits.of_person, name="visits"),
    path(f"{_PERSON}/visits/new/", visits.new, name="plan"),
    path(f"{_PERSON}/ladder/", ladder.of_person, name="climb"),
    path("visits/", visits.day, name="day"),
    path("visits/<uuid:visit_id>/", visits.one, name="visit"),
    path("visits/<uuid:visit_id>/contact/", contacts.of_visit, name="of_visit"),
    path("visits/<uuid:visit_id>/move/", visits.move, name="move"),
    path("visits/<uuid:visit_id>/calling-off/", visits.call_off, name="call_off"),
    path("ladder/", ladder.open_steps, name="ladder"),
    path("ladder/<uuid:step_id>/", ladder.done, name="step"),
    path("ladder/<uuid:step_id>/owner/", ladder.hand, name="hand"),
]
