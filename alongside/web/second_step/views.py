"""Pages of the second step: where it is taken, set up, shown again and removed.

What is hard about passkeys and codes is allauth's; the trail, the order and the words are ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access import actions
from alongside.access.noticed import notice
from alongside.access.second_step import APP, CODES, PASSKEY, linked_to, steps_of
from alongside.access.sign_ins import note_second_step, took_second_step
from alongside.kernel.rules import Refused
from alongside.staff.signed_in import account_of, freshly_signed_in
from alongside.web.adapter import as_themself

NOT_THIS_PASSKEY = "That passkey did not work here. Try again, or sign in with your password"


def _passkey_options(account_id: Any, user: Any) -> str:
    """Return what a browser is asked for a passkey of an account with; nothing without one."""
    if not steps_of(account_id).filter(type=PASSKEY).exists():
        return ""
    return json.dumps(webauthn.begin_authentication(user))


class TakeSecondStep(base.AuthenticateView):  # type: ignore[misc]  # untyped library
    """Ask for the second step after a password, on a page or in the dialog."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how it can be taken."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        account = self.stage.login.user
        return shown | {"options": _passkey_options(account.pk, account)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it, and answer the dialog in its own way."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        if get_adapter().is_ajax(request):
            return get_adapter().ajax_response(request, response, form=self.form)  # type: ignore[no-any-return]  # untyped library
        return response


class SignInWithPasskey(passkeys.LoginWebAuthnView):  # type: ignore[misc]  # untyped library
    """Sign in with a passkey alone: it is what somebody has, and a finger, a face or a PIN."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and answer the dialog in its own way."""
        return self._answered(super().form_valid(form), form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that it did not work, where somebody can go on."""
        notice("wrong passkey", self.request)
        if not get_adapter().is_ajax(self.request):
            messages.error(self.request, NOT_THIS_PASSKEY)
        return self._answered(redirect("account_login"), form)

    def _answered(self, response: HttpResponse, form: Any) -> HttpResponse:
        if get_adapter().is_ajax(self.request):
            return get_adapter().ajax_response(self.request, response, form=form)  # type: ignore[no-any-return]  # untyped library
        return response


class ShowAgain(base.ReauthenticateView):  # type: ignore[misc]  # untyped library
    """Ask whoever is signed in to show that it is they, by six digits or with a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how it can be shown, and whether it is asked for the first time in this sign-in."""
        account = self.request.user
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {
            "options": _passkey_options(account_of(self.request), account),
            "again": took_second_step(self.request),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on under another key, as after each sign-in."""
        response: HttpResponse = super().form_valid(form)
        self.request.session.cycle_key()
        notice("shown again", self.request)
        return response


class ShowAgainWithPasskey(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]  # untyped library
    """Let somebody show with a passkey that it is they; the page for it is the other one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """Send to the page on which a passkey is one of the ways."""
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on under another key, as after each sign-in."""
        response: HttpResponse = super().form_valid(form)
        self.request.session.cycle_key()
        notice("shown again", self.request)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """Say that it did not work, where somebody can try again."""
        notice("wrong passkey", self.request)
        messages.error(self.request, "That passkey did not work here. Try again")
        return self.get(self.request)


Page = Callable[..., HttpResponse]


def fresh_unless_first(page: Page) -> Page:
    """Ask who changes a second step to show first that it is they; the first one is just set up."""

    @wraps(page)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if took_second_step(request):
            return freshly_signed_in(page)(request, *args, **kwargs)
        return page(request, *args, **kwargs)

    return run


@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Show what somebody takes their second step with, or how they get one."""
    steps = list(steps_of(account_of(request)))
    shown = {
        "passkeys": [step for step in steps if step.type == PASSKEY],
        "app": next((step for step in steps if step.type == APP), None),
        "codes_left": sum(
            len(step.wrap().get_unused_codes()) for step in steps if step.type == CODES
        ),
        "elsewhere": settings.OIDC_NAME,
        "linked": linked_to(account_of(request)).first(),
        "may_remove": sum(step.type != CODES for step in steps) > 1,
    }
    return render(request, "mfa/index.jinja", shown)


class SetUpPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]  # untyped library
    """Let the browser make a passkey, and keep what opens with it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the browser is asked for."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        asked = webauthn.begin_registration(self.request.user, passwordless=True)
        return shown | {"options": json.dumps(asked)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, with its line in the trail."""
        response: HttpResponse = super().form_valid(form)
        _was_set_up(self.request, PASSKEY)
        return response


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]  # untyped library
    """Show what an app is set up with, and see that it works; it takes the place of an old one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let one take the place of another: allauth would ask to remove the old one before."""
        dispatch: Page = super(ActivateTOTPView, self).dispatch
        return dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the secret in groups of four, for those whose camera does not read it."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        secret = get_totp_secret()
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return shown | {"secret": " ".join(groups)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it in place of the one before, with its line in the trail."""
        steps_of(account_of(self.request)).filter(type=APP).delete()
        response: HttpResponse = super().form_valid(form)
        _was_set_up(self.request, APP)
        return response


def _was_set_up(request: HttpRequest, kind: str) -> None:
    """Write the line in the trail; whoever set a step up has just shown that they can take it."""
    step = steps_of(account_of(request)).filter(type=kind).latest("created_at")
    actions.set_up_second_step(step, by=as_themself(step.user), at=timezone.now())
    note_second_step(request, step.user, kind)


class ShowCodes(codes.ViewRecoveryCodesView):  # type: ignore[misc]  # untyped library
    """Show recovery codes, once."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show them, unless they were shown before."""
        if not context["can_view_codes"]:
            return redirect("mfa_index")
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        return answer


class MakeCodes(codes.GenerateRecoveryCodesView):  # type: ignore[misc]  # untyped library
    """Make new recovery codes; those on the old paper stop."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, with their line in the trail."""
        response: HttpResponse = super().form_valid(form)
        step = steps_of(account_of(self.request)).get(type=CODES)
        actions.set_up_second_step(step, by=as_themself(step.user), at=timezone.now())
        return response


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, step_id: int) -> HttpResponse:
    """Ask whether something is to be removed that somebody takes their second step with."""
    step = steps_of(account_of(request)).exclude(type=CODES).filter(pk=step_id).first()
    if step is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        by = as_themself(step.user)
        try:
            actions.remove_second_step(step, by=by, at=timezone.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "It was removed, and opens nothing any more")
            return redirect("mfa_index")
    return render(request, "mfa/remove.jinja", {"step": step, "refused": refused})


@freshly_signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign somebody out everywhere but here."""
    account = request.user
    ended = actions.end_sign_ins(account, by=as_themself(account), at=timezone.now())  # type: ignore[arg-type]  # nobody else comes this far
    update_session_auth_hash(request, ended)
    messages.success(request, "You are signed out everywhere else")
    return redirect("mfa_index")


take = TakeSecondStep.as_view()
sign_in_with_passkey = SignInWithPasskey.as_view()
show_again = ShowAgain.as_view()
show_again_with_passkey = ShowAgainWithPasskey.as_view()
set_up_passkey = fresh_unless_first(SetUpPasskey.as_view())
set_up_app = fresh_unless_first(SetUpApp.as_view())
show_codes = freshly_signed_in(ShowCodes.as_view())
make_codes = freshly_signed_in(MakeCodes.as_view())
