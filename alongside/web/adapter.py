"""How allauth signs people in here: by e-mail and password, on accounts that others made."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from alongside.access import context
from alongside.access.actions import change_password
from alongside.access.models import Account
from alongside.drafts.actions import forget_stale
from alongside.drafts.posted import remember_account
from alongside.nhsuk.forms import NhsukForm
from alongside.staff.queries import worker_of_account


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

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Remember who is here, so that what they type is kept even when the sign-in runs out."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_account(response, user.pk)
        context.enter_account(user.pk)
        forget_stale(by=user.pk, at=timezone.now())
        return response

    def set_password(self, user: Account, password: str) -> None:
        """Keep the password that somebody chose, which leaves a trail as all else does."""
        now = timezone.now()
        by = worker_of_account(user.pk, at=now) or user
        context.enter(worker_id=by.pk, team_ids=(), account_id=user.pk)
        change_password(user, password, by=by, at=now)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Where somebody goes on with their work, rather than to the same form, empty."""
        return "/"

    def ajax_response(
        self,
        request: HttpRequest,
        response: HttpResponse,
        form: NhsukForm | None = None,
        **_: Any,
    ) -> HttpResponse:
        """Answer the sign-in dialog: whether it went well and what is wrong, not what was typed."""
        said = [sentence for sentence, _ in form.wrongs()] if form is not None else []
        answer = JsonResponse({"signed_in": request.user.is_authenticated, "sentences": said})
        answer.cookies = response.cookies
        return answer

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say that the password was changed; pages show the rest by themselves."""
        if "account/messages/password_changed.txt" in (*args, *kwargs.values()):
            messages.success(request, "Your password was changed")
