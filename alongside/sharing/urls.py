"""Addresses of consent, of what others said in confidence, and of why it was opened."""

from django.urls import path

from alongside.sharing.views import consent, reasons, statements

app_name = "sharing"
_SAID = "people/<uuid:person_id>/in-confidence"
_TOLD = "people/<uuid:person_id>/consent"
urlpatterns = [
    path("reasons/", reasons.reasons, name="reasons"),
    path("reasons/<uuid:opening_id>/", reasons.reason, name="reason"),
    path(f"{_TOLD}/", consent.consents, name="consents"),
    path(f"{_TOLD}/new/", consent.name, name="name"),
    path(f"{_TOLD}/<uuid:recipient_id>/", consent.ask, name="ask"),
    path(f"{_TOLD}/<uuid:recipient_id>/taken-back/", consent.take_back, name="take-back"),
    path(f"{_SAID}/", statements.statements, name="statements"),
    path(f"{_SAID}/new/", statements.new, name="new"),
    path(f"{_SAID}/<uuid:statement_id>/", statements.may_be_told, name="may-be-told"),
]
