"""A company that uses no mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.answers import fill_in
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import enter_by_invitation
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(arrive: Arrive, next_company: NextCompany) -> Visitor:
    """Somebody at a company, on its section list."""
    visitor = arrive("ko")
    enter_by_invitation(visitor, next_company("ko"))
    return visitor


def test_the_first_tab_leads_past_the_header(reader: Visitor) -> None:
    reader.open("/survey/pages/company_place/")
    reader.page.keyboard.press("Tab")
    skip = reader.page.get_by_role("link", name=reader.say("Skip to the content"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()


def test_enter_in_a_field_presses_continue(reader: Visitor) -> None:
    reader.open("/survey/pages/ai_staff/")
    fill_in(reader.page, {})
    reader.page.locator("#id_ai_staff_data").press("Enter")
    reader.arrives("/survey/pages/openings_any/")


def test_enter_in_an_entry_neither_adds_nor_removes_one(reader: Visitor) -> None:
    reader.open("/survey/pages/openings_any/")
    fill_in(reader.page, {"has_openings": "yes"})
    reader.press("Continue")
    fill_in(reader.page, {})
    reader.page.locator("#id_openings-1-opening_job").press("Enter")
    reader.arrives("/survey/pages/academy/")
    reader.open("/survey/pages/openings_detail/")
    expect(reader.page.locator(".repeat-entry")).to_have_count(2)


def test_an_error_leads_to_its_field(reader: Visitor) -> None:
    reader.open("/survey/pages/company_size/")
    fill_in(reader.page, {"employees": "about forty", "rnd_share": "120"})
    reader.press("Continue")
    summary = reader.page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    for field in ("employees", "rnd_share"):
        summary.locator(f"a[href='#id_{field}']").press("Enter")
        expect(reader.page.locator(f"#id_{field}")).to_be_focused()
    expect(reader.page.locator("#id_employees")).to_have_value("about forty")


def test_a_group_is_answered_with_space_and_arrows(reader: Visitor) -> None:
    reader.open("/survey/pages/company_place/")
    options = reader.page.locator("input[name=head_office]")
    options.first.focus()
    reader.page.keyboard.press("Space")
    reader.page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    reader.page.keyboard.press("Enter")
    reader.arrives("/survey/pages/company_gwangju_sites/")


def test_the_language_changes_where_one_is(reader: Visitor) -> None:
    reader.open("/survey/pages/company_place/")
    for code, name in (("ko", "한국어"), ("en", "English")):
        reader.page.get_by_role("button", name=name).press("Enter")
        expect(reader.page.locator("html")).to_have_attribute("lang", code)
        reader.arrives("/survey/pages/company_place/")
