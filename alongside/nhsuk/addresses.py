"""Addresses of pages: by their names, found once and not for each link; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# What stands for an id where the address of a page is asked for the first time.
_MARKS: Mapping[type, Callable[[int], object]] = {
    UUID: lambda place: UUID(int=2**127 + place),
    int: lambda place: 918_273_645_000 + place,
}


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a page by its name.

    A chronology has some fifty links; Django builds each anew, a fifth of the page's time.
    """
    kinds = tuple(map(type, args))
    if kwargs or not _MARKS.keys() >= set(kinds):
        return reverse(name, args=args, kwargs=kwargs)
    return _shape(name, kinds).format(*args)


@cache
def _shape(name: str, kinds: tuple[type, ...]) -> str:
    """Return the address of a page with a gap for each id, whose text needs no quoting."""
    marks = [_MARKS[kind](place) for place, kind in enumerate(kinds)]
    address = reverse(name, args=marks)
    for mark in marks:
        address = address.replace(str(mark), "{}", 1)
    return address


def fixed_url(name: str) -> str:
    """Return the address of a page that is about nobody, such as those of the menu."""
    return _shape(name, ())


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Return the page that somebody came from and wants to go back to, if it is one of ours."""
    wanted = request.GET.get("next", "")
    return wanted if is_ours(wanted) else otherwise


def is_ours(address: str) -> bool:
    """Whether an address is a path from our own root, and not "//elsewhere.example".

    redirect() would take any other word for the name of a page.
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
