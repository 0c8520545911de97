"""Everything that a company does works in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.answers import fill_in
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import answer_sections, enter_by_invitation
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser


def test_a_company_answers_the_survey(arrive: Arrive, next_company: NextCompany) -> None:
    company, reader = next_company("ko"), arrive("ko", PHONE, javascript=False)
    link = enter_by_invitation(reader, company)
    assert link.split("/s/")[1].strip("/") not in reader.page.url
    answer_sections(reader, company)
    expect(reader.page.locator(".stack .summary-list")).to_have_count(8)
    reader.press("Submit answers")
    reader.arrives("/survey/submitted/[^/]+/")


def test_entries_are_added_and_removed(arrive: Arrive, next_company: NextCompany) -> None:
    company, reader = next_company("ko"), arrive("ko", javascript=False)
    enter_by_invitation(reader, company)
    reader.open("/survey/pages/openings_any/")
    fill_in(reader.page, {"has_openings": "yes"})
    reader.press("Continue")
    reader.arrives("/survey/pages/openings_detail/")
    entries, page = reader.page.locator(".repeat-entry"), reader.page
    fill_in(page, {"openings-0-opening_job": "첫째", "openings-1-opening_job": "둘째"})
    expect(entries).to_have_count(2)
    reader.press("Add another entry")
    expect(entries).to_have_count(3)
    expect(page.locator("#id_openings-1-opening_job")).to_have_value("둘째")
    page.locator("#id_openings-2-opening_job").fill("셋째")
    page.locator("button[value='remove:openings:0']").click()
    expect(entries).to_have_count(2)
    expect(page.locator("#id_openings-0-opening_job")).to_have_value("둘째")
    expect(page.locator("#id_openings-1-opening_job")).to_have_value("셋째")
