"""Submit, keep the receipt, change an answer, submit again; and what an officer sees of it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from support_plans.demonstration.companies import DemonstrationCompany
from surveys.views.access import COOKIE
from tests.browser.city import City
from tests.browser.companies import name_in
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import (
    OURS,
    answer_sections,
    enter_by_invitation,
    find_in_queue,
    follow_link_in_mail,
    open_newest_mail,
    read_as_a_mail_program,
    sign_in,
)
from tests.browser.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

SUBMISSIONS = "/admin/surveys/submission/"


@pytest.mark.parametrize(("language", "width"), [("ko", PHONE), ("en", DESK)])
def test_submit_keep_change_and_submit_again(
    city: City, arrive: Arrive, next_company: NextCompany, language: str, width: int
) -> None:
    company, reader = next_company(language), arrive(language, width)
    enter_by_invitation(reader, company)
    answer_sections(reader, company)
    first = sign_and_submit(reader, company)
    read_the_receipt(reader, company, first)
    read_the_answers_to_keep(reader, first)
    change_one_answer(reader, first)
    second = submit_the_changes(reader, first)
    read_the_replaced_confirmation(reader, first, second)
    open_a_bookmark_without_a_session(reader, company, second)
    see_the_difference(arrive(language), city, name_in(company, language), first, second)


def sign_and_submit(reader: Visitor, company: DemonstrationCompany) -> str:
    """The reference of what was submitted."""
    signing = reader.page.locator(".signing")
    expect(signing).to_contain_text("시연 담당자")
    expect(signing).to_contain_text(name_in(company, reader.language))
    expect(signing.locator("dd")).to_have_count(4)  # two consents, a name, a position
    expect(reader.page.locator("main button")).to_have_count(1)
    reader.press("Submit answers")
    return reference_on(reader)


def reference_on(reader: Visitor) -> str:
    reader.arrives("/survey/submitted/[^/]+/")
    return reader.page.locator(".reference").inner_text()


def read_the_receipt(reader: Visitor, company: DemonstrationCompany, reference: str) -> None:
    """Both parts of the mail; then by its link, in a browser that knows nobody, to the answers."""
    reader.context.clear_cookies(name=COOKIE)
    open_newest_mail(reader, company.contact_email, reference)
    reader.look()
    read_as_a_mail_program(reader)
    reader.sees(reference)
    reader.look()
    open_newest_mail(reader, company.contact_email, reference)
    follow_link_in_mail(reader, "/s/")
    reader.arrives(f"/survey/submitted/{reference}/answers/")


def read_the_answers_to_keep(reader: Visitor, reference: str) -> None:
    page = reader.page
    reader.look()
    expect(employees(reader)).to_contain_text("38")
    assert reader.say("Submitted answers") in page.title()
    expect(page.get_by_role("button", name=reader.say("Print"), exact=True)).to_be_visible()
    page.emulate_media(media="print")
    for chrome in (".header-in", ".krds-footer", ".crumb", "[data-print]"):
        expect(page.locator(chrome)).to_be_hidden()
    reader.sees(reference)
    page.emulate_media(media="screen")
    other = "English" if reader.language == "ko" else "한국어"
    page.get_by_role("button", name=other, exact=True).click()
    reader.arrives(f"/survey/submitted/{reference}/answers/")
    page.get_by_role("button", name="한국어" if reader.language == "ko" else "English").click()


def employees(reader: Visitor) -> Locator:
    """The row that says how many people work there."""
    words = {"ko": "상시 근로자는 몇 명입니까?", "en": "How many regular employees"}
    return reader.page.locator(".summary-list > div").filter(has_text=words[reader.language])


def change_one_answer(reader: Visitor, reference: str) -> None:
    reader.open("/survey/check/")
    expect(reader.page.locator("main button")).to_have_count(0)  # nothing to submit
    reader.sees(reader.say("These answers are submitted"))
    reader.look()
    reader.page.locator("a[href*='/company_size/'][href$='#id_employees']").click()
    reader.page.locator("#id_employees").fill("41")
    reader.press("Continue")
    reader.arrives("/survey/check/")
    changed = reader.page.locator(".change-list > div")
    expect(changed).to_have_count(1)
    expect(changed.locator(".before")).to_contain_text("38")
    expect(changed.locator(".now")).to_contain_text("41")
    reader.sees(reference)
    reader.look()
    changed.get_by_role("link").click()
    assert reader.page.url.endswith("/survey/check/#id_employees")


def submit_the_changes(reader: Visitor, first: str) -> str:
    reader.press("Submit the changes")
    second = reference_on(reader)
    assert (first[-2:], second) == ("-1", first[:-1] + "2")
    reader.look()
    return second


def read_the_replaced_confirmation(reader: Visitor, first: str, second: str) -> None:
    reader.open(f"/survey/submitted/{first}/")
    reader.sees(reader.say("These answers were replaced"))
    reader.look()
    reader.page.get_by_role("link", name=re.compile(second)).click()
    reader.arrives(f"/survey/submitted/{second}/")


def open_a_bookmark_without_a_session(
    reader: Visitor, company: DemonstrationCompany, reference: str
) -> None:
    reader.context.clear_cookies(name=COOKIE)
    reader.open(f"/survey/submitted/{reference}/")
    reader.sees(reader.say("Please open your link again"))
    reader.look()
    open_newest_mail(reader, company.contact_email, reference)
    follow_link_in_mail(reader, "/s/")
    reader.arrives(f"/survey/submitted/{reference}/answers/")


def see_the_difference(officer: Visitor, city: City, company: str, first: str, second: str) -> None:
    sign_in(officer, city, "officer")
    officer.open(f"{SUBMISSIONS}?q={second}")
    officer.page.locator("#result_list tbody tr a").first.click()
    only_employees_changed(officer)
    officer.page.get_by_role("link", name=first, exact=True).click()
    officer.sees(officer.say("This is the company’s first submission in this wave."))
    find_in_queue(officer, company)
    plan = "P" + second.removeprefix("BG")
    link = officer.page.locator("#result_list tbody tr").filter(has_text=plan).locator("a").first
    for _attempt in range(60):  # while the worker drafts the newer plan
        if link.count():
            break
        officer.page.wait_for_timeout(500)
        officer.page.reload()
    link.click()
    officer.sees(officer.say("What the company changed since %(reference)s", reference=first))
    only_employees_changed(officer)


def only_employees_changed(officer: Visitor) -> None:
    changed = officer.page.locator(".change-list > div")
    expect(changed).to_have_count(1)
    expect(changed.locator(".before")).to_contain_text("38")
    expect(changed.locator(".now")).to_contain_text("41")
    officer.look(OURS)
