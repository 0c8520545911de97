"""The whole line: a company answers, a plan is drafted, changed, approved, published, answered."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

import surveys.demonstration
from support_plans.demonstration.companies import DemonstrationCompany
from surveys.xlsform import read_workbook
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

WORKBOOK = Path(surveys.demonstration.__file__).parent / "company_survey.xlsx"
NOTE = "7월 첫째 주에 담당자가 연락드립니다. We call you in the first week of July."
WHY_CHANGED = "통화에서 확인했습니다. Confirmed on the phone."
WHY_DECLINED = "올해는 인력이 없습니다. Nobody is free for it this year."


@pytest.mark.parametrize(("language", "width"), [("ko", PHONE), ("en", DESK)])
def test_from_the_invitation_to_the_digest(
    city: City, arrive: Arrive, next_company: NextCompany, language: str, width: int
) -> None:
    company, reader = next_company(language), arrive(language, width)
    name = name_in(company, language)
    reader.open("/")
    reader.look()
    answer_the_survey(reader, company)
    submit_twice(reader)
    review_and_propose(arrive(language), city, name)
    approve_and_publish(arrive(language), city, name)
    read_and_answer_the_plan(reader, company.contact_email, name)
    see_the_answer_at_the_desk(arrive(language), city, name)
    read_the_digest(arrive(language), city, language)


def answer_the_survey(reader: Visitor, company: DemonstrationCompany) -> None:
    link = enter_by_invitation(reader, company)
    assert link.startswith(reader.url)
    assert reader.path == "/survey/"  # the token has left the address bar
    reader.sees(name_in(company, reader.language))
    reader.look()
    is_first = True

    def at_page() -> None:
        nonlocal is_first
        reader.look()
        if is_first:
            is_first = False
            continue_without_answers(reader)

    answered = answer_sections(reader, company, at_page)
    assert set(answered) == set(read_workbook(WORKBOOK).questionnaire.pages_by_code)
    reader.look()
    change_an_answer(reader)


def continue_without_answers(reader: Visitor) -> None:
    reader.press("Continue")
    summary = reader.page.locator(".error-summary")
    expect(summary.get_by_role("link")).to_have_count(5)
    assert reader.page.title().startswith(reader.say("Error:"))
    reader.look()


def change_an_answer(reader: Visitor) -> None:
    reader.page.locator("a[href*='/company_size/'][href$='#id_employees']").click()
    reader.page.locator("#id_employees").fill("41")
    reader.press("Continue")
    reader.arrives("/survey/check/")
    row = reader.page.locator(".summary-list > div:has(a[href$='#id_employees'])")
    expect(row).to_contain_text("41")


def submit_twice(reader: Visitor) -> None:
    """In two tabs, the second of which was opened before the first was sent."""
    first, second = reader.page, reader.context.new_page()
    second.goto("/survey/check/")
    reader.press("Submit answers")
    reader.arrives("/survey/submitted/[^/]+/")
    reference = reader.page.locator(".reference").inner_text()
    assert re.fullmatch(r"BG-\d{2}-\d{5}-\d", reference), reference
    reader.sees(reader.say("What happens next"))
    reader.look()
    reader.page = second
    reader.press("Submit answers")
    reader.arrives("/survey/submitted/[^/]+/")
    assert reader.page.locator(".reference").inner_text() == reference
    reader.open("/survey/check/")
    reader.sees(reader.say("These answers are submitted"))
    expect(button(reader, "Submit answers")).to_have_count(0)
    reader.page = first
    second.close()
    reader.follow("Back to your answers")
    reader.sees(reference)
    reader.look()


def review_and_propose(officer: Visitor, city: City, company: str) -> None:
    officer.open("/admin/")
    officer.look(OURS)
    sign_in(officer, city, "officer")
    officer.look(OURS)
    open_plan(officer, company)
    officer.look(OURS)
    change_an_item(officer)
    officer.press("Propose for approval")
    officer.sees(officer.say("Proposed. An approver sees the plan in the queue now."))
    officer.look(OURS)
    for move in ("Propose for approval", "Approve", "Publish to the company"):
        expect(button(officer, move)).to_have_count(0)


def open_plan(worker: Visitor, company: str) -> None:
    find_in_queue(worker, company)
    rows = worker.page.locator("#result_list tbody tr")
    expect(rows).to_have_count(1)
    worker.look(f"#result_list {OURS}-strong")
    rows.locator("a").first.click()
    expect(worker.page.locator(".desk-review h1")).to_have_text(company)


def change_an_item(officer: Visitor) -> None:
    card = officer.page.locator(".desk-card").first
    card.locator("summary").click()
    card.locator("textarea[name$=-note]").fill(NOTE)
    card.get_by_role("button", name=officer.say("Save the change")).click()
    expect(card.locator(".desk-fault")).to_have_count(1)  # a change takes a reason
    expect(card.locator("textarea[name$=-note]")).to_have_value(NOTE)
    officer.look(OURS)
    card.locator("textarea[name$=-reason]").fill(WHY_CHANGED)
    card.get_by_role("button", name=officer.say("Save the change")).click()
    expect(card.locator("blockquote")).to_have_text(NOTE)
    expect(officer.page.locator(".desk-timeline")).to_contain_text(WHY_CHANGED)


def approve_and_publish(approver: Visitor, city: City, company: str) -> None:
    sign_in(approver, city, "approver")
    open_plan(approver, company)
    expect(button(approver, "Save the change")).to_have_count(0)
    approver.look(OURS)
    approver.press("Approve")
    approver.sees(approver.say("Approved. It can be published to the company now."))
    approver.press("Publish to the company")
    approver.sees(
        approver.say("Published. Each of the company’s contacts gets a link of their own by mail.")
    )
    approver.look(OURS)


def read_and_answer_the_plan(reader: Visitor, address: str, company: str) -> None:
    open_newest_mail(reader, address)
    expect(reader.page.locator("h1")).to_contain_text(company)
    reader.look()
    read_as_a_mail_program(reader)
    reader.look()
    open_newest_mail(reader, address)
    follow_link_in_mail(reader, "/p/")
    reader.arrives("/plan/")
    reader.sees(NOTE)
    expect(reader.page.locator("body")).not_to_contain_text(WHY_CHANGED)
    reader.look()
    first, second = (reader.page.locator(".programme").nth(at) for at in (0, 1))
    first.get_by_role("button", name=reader.say("Accept"), exact=True).click()
    expect(first).to_contain_text(reader.say("You accepted this"))
    second.locator("summary").click()
    second.locator("textarea").fill(WHY_DECLINED)
    second.get_by_role("button", name=reader.say("Decline"), exact=True).click()
    expect(second).to_contain_text(reader.say("You declined this"))
    expect(second).to_contain_text(WHY_DECLINED)
    reader.look()


def see_the_answer_at_the_desk(officer: Visitor, city: City, company: str) -> None:
    sign_in(officer, city, "officer")
    open_plan(officer, company)
    officer.sees(WHY_DECLINED)
    expect(officer.page.locator(".desk-card .desk-flags .desk-good")).to_have_count(1)
    officer.look(OURS)


def read_the_digest(manager: Visitor, city: City, language: str) -> None:
    have_digest_sent(city, language)
    manager.open("/demonstration/mail/")
    manager.look()
    open_newest_mail(manager, "manager@example.org")
    subject = manager.page.locator("h1").inner_text()
    assert re.search(r"\d+", subject), subject
    manager.look()
    manager.sees(manager.say("Weekly city overview"))
    read_as_a_mail_program(manager)
    expect(manager.page.locator("h1")).to_contain_text(manager.say("Weekly city overview"))
    manager.look()


def have_digest_sent(city: City, language: str) -> None:
    """The digest of the week that this is, in the manager's language; one more week a language."""
    today = timezone.localdate()
    weeks = 1 + ["ko", "en"].index(language)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    city.subscribe("manager", language)
    sent = city.manage("send_digests", "--now", f"{monday}T08:00", "--user", "manager")
    assert sent.split()[-1] == "1", sent


def button(visitor: Visitor, message: str) -> Locator:
    return visitor.page.get_by_role("button", name=visitor.say(message), exact=True)
