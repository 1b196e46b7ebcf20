"""Addresses of consent, what others said in confidence, emergencies, and reasons to review."""

from django.urls import path

from alongside.sharing.views import breaches, consent, disclosures, emergency, reasons, statements

app_name = "sharing"
_SAID = "people/<uuid:person_id>/in-confidence"
_SHARED = "people/<uuid:person_id>/shared"
_TOLD = "people/<uuid:person_id>/consent"
urlpatterns = [
    path("breaches/", breaches.listed, name="breaches"),
    path("breaches/new/", breaches.report, name="report-breach"),
    path("breaches/<uuid:breach_id>/", breaches.followed, name="breach"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<slug:reference>/close/", emergency.close, name="close-emergency"),
    path("reasons/", reasons.reasons, name="reasons"),
    path("reasons/<uuid:opening_id>/", reasons.reason, name="reason"),
    path("requests/", disclosures.waiting, name="waiting-requests"),
    path(f"{_SHARED}/", disclosures.shared, name="shared"),
    path(f"{_SHARED}/asked/", disclosures.asked, name="asked"),
    path(f"{_SHARED}/asked/<uuid:request_id>/", disclosures.wanted, name="wanted"),
    path(f"{_SHARED}/told/", disclosures.told, name="told"),
    path(f"{_TOLD}/", consent.consents, name="consents"),
    path(f"{_TOLD}/new/", consent.name, name="name"),
    path(f"{_TOLD}/practitioner/", consent.name_practitioner, name="name-practitioner"),
    path(f"{_TOLD}/<uuid:recipient_id>/", consent.ask, name="ask"),
    path(f"{_TOLD}/<uuid:recipient_id>/taken-back/", consent.take_back, name="take-back"),
    path(f"{_SAID}/", statements.statements, name="statements"),
    path(f"{_SAID}/new/", statements.new, name="new"),
    path(f"{_SAID}/<uuid:statement_id>/", statements.may_be_told, name="may-be-told"),
]
