"""What every journey does: sign in, and look for what shuts people out."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.cast import PASSWORD

DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)


def sign_in(page: Page, address: str, name: str = "ngozi") -> None:
    """Go to a page as somebody of the cast."""
    page.goto(address)
    page.get_by_label("Email address").fill(f"{name}@alongside.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Continue").click()  # the six digits are filled in


def is_good(page: Page) -> None:
    """Check that nothing on the page shuts anybody out, and that it fits the screen."""
    # A click returns when the next page begins to arrive: look when all of it is there.
    page.wait_for_load_state("load")
    expect(page.get_by_role("main")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.evaluate("window.innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def come_to(page: Page, address: str, name: str) -> None:
    """Let somebody else sit down at the screen, and look at the page they come to."""
    page.context.clear_cookies()
    sign_in(page, address, name)
    is_good(page)


def accept(page: Page) -> None:
    """Accept the referral on the screen, and print the person's letter."""
    page.get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_load_state()
    is_good(page)
    page.get_by_label("Accept", exact=True).check()
    page.get_by_label("What happens next?").fill("Ngozi rings you on Monday.")
    page.get_by_label("Printed, to be given later").first.check()
    page.get_by_label("Printed, to be given later").last.check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("The decision is made, and its letters are ready")).to_be_visible()
    is_good(page)
