"""A company that uses no mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.answers import fill_in
from tests.browser.city import City
from tests.browser.companies_of_every_type import at_every_stage
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


def go_to(reader: Visitor, selector: str) -> None:
    """Tab until the focus is on the first of these."""
    is_there = "selector => document.activeElement === document.querySelector(selector)"
    for _stop in range(60):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate(is_there, selector):
            return
    raise AssertionError(f"No Tab leads to {selector} on {reader.path}")


def test_the_whole_journey_from_the_link_to_the_confirmation(arrive: Arrive, city: City) -> None:
    reader = arrive("ko")
    press = reader.page.keyboard.press
    reader.open(at_every_stage(city)["small"])
    reader.arrives("/survey/")
    go_to(reader, ".structured-item a")
    press("Enter")
    reader.arrives("/survey/pages/company_size/")
    go_to(reader, "main form [type=submit]:not(.default-button)")
    press("Enter")
    expect(reader.page.locator(".error-summary")).to_be_focused()
    press("Tab")
    press("Enter")
    expect(reader.page.locator("#id_employees")).to_be_focused()
    reader.page.keyboard.type("38")
    go_to(reader, "[name=uses_gpu]")
    press("Space")
    press("Enter")
    reader.arrives("/survey/pages/compute_barriers/")
    go_to(reader, "[name=compute_barriers]")
    press("Space")
    press("Enter")
    reader.arrives("/survey/")
    go_to(reader, ".structured-item:nth-child(2) a")
    press("Enter")
    reader.arrives("/survey/pages/signature/")
    go_to(reader, "#id_signatory_name")
    reader.page.keyboard.type("시연 담당자")
    press("Enter")
    reader.arrives("/survey/check/")
    go_to(reader, ".change a")
    press("Enter")
    reader.arrives("/survey/pages/company_size/")
    go_to(reader, "#id_employees")
    press("Control+a")
    reader.page.keyboard.type("40")
    press("Enter")
    reader.arrives("/survey/check/")
    reader.sees("40명")
    go_to(reader, "form[action$='/submit/'] [type=submit]")
    press("Enter")
    reader.arrives("/survey/submitted/[^/]+/")
    go_to(reader, "main .to-peers a")
    press("Enter")
    reader.arrives("/survey/peers/")


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
