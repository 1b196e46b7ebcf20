"""What our templates may count on."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.urls import reverse
from jinja2 import Environment, UndefinedError

from alongside.nhsuk.addresses import url
from alongside.nhsuk.components import COMPONENTS

ENV: Environment = engines["jinja2"].env  # type: ignore[attr-defined]  # Django's Jinja engine has
COMPONENTS_OF: Any = ENV.globals


def said(template: str, **given: Any) -> str:
    return str(ENV.from_string(template).render(**given))


def test_a_name_the_page_was_never_given_fails() -> None:
    with pytest.raises(UndefinedError, match="person"):
        said("{{ person }}")
    with pytest.raises(UndefinedError):
        said('{{ row("Team", episode.team) }}', episode={})
    with pytest.raises(UndefinedError):
        said('{{ details({"summaryText": missing, "text": "x"}) }}')


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_every_component_of_the_design_system_renders_with_little(name: str) -> None:
    assert COMPONENTS_OF[name]({"text": "Told <b>plainly</b>", "name": "it"})


def test_components_and_macros_escape_what_they_are_given() -> None:
    page = said(
        '{{ details({"summaryText": nasty, "text": nasty}) }}{{ tag(nasty) }}'
        "{{ link(nasty, nasty, of=nasty) }}{{ buttonLink(nasty, nasty) }}"
        '{{ empty(nasty) }}{{ inset(nasty) }}{{ warning(nasty) }}{{ button({"text": nasty}) }}'
        '{{ summaryList({"rows": [row(nasty, nasty, change=nasty)]}) }}'
        '{{ actionLink(nasty, "/") }}',
        nasty='"><script>',
    )
    assert "<script>" not in page


def test_a_component_can_be_filled_by_a_call_block() -> None:
    assert "by hand" in said('{% call details({"summaryText": "More"}) %}by hand{% endcall %}')


def test_a_row_without_a_value_says_so() -> None:
    page = said('{{ summaryList({"rows": [row("Team", team)]}) }}', team=None)
    assert "Not recorded" in page


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = said('{{ pagination(page, "q=okafor") }}', page=Paginator(range(100), 10).page(5))
    assert 'href="?page=4&amp;q=okafor"' in page
    assert 'aria-current="page">5' in page
    assert said("{{ pagination(page) }}", page=Paginator([1], 10).page(1)) == ""


def test_an_address_is_what_django_builds() -> None:
    one, other = uuid4(), uuid4()
    for name, args in (
        ("record:people", ()),
        ("record:person", (one,)),
        ("contacts:contact", (one, other)),
        ("today:board", (7,)),
        ("staff:hours", (7, one)),
        ("today:day", ("2026-11-23",)),
    ):
        assert url(name, *args) == reverse(name, args=args)
    assert url("record:person", person_id=one) == reverse("record:person", args=[one])
