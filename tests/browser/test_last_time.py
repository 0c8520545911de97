"""A company that answered the wave before: it confirms, changes and drops what it said then."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from support_plans.demonstration.companies import DemonstrationCompany
from tests.browser.city import City
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import enter_by_invitation
from tests.browser.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

COMPANY_SIZE = "/survey/pages/company_size/"
TAKEN = "It is filled in below. It counts when you press Continue."
ComeBack = Callable[[Visitor], DemonstrationCompany]


@pytest.fixture
def come_back(city: City, next_company: NextCompany) -> ComeBack:
    """A function: the visitor comes in for a company that answered the wave before."""

    def come_back(reader: Visitor) -> DemonstrationCompany:
        company = next_company(reader.language)
        call = f"answer_before({company.contact_email!r})"
        command = f"from tests.browser.earlier import answer_before; {call}"
        city.manage("shell", "--no-imports", "--command", command)
        enter_by_invitation(reader, company)
        return company

    return come_back


def button(reader: Visitor, does: str) -> Locator:
    return reader.page.locator(f"button[name=row_action][value='{does}']")


def told(reader: Visitor, code: str) -> Locator:
    return reader.page.locator(f"#id_{code}-last-time")


def not_far_from(percentage: str) -> str:
    """With a 3 in it, and neither ten times nor a tenth of what was told."""
    found = re.search(r"([\d.]+)\s*%", percentage)
    return "30" if found and float(found[1]) >= 30 else "3"


@pytest.mark.parametrize(("language", "width"), [("ko", PHONE), ("en", DESK)])
def test_it_confirms_one_changes_one_and_drops_one(
    come_back: ComeBack, arrive: Arrive, language: str, width: int
) -> None:
    reader = arrive(language, width)
    company = come_back(reader)
    wave = {"ko": "지난 광주 AI 기업 수요조사 (시연)", "en": "Previous Gwangju AI company survey"}
    reader.sees(wave[language])
    reader.look()

    reader.open(COMPANY_SIZE)
    employees = reader.page.locator("#id_employees")
    expect(employees).to_have_value("")
    expect(told(reader, "employees")).to_contain_text(f"{company.employees:,}")
    expect(employees).to_have_accessible_description(re.compile(f"{company.employees:,}"))
    reader.look()

    button(reader, "take:employees").click()
    expect(employees).to_have_value(str(company.employees))
    expect(employees).to_be_focused()
    expect(told(reader, "employees")).to_contain_text(reader.say(TAKEN))
    reader.look()

    revenue, share = reader.page.locator("#id_revenue_krw"), reader.page.locator("#id_rnd_share")
    revenue.fill(str(company.revenue_krw * 10))
    share_now = not_far_from(told(reader, "rnd_share").inner_text())
    button(reader, "drop:rnd_share").click()
    expect(told(reader, "rnd_share")).to_have_count(0)
    expect(revenue).to_have_value(re.compile(str(company.revenue_krw)[:3]))
    share.fill(share_now)
    button(reader, "take:").click()  # whatever is left: the two choices
    reader.look()
    reader.press("Continue")
    expect(reader.page).not_to_have_url(re.compile(COMPANY_SIZE))

    reader.open("/survey/check/")
    expect(reader.page.locator("#id_employees")).to_contain_text(f"{company.employees:,}")
    expect(reader.page.locator("#id_rnd_share")).to_contain_text("3")
    asked = reader.page.locator(".second-look li").filter(has_text=wave[language])
    expect(asked).to_have_count(1)
    reader.look()
    asked.get_by_role("link").click()
    reader.arrives(COMPANY_SIZE)
    revenue.fill(str(company.revenue_krw))
    reader.press("Continue")
    expect(reader.page.locator(".second-look").filter(has_text=wave[language])).to_have_count(0)


def test_it_needs_neither_scripts_nor_a_mouse(come_back: ComeBack, arrive: Arrive) -> None:
    reader = arrive("en", javascript=False)
    company = come_back(reader)
    reader.open(COMPANY_SIZE)
    everything = reader.page.get_by_role("button", name="All of these are still right")
    everything.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#id_employees")).to_have_value(str(company.employees))
    expect(reader.page.locator(".last-time-buttons")).to_have_count(0)
    reader.page.reload()  # nothing of it was stored: a fresh look offers it again
    reader.open(COMPANY_SIZE)
    expect(reader.page.locator("#id_employees")).to_have_value("")
    reader.page.locator("#id_employees").fill("7")
    button(reader, "take:").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#id_employees")).to_have_value("7")
    reader.press("Continue")
    reader.open(COMPANY_SIZE)
    expect(reader.page.locator("#id_employees")).to_have_value("7")
    expect(reader.page.locator(".last-time")).to_have_count(0)
