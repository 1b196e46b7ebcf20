"""The addresses of other systems, which answer in JSON, and the pages of their keys."""

from django.urls import path

from alongside.api.views import describing, keys, referring

app_name = "api"

_ONE = "api/referrals/<str:asked_id>"

urlpatterns = [
    path("api/openapi.json", describing.openapi, name="openapi"),
    path("api/referrals", referring.referrals, name="referrals"),
    path(_ONE, referring.referral, name="referral"),
    path(f"{_ONE}/answers", referring.answers, name="answers"),
    path(f"{_ONE}/withdrawal", referring.withdrawal, name="withdrawal"),
    path("api/", referring.nothing),
    path("api/<path:rest>", referring.nothing),
    path("keys/", keys.keys, name="keys"),
    path("keys/new/", keys.new_key, name="new-key"),
    path("keys/fields/", keys.fields, name="fields"),
    path("keys/<int:key_id>/revocation/", keys.revocation, name="revocation"),
]
