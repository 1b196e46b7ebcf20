"""The start page, sign-in with its second step, and sign-out."""

from allauth.account import views as account
from django.urls import path

from alongside.web import views
from alongside.web.oidc import views as oidc
from alongside.web.second_step import views as second_step

urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", second_step.sign_in_with_passkey, name="mfa_login_webauthn"),
    path("sign-in/second-step/", second_step.take, name="mfa_authenticate"),
    path("sign-in/elsewhere/", oidc.sign_in, name="sign-in-elsewhere"),
    path("sign-in/elsewhere/<str:provider_id>/", oidc.back, name="openid_connect_callback"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("still-you/", second_step.show_again, name="mfa_reauthenticate"),
    path(
        "still-you/passkey/",
        second_step.show_again_with_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("second-step/", second_step.second_step, name="mfa_index"),
    path("second-step/passkey/", second_step.set_up_passkey, name="mfa_add_webauthn"),
    path("second-step/app/", second_step.set_up_app, name="mfa_activate_totp"),
    path("second-step/codes/", second_step.show_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/",
        second_step.make_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("second-step/elsewhere/link/", oidc.link, name="link-sign-in"),
    path("second-step/elsewhere/unlink/", oidc.unlink, name="unlink-sign-in"),
    path("second-step/elsewhere/end/", second_step.end_others, name="end-other-sign-ins"),
    path("second-step/<int:step_id>/remove/", second_step.remove, name="remove-second-step"),
]
