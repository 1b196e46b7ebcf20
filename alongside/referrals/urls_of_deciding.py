"""The addresses of what a team does with a referral it took in: screen, decide, write."""

from django.urls import path

from alongside.referrals.views import deciding, looking_again, screening

app_name = "deciding"

_ONE = "referrals/<uuid:referral_id>/"

urlpatterns = [
    path(f"{_ONE}decide/", deciding.decide, name="decide"),
    path(f"{_ONE}decide/letters/<slug:reader>/", deciding.preview, name="preview"),
    path(f"{_ONE}decision/", deciding.decision, name="decision"),
    path(f"{_ONE}look-again/", looking_again.look_again, name="look-again"),
    path(f"{_ONE}decision/letters/<slug:reader>/", deciding.letter, name="letter"),
    path(f"{_ONE}decision/given/<uuid:sent_id>/", deciding.kept_letter, name="kept-letter"),
    path("refer/<uuid:referral_id>/decision/letter/", deciding.own_letter, name="own-letter"),
    path(f"{_ONE}screening/", screening.screening, name="screening"),
    path(f"{_ONE}screening/plan/", screening.plan, name="plan-session"),
    path(f"{_ONE}screening/calling-off/", screening.call_off, name="call-off"),
    path(f"{_ONE}screening/session/", screening.session, name="session"),
]
