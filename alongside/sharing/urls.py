"""Addresses of consent, and of what others said in confidence."""

from django.urls import path

from alongside.sharing.views import consent, statements

app_name = "sharing"
_SAID = "people/<uuid:person_id>/in-confidence"
_TOLD = "people/<uuid:person_id>/consent"
urlpatterns = [
    path(f"{_TOLD}/", consent.consents, name="consents"),
    path(f"{_TOLD}/new/", consent.name, name="name"),
    path(f"{_TOLD}/<uuid:recipient_id>/", consent.ask, name="ask"),
    path(f"{_TOLD}/<uuid:recipient_id>/taken-back/", consent.take_back, name="take-back"),
    path(f"{_SAID}/", statements.statements, name="statements"),
    path(f"{_SAID}/new/", statements.new, name="new"),
    path(f"{_SAID}/<uuid:statement_id>/", statements.may_be_told, name="may-be-told"),
]
