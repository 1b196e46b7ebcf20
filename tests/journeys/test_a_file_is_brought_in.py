"""A file of referrals: the good row is brought in, the bad one mended and brought in too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.referrals.tests.test_files import GOOD, sheet
from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BAD = GOOD | {
    "their_reference": "R-2",
    "nhs_number": "999 060 2670",
    "given_name": "Siôn",
    "family_name": "Ŵyn",
    "born_on": "31/02/1985",
}


def _check(page: Page, address: str, file: Path) -> None:
    """Send a file to be checked, and look at what becomes of its rows, on a phone too."""
    page.goto(address)
    is_good(page)
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name=f"Check {file.name}")).to_be_visible()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        is_good(page)


def _bring_in(page: Page) -> None:
    page.get_by_role("button", name="Bring in 1 row").click()
    expect(page.get_by_text("1 referral brought in for North team")).to_be_visible()
    is_good(page)


def _mended(page: Page, kept_in: Path) -> Path:
    """Take back the rows to mend, and mend what they say is wrong."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows to mend (CSV)").click()
    file = kept_in / "mended.csv"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8-sig")
    assert "Zhang" not in text, "what went in does not come back"
    assert "31/02/1985 is not a real date. Check day and month." in text
    file.write_text(text.replace(",31/02/1985,", ",28/02/1985,"), encoding="utf-8-sig")
    return file


def test_a_bad_row_is_mended_and_brought_in_again(
    page: Page, live_server: Any, cast: Cast, tmp_path: Path
) -> None:
    files = f"{live_server.url}/referrals/files/"
    first = tmp_path / "referrals.csv"
    first.write_text(sheet(GOOD, BAD), encoding="utf-8")
    sign_in(page, files, "tom")

    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("link", name="Choose a file")).to_be_visible()
    is_good(page)

    _check(page, files, first)
    expect(page.get_by_text("born_on: 31/02/1985 is not a real date.")).to_be_visible()
    _bring_in(page)

    mended = _mended(page, tmp_path)
    _check(page, files, mended)
    expect(page.get_by_role("heading", name="Goes in: 1 row")).to_be_visible()
    _bring_in(page)

    _check(page, files, mended)
    expect(page.get_by_text("Came in before, received 3 November 2026.")).to_be_visible()
    page.get_by_role("button", name="Throw the file away").click()
    expect(page.get_by_text("Nothing was brought in")).to_be_visible()

    page.goto(f"{live_server.url}/referrals/")
    expect(page.get_by_role("link", name="Wei Zhang")).to_have_count(1)
    expect(page.get_by_role("link", name="Siôn Ŵyn")).to_have_count(1)
    is_good(page)
