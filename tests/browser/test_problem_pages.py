"""What stands in a visitor's way is a page like any other: theirs to read and to leave."""

import pytest
from playwright.sync_api import expect

from surveys.views.access import COOKIE
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import enter_by_invitation
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

ADDRESSES = {
    "/s/nobody-knows-this/": 404,
    "/p/nobody-knows-this/": 404,
    "/survey/": 403,
    "/plan/": 403,
}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_link_that_leads_nowhere(arrive: Arrive, language: str) -> None:
    visitor = arrive(language, PHONE)
    for address, status in ADDRESSES.items():
        response = visitor.page.goto(address)
        assert response is not None
        assert response.status == status
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
        expect(visitor.page.locator("main p")).not_to_have_count(0)
        visitor.look()


def test_a_lost_session_loses_no_answer(arrive: Arrive, next_company: NextCompany) -> None:
    company, reader = next_company("en"), arrive("en", PHONE)
    link = enter_by_invitation(reader, company)
    reader.open("/survey/pages/academy/")
    reader.page.locator("#id_academy_hires").fill("12")
    reader.context.clear_cookies(name=COOKIE)
    reader.press("Continue")
    reader.sees(
        reader.say("What you typed is kept. You will find it on the page when you come back.")
    )
    reader.look()
    reader.open(link)
    reader.open("/survey/pages/academy/")
    expect(reader.page.locator("#id_academy_hires")).to_have_value("12")
    reader.look()


def test_a_colleague_s_answer_is_not_overwritten(arrive: Arrive, next_company: NextCompany) -> None:
    company, first, second = next_company("ko"), arrive("ko"), arrive("ko", PHONE)
    for colleague in (first, second):
        enter_by_invitation(colleague, company)
        colleague.open("/survey/pages/academy/")
    for colleague, hires in ((first, "3"), (second, "5")):
        colleague.page.locator("#id_academy_hires").fill(hires)
        colleague.press("Continue")
    conflict = second.page.locator(".krds-alert.warning")
    expect(conflict).to_be_focused()
    expect(conflict.locator("label").filter(has_text="3")).not_to_have_count(0)
    second.look()
    second.press("Continue")
    second.arrives("/survey/")
    first.open("/survey/pages/academy/")
    expect(first.page.locator("#id_academy_hires")).to_have_value("5")
