"""What the layout shows on every page."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.functional import cached_property

from alongside.access.deciding import OpenNow
from alongside.kernel.period import day_of
from alongside.own.asking import Own
from alongside.own.queries.asking import own_of_account
from alongside.partners.models import Practitioner
from alongside.partners.queries import practitioner_of_account
from alongside.staff.models import Worker
from alongside.staff.queries import worker_of_account
from alongside.web import navigation
from alongside.web.second_step.first import comes_first


class Shell:
    """Who is signed in and where they can go; worked out only when a page has the layout."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._path = request.path
        self._user = getattr(request, "user", None)
        # with_worker puts the worker here, roles in force included: no query is needed.
        self._known: Worker | None = getattr(request, "worker", None)
        self._partner: Practitioner | None = getattr(request, "practitioner", None)
        self._asking: Own | None = getattr(request, "own", None)

    @cached_property
    def organisation(self) -> str:
        """The name of the organisation that runs the service."""
        return str(settings.ORGANISATION)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self._user and self._user.is_authenticated)

    @cached_property
    def _worker(self) -> Worker | None:
        """Who is signed in; looked for on a page that needs nobody, such as the password."""
        if self._known or self._is_outside or self._user is None or not self.signed_in:
            return self._known
        return worker_of_account(self._user.pk, at=timezone.now())

    @cached_property
    def _practitioner(self) -> Practitioner | None:
        """Who of a partner is signed in, if no worker of ours is."""
        if self._is_outside or self._worker or self._user is None or not self.signed_in:
            return self._partner
        return practitioner_of_account(self._user.pk, on=day_of(timezone.now()))

    @property
    def _is_outside(self) -> bool:
        """Whether a page of a practitioner's, or of an own sign-in's, has found who asks."""
        return self._partner is not None or self._asking is not None

    @cached_property
    def _own(self) -> Own | None:
        """Who is signed in with a sign-in of their own, if nobody else is."""
        if self._asking or self._practitioner or self._worker or self._user is None:
            return self._asking
        return own_of_account(self._user.pk) if self.signed_in else None

    @property
    def is_outside(self) -> bool:
        """Whether whoever is signed in has other pages than ours: a partner's, or their own."""
        return self._practitioner is not None or self._own is not None

    @cached_property
    def called(self) -> str:
        """The name of whoever is signed in, or the address they signed in with.

        Whoever has a sign-in of their own is named on no screen: somebody may look over it.
        """
        if not self._worker and self._own:
            return "Your account"
        who = self._worker or self._practitioner
        return who.name if who else str(getattr(self._user, "email", ""))

    @cached_property
    def csrf_token(self) -> str:
        """What proves that a form came from this page, made once: the layout needs it twice."""
        return get_token(self._request)

    @cached_property
    def navigation(self) -> list[navigation.Place]:
        """The menu."""
        if self.comes_first:
            return []
        if self._worker:
            return navigation.places_for(self._worker, self._path)
        if self._own:
            return navigation.places_of_own(self._path, is_carers=self._own.is_carers)
        return navigation.places_of_partner(self._path) if self._practitioner else []

    @cached_property
    def search_url(self) -> str:
        """Where people are found, empty for those who may not look."""
        if self.comes_first or not self._worker:
            return ""
        return navigation.search_for(self._worker)

    @cached_property
    def must_change_password(self) -> bool:
        """Whether no other page opens until they have a password of their own."""
        return bool(getattr(self._user, "must_change_password", False))

    @property
    def open_in_emergency(self) -> Sequence[OpenNow]:
        """What they opened in an emergency and may still see."""
        return self._known.emergencies if self._known else ()

    @property
    def logged_here(self) -> bool:
        """Whether it stands on this server's disk alone that they opened this."""
        return bool(self._known and self._known.logged_here)

    @property
    def hidden(self) -> int:
        """How many people are hidden from them, whom they know outside work."""
        return len(self._known.shut_out) if self._known else 0

    @cached_property
    def comes_first(self) -> str:
        """The page that comes before all others: a menu would lead nowhere."""
        return comes_first(self._request)

    @cached_property
    def email(self) -> str:
        """The address somebody signed in with."""
        return str(getattr(self._user, "email", ""))

    @cached_property
    def account_id(self) -> str:
        """Whose page this is, so that what is typed is never kept for somebody else."""
        return str(self._user.pk) if self._user and self.signed_in else ""


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Give every template what the layout shows."""
    return {"shell": Shell(request)}
