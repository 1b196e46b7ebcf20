"""How allauth signs people in here: with two steps, on accounts that others made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import get_pending_stage
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from alongside.access import context, tries
from alongside.access.actions import change_password
from alongside.access.models import Account
from alongside.access.noticed import like, notice
from alongside.access.queries import signs_in_with
from alongside.access.second_step import has_second_step, known_digits
from alongside.access.sign_ins import note_roles
from alongside.audit.trail import Doer
from alongside.drafts.actions import forget_stale
from alongside.drafts.posted import last_account, remember_account
from alongside.nhsuk.forms import NhsukForm
from alongside.nhsuk.words import clock
from alongside.staff.queries import worker_of_account


class ClosedToSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Nobody makes an account for themself."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your email address and your password."
        " One of them is not right",
        "too_many_login_attempts": "Too many tries did not work. Wait five minutes, then try again",
        "rate_limited": "Too many tries did not work. Wait five minutes, then try again",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try as wrong, in our way; allauth takes it back when the password was right."""
        email = str(credentials.get("email", "")).lower()
        last = last_account(request)
        is_known_here = last is not None and signs_in_with(last, email)
        self._login_failed_rl_usage = counted(
            request, f"password {email}", is_known_here=is_known_here
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Notice a wrong password, without what was typed."""
        notice("wrong password", request, like=like(str(credentials.get("email", ""))))

    def logout(self, request: HttpRequest) -> None:
        """Sign somebody out, and notice it while it is known who they are."""
        notice("signed out", request)
        super().logout(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether strangers may make an account: never."""
        return False

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Remember who is here, so that what they type is kept even when the sign-in runs out."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_account(response, user.pk)
        shown = [
            {"method": each["method"], "kind": each.get("type")}
            for each in get_authentication_records(request, user)
        ]
        notice("signed in", request, account=user.pk, shown=shown)
        worker = worker_of_account(user.pk, at=timezone.now())
        note_roles(request, worker.roles if worker else {})
        context.enter_account(user.pk)
        forget_stale(by=user.pk, at=timezone.now())
        return response

    def set_password(self, user: Account, password: str) -> None:
        """Keep the password that somebody chose, which leaves a trail as all else does."""
        change_password(user, password, by=as_themself(user), at=timezone.now())

    def get_login_stages(self) -> list[str]:
        """Return what a sign-in goes through: our second step, unless it was shown elsewhere."""
        ours = {
            "allauth.mfa.stages.AuthenticateStage": "alongside.web.oidc.adapter.TakeUnlessShown"
        }
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether allauth asks again who it is: our own pages do, with freshly_signed_in."""
        return False

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Return where somebody shows again that it is they: never by a password alone."""
        if not user.is_authenticated or not has_second_step(user.pk):
            return []
        pages = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn")
        return [{"id": page, "description": "", "url": reverse(page)} for page in pages]

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
        stage = get_pending_stage(request)
        answer = JsonResponse(
            {
                "signed_in": request.user.is_authenticated,
                "sentences": said,
                "second_step": stage is not None,
                "known": known_digits(stage.login.user.pk) if stage else "",  # in the demo alone
            }
        )
        answer.cookies = response.cookies
        return answer

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say that the password was changed; pages show the rest by themselves."""
        if "account/messages/password_changed.txt" in (*args, *kwargs.values()):
            messages.success(request, "Your password was changed")


def as_themself(account: Account) -> Doer:
    """Tell the database that somebody does something to their own account; return who they are."""
    by = worker_of_account(account.pk, at=timezone.now()) or account
    context.enter(worker_id=by.pk, team_ids=(), account_id=account.pk)
    return by


def counted(request: HttpRequest, what: str, *, is_known_here: bool) -> tries.Try:
    """Count a try of a password or a code, or refuse it in a sentence that says until when."""
    try:
        return tries.count(request, what, is_known_here=is_known_here)
    except tries.TooMany as too_many:
        notice("too many tries", request, like=like(what))
        again = too_many.until + timedelta(minutes=1)  # the clock of the page knows no seconds
        raise ValidationError(
            f"Too many tries did not work. For safety, wait: try again at {clock(again)}"
        ) from too_many
