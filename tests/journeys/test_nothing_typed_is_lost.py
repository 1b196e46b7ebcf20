"""The sign-in runs out while somebody types: they sign in in place, and every word is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.drafts import actions
from alongside.drafts.queries import draft_for
from alongside.nhsuk.fields import Day, LongText
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.staff.models import Worker
from alongside.staff.signed_in import with_worker
from tests.cast import PASSWORD, Cast
from tests.journeys.walking import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEMPLATE = """
{% extends "web/layout.jinja" %}
{% block title %}A visit to Sam{% endblock %}
{% block content %}
<h1 class="nhsuk-heading-l">How did the visit go?</h1>
<form method="post" novalidate data-autosave>
{{ csrf_input }}{{ form }}{{ button({"text": "Record the visit"}) }}
</form>
{% endblock %}
"""
sent: list[dict[str, Any]] = []


class Visit(Form):
    on = Day(called="date of the visit", label="When was the visit?")
    seen = forms.ChoiceField(
        label="Was Sam seen?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(reveals={"no": ["why"]}),
    )
    why = LongText(label="Why not?", required=False)
    note = LongText(label="What happened?")


@with_worker
def visit(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask how a visit went, as docs/how-to/build-a-page.md writes such a view."""
    assert worker.account_id
    form = Visit(request.POST or None, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        sent.append(form.cleaned_data)
        actions.forget(request.path, by=worker.account_id, at=timezone.now())
    page: Any = engines["jinja2"].from_string(TEMPLATE)
    return HttpResponse(page.render({"form": form}, request))


urlpatterns = [path("visit/", visit), path("", include("alongside.config.urls"))]


@pytest.fixture
def pages() -> Iterator[None]:
    sent.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield


def no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_sign_in_runs_out_while_somebody_types(
    page: Page, live_server: Any, cast: Cast, pages: None
) -> None:
    sign_in(page, f"{live_server.url}/visit/")
    note = page.get_by_label("What happened?")
    note.fill("He asked about a flat.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    no_violations(page)

    Session.objects.all().delete()
    note.press_sequentially(" He was well.")
    again = page.get_by_role("dialog", name="Sign in again")
    expect(again).to_be_visible()
    no_violations(page)
    again.get_by_label("Password").fill("wrong")
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_text("One of them is not right")).to_be_visible()
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_label("Six digits")).to_be_focused()
    no_violations(page)
    again.get_by_role("button", name="Sign in").click()
    expect(again).to_be_hidden()
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(note).to_have_value("He asked about a flat. He was well.")

    page.reload()
    expect(page.get_by_text("We kept what you typed at")).to_be_visible()
    expect(note).to_have_value("He asked about a flat. He was well.")
    for part, text in (("Day", "22"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part).fill(text)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Record the visit").click()
    page.wait_for_load_state()
    assert [visit["note"] for visit in sent] == ["He asked about a flat. He was well."]


def test_what_was_sent_and_not_taken_is_kept_too(
    page: Page, live_server: Any, cast: Cast, pages: None
) -> None:
    sign_in(page, f"{live_server.url}/visit/")
    page.get_by_label("What happened?").fill("He asked about a flat.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.get_by_label("What happened?").fill("He asked about a flat, and a bus pass.")
    page.get_by_role("button", name="Record the visit").click()  # before it saved by itself
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.goto(f"{live_server.url}/people/")
    page.goto(f"{live_server.url}/visit/")
    kept = "He asked about a flat, and a bus pass."
    expect(page.get_by_label("What happened?")).to_have_value(kept)


def test_without_script_the_text_is_there_after_signing_in(
    browser: Any, live_server: Any, cast: Cast, pages: None
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, f"{live_server.url}/visit/")
    page.get_by_label("What happened?").fill("Nobody at home.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Record the visit").click()
    expect(page.get_by_text("You were signed out. We kept what you typed at")).to_be_visible()
    page.get_by_label("Email address").fill("ngozi@alongside.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("We kept what you typed at")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Nobody at home.")


def test_keys_find_move_and_help_but_never_while_typing(
    page: Page, live_server: Any, cast: Cast, pages: None
) -> None:
    sign_in(page, f"{live_server.url}/visit/")
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("?")
    help_dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help_dialog).to_be_visible()
    no_violations(page)
    page.keyboard.press("Escape")
    note = page.get_by_label("What happened?")
    note.press_sequentially("n/j?k")
    expect(note).to_have_value("n/j?k")
    expect(help_dialog).to_be_hidden()


def test_the_page_needs_no_sideways_scrolling_at_four_times_the_size(
    page: Page, live_server: Any, cast: Cast, pages: None
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, f"{live_server.url}/visit/")
    page.get_by_role("button", name="Record the visit").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.wait_for_load_state("load")  # before its styles have come, any page is too wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
