"""Who may sign in elsewhere: only an account that exists, by the id that was linked to it here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from alongside.access.actions import link_sign_in
from alongside.access.noticed import notice
from alongside.access.sign_ins import ELSEWHERE, is_fresh, note_second_step, showed_elsewhere
from alongside.web.adapter import as_themself


class LinkedAlone(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Nobody gets an account by signing in elsewhere, and nothing told there is kept but the id."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Whether strangers may make an account: never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link, or let whoever is linked go on; what was told of them beside the id is not kept."""
        claims = sociallogin.account.extra_data.get("id_token") or {}
        sociallogin.account.extra_data = {}
        if not is_from(claims, settings.OIDC_ISSUER):
            _back(request, f"This was not said by {settings.OIDC_NAME}. Try again later")
        if sociallogin.state.get("process") == "connect":
            self._link(request, sociallogin)
        elif not (claims and sociallogin.is_existing):
            _back(
                request,
                f"Nobody here is linked to this sign-in of {settings.OIDC_NAME}. Sign in with your"
                " password, and link it on the page of your second step",
            )
        else:
            sociallogin.account.save()
            if is_assured(claims, settings.OIDC_SECOND_STEP):
                note_second_step(request, sociallogin.user, ELSEWHERE)

    def _link(self, request: HttpRequest, sociallogin: Any) -> None:
        if not (request.user.is_authenticated and is_fresh(request)):
            _back(request, "It was not linked: too much time went by. Try again")
        if sociallogin.is_existing:
            _back(request, "It was not linked: it belongs to an account here already")
        by = as_themself(request.user)
        link_sign_in(request.user, provider=settings.OIDC_NAME, by=by, at=timezone.now())
        messages.success(request, f"{settings.OIDC_NAME} is linked to your account")

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002 - allauth's signature
        """Where somebody goes on after linking."""
        return "/second-step/"

    def get_requests_session(self) -> Any:
        """Return what asks the other identity provider: where it sends us on, we do not go."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - allauth's signature
        """Say that it did not work, where somebody can go on."""
        _back(request, f"Signing in with {settings.OIDC_NAME} did not work. Try again")


def is_from(claims: Mapping[str, Any], issuer: str) -> bool:
    """Whether it was the provider of the settings that said something, and none that it names.

    allauth has seen that the token names whom the description of the provider names.
    """
    expected = issuer.partition("/.well-known/")[0]
    return str(claims.get("iss", "")).rstrip("/") == expected.rstrip("/")


def is_assured(claims: Mapping[str, Any], wanted: Collection[tuple[str, str]]) -> bool:
    """Whether what is claimed of a sign-in, its acr or amr, makes up for our own second step."""
    return any(value in _as_list(claims.get(claim)) for claim, value in wanted)


def _as_list(claimed: Any) -> list[str]:
    return [str(each) for each in claimed] if isinstance(claimed, list) else [str(claimed)]


def _back(request: HttpRequest, sentence: str) -> NoReturn:
    notice("sign-in elsewhere refused", request, why=sentence)
    messages.error(request, sentence)
    page = "mfa_index" if request.user.is_authenticated else "account_login"
    raise ImmediateHttpResponse(redirect(page))


class TakeUnlessShown(AuthenticateStage):  # type: ignore[misc]  # untyped library
    """Our own second step, unless the other identity provider has just seen one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if self.login.user and showed_elsewhere(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
