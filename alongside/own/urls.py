"""Addresses of own sign-ins: those of whoever has one begin with own/."""

from django.urls import path

from alongside.own.views import carer, either, ours, themself

app_name = "own"
_GIVEN = "people/<uuid:person_id>/own-sign-in"
_ONE = f"{_GIVEN}/<uuid:sign_in_id>"
urlpatterns = [
    path("own/", themself.start, name="start"),
    path("own/plan/", themself.plan, name="plan"),
    path("own/looked/", themself.looked, name="looked"),
    path("own/shared/", themself.shared, name="shared"),
    path("own/shared/<uuid:recipient_id>/taken-back/", themself.take_back, name="take-back"),
    path("own/record/", themself.whole, name="whole"),
    path("own/help/", themself.helps, name="help"),
    path("own/told/", carer.told, name="told"),
    path("own/sign-in/", either.sign_in, name="sign-in"),
    path("own/sign-in/end/", either.end, name="end"),
    path("own/leave/", either.leave, name="leave"),
    path(f"{_GIVEN}/", ours.given, name="given"),
    path(f"{_GIVEN}/new/", ours.give, name="give"),
    path(f"{_GIVEN}/new/<uuid:recipient_id>/", ours.give_carer, name="give-carer"),
    path(f"{_ONE}/end/", ours.end, name="end-given"),
    path(f"{_ONE}/password/", ours.renew_password, name="renew-password"),
    path(f"{_ONE}/second-step/", ours.take_second_step, name="take-second-step"),
]
