"""How allauth signs people in here: by e-mail and password, on accounts that others made."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest


class ClosedToSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Nobody makes an account for themself."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your email address and your password."
        " One of them is not right",
        "too_many_login_attempts": "Too many tries did not work, so this account rests."
        " Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether strangers may make an account: never."""
        return False

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say that the password was changed; pages show the rest by themselves."""
        if "account/messages/password_changed.txt" in (*args, *kwargs.values()):
            messages.success(request, "Your password was changed")
