"""Passkeys, six digits and recovery codes, in our words."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

from alongside.access.models import Account
from alongside.access.noticed import notice
from alongside.access.second_step import known_digits, step_taken_with
from alongside.drafts.posted import last_account
from alongside.nhsuk import fields
from alongside.nhsuk.forms import NhsukForm
from alongside.web.adapter import counted

NOT_THIS_CODE = (
    "This code is not right, or was used before. Type the six digits that the app shows now"
)


def _code(label: str) -> fields.Text:
    return fields.Text(
        label=label,
        width=10,
        inputmode="numeric",
        autocomplete="one-time-code",
        error_messages={"required": "Enter the code"},
    )


def _typed(code: str) -> str:
    """Return a code without the blanks with which apps and paper show it."""
    return "".join(code.split())


class _ACode(NhsukForm):
    """Six digits, or a recovery code."""

    user: Account
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code("Six digits from your app, or a recovery code")
        self.known = known_digits(self.user.pk)  # in the demo alone
        self.initial["code"] = self.known

    def clean_code(self) -> str:
        """Refuse a code that nothing of theirs gave; one that was taken is used up."""
        request = context.request
        is_known_here = last_account(request) == self.user.pk
        tried = counted(request, f"code {self.user.pk}", is_known_here=is_known_here)
        code = _typed(self.cleaned_data["code"])
        step = step_taken_with(self.user.pk, code)
        if step is None:
            notice("wrong code", request, account=self.user.pk)
            raise ValidationError(NOT_THIS_CODE)
        tried.rollback()
        step.user = self.user
        self.authenticator = step
        return code


class SecondStep(_ACode, AuthenticateForm):  # type: ignore[misc]  # untyped library
    """The second step of a sign-in."""


class ShowAgain(_ACode, ReauthenticateForm):  # type: ignore[misc]  # untyped library
    """Whoever is signed in shows that it is they."""


class SetUpApp(NhsukForm, ActivateTOTPForm):  # type: ignore[misc]  # untyped library
    """The first six digits of an app, which show that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code("Six digits that the app shows now")

    def clean_code(self) -> str:
        """Refuse digits that this app does not show."""
        self.cleaned_data["code"] = _typed(self.cleaned_data["code"])
        return str(super().clean_code())


class SetUpPasskey(NhsukForm, AddWebAuthnForm):  # type: ignore[misc]  # untyped library
    """A passkey that the browser made, with a name by which somebody knows it again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = fields.Text(
            label="What do you call it?",
            help_text="So that you know it again, for example, my phone, or the laptop of the team",
            max_length=60,
            required=False,
        )
        self.initial["name"] = ""
        # The browser is asked for a passkey that signs in by itself; nobody has to choose that.
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = "on"
        self.fields["credential"].error_messages["required"] = (
            "Your browser made no passkey. Press the button again, or use an app"
        )

    def clean_name(self) -> str:
        """Call a passkey something, also when nobody did: the browser has it already."""
        return self.cleaned_data["name"] or "A passkey"


class TakeWithPasskey(NhsukForm, AuthenticateWebAuthnForm):  # type: ignore[misc]  # untyped library
    """What a browser shows of a passkey, after a password."""


class SignInWithPasskey(NhsukForm, LoginWebAuthnForm):  # type: ignore[misc]  # untyped library
    """What a browser shows of a passkey, in place of a password."""


class ShowAgainWithPasskey(NhsukForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # untyped library
    """What a browser shows of a passkey, of whoever is signed in."""
