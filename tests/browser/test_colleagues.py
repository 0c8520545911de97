"""Two people answer for one company at the same time, and a lost link comes back."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.answers import fill_in
from tests.browser.companies import name_in
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.steps import enter_by_invitation, follow_link_in_mail, open_newest_mail
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

COLLEAGUE = "시연 재무 담당"
MARKET = "market"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_colleague_answers_a_section_while_the_contact_answers_another(
    language: str, arrive: Arrive, next_company: NextCompany
) -> None:
    firm = next_company(language)
    address = f"finance.{firm.contact_email}"
    contact, colleague = arrive(language), arrive(language, PHONE)
    enter_by_invitation(contact, firm)
    contact.look()
    add(contact, address)
    come_in_by_mail(colleague, address)
    colleague.sees(name_in(firm, language))
    colleague.look()

    # Each is in the middle of a page when the other saves.
    contact.open("/survey/pages/training/")
    fill_in(contact.page, {})
    links = colleague.page.locator(".section-list a")
    expect(links).to_have_count(1)
    links.click()
    colleague.arrives("/survey/pages/investment/")
    fill_in(colleague.page, {})
    contact.press("Continue")
    contact.arrives("/survey/")
    while colleague.path.startswith("/survey/pages/"):
        fill_in(colleague.page, {})
        colleague.press("Continue")
        colleague.page.wait_for_load_state("domcontentloaded")

    for reader in (contact, colleague):
        reader.open("/survey/")
        expect(section(reader, "5.")).to_contain_text(COLLEAGUE)
        expect(section(reader, "5.").locator(".krds-badge")).to_have_text(reader.say("Done"))
        expect(section(reader, "4.")).to_contain_text(firm.contact_email)
        expect(section(reader, "4.").locator(".krds-badge")).to_have_text(reader.say("In progress"))
        reader.look()

    cannot_open_or_submit(colleague, firm.contact_email)
    remove_while_typing(contact, colleague)


def add(contact: Visitor, address: str) -> None:
    """Add a colleague with one section, after a slip of the hand."""
    contact.page.locator("a[href='/survey/colleagues/']").click()
    contact.look()
    contact.follow("Add a colleague")
    contact.page.locator("#id_email").fill("nobody")
    contact.page.locator("#id_name").fill(COLLEAGUE)
    contact.page.locator("label[for=id_which-some]").click()
    contact.page.locator(f"input[value={MARKET}] + label").click()
    contact.look()
    contact.press("Add and send the link")
    expect(contact.page.locator(".error-summary")).to_be_focused()
    expect(contact.page).to_have_title(re.compile(f"^{contact.say('Error:')} "))
    contact.look()
    contact.page.locator(".error-summary a").press("Enter")
    expect(contact.page.locator("#id_email")).to_be_focused()
    contact.page.locator("#id_email").fill(address)
    expect(contact.page.locator("#id_name")).to_have_value(COLLEAGUE)
    expect(contact.page.locator(f"input[value={MARKET}]")).to_be_checked()
    contact.press("Add and send the link")
    contact.arrives("/survey/colleagues/")
    expect(contact.page.locator("[role=status]")).to_contain_text(address)
    expect(contact.page.locator(".people-list")).to_contain_text(COLLEAGUE)
    contact.look()


def come_in_by_mail(colleague: Visitor, address: str) -> None:
    open_newest_mail(colleague, address)
    follow_link_in_mail(colleague, "/s/")
    colleague.arrives("/survey/")


def section(reader: Visitor, number: str) -> Locator:
    begins = re.compile(rf"^\s*{re.escape(number)}")
    return reader.page.locator(".section-list > li").filter(has_text=begins)


def cannot_open_or_submit(colleague: Visitor, boss: str) -> None:
    colleague.open("/survey/pages/company_size/")
    expect(colleague.page.locator("h1")).to_have_text(
        colleague.say("This section is not among yours")
    )
    colleague.sees(boss)
    colleague.look()
    colleague.open("/survey/check/")
    expect(colleague.page.locator("main form")).to_have_count(0)
    colleague.sees(boss)
    expect(colleague.page.locator(".stack h2")).to_have_count(1)
    colleague.look()


def remove_while_typing(contact: Visitor, colleague: Visitor) -> None:
    """The colleague is told, and what they typed is kept."""
    colleague.open("/survey/pages/investment/")
    colleague.page.locator("#id_investment_needed_krw").fill("7억")
    contact.open("/survey/colleagues/")
    contact.page.locator(".people-list a").filter(has_text=COLLEAGUE).click()
    contact.look()
    contact.follow("Remove this person")
    contact.look()
    contact.press("Remove this person")
    contact.arrives("/survey/colleagues/")
    expect(contact.page.locator(".people-list li")).to_have_count(1)
    colleague.press("Continue")
    expect(colleague.page.locator("h1")).to_have_text(colleague.say("This link is no longer valid"))
    colleague.sees(
        colleague.say("What you typed is kept. You will find it on the page when you come back.")
    )
    colleague.look()
    colleague.open("/survey/")
    colleague.sees(colleague.say("This link is no longer valid"))
    contact.open("/survey/")
    expect(section(contact, "5.")).to_contain_text(COLLEAGUE)  # their name stays on their work


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_lost_link_is_sent_to_a_known_address_and_no_page_says_whether_it_is(
    language: str, arrive: Arrive, next_company: NextCompany
) -> None:
    firm = next_company(language)
    pages = []
    for address in (firm.contact_email.upper(), "nobody@example.org"):
        reader = arrive(language, PHONE, javascript=False)
        reader.open("/survey/")
        reader.follow("Have your link sent again")
        reader.arrives("/survey/link/")
        reader.page.locator("#id_email").fill(address)
        reader.press("Send the link")
        reader.arrives("/survey/link/sent/")
        pages.append(reader.page.locator("main").inner_html())
    assert pages[0] == pages[1]
    reader = arrive(language)
    for address in ("/survey/link/", "/survey/link/sent/"):
        reader.open(address)
        reader.look()
    for _attempt in range(40):  # a worker sends it
        reader.open(f"/demonstration/mail/?to={firm.contact_email}")
        if reader.page.locator(".structured-item a").count() == 2:
            break
        reader.page.wait_for_timeout(250)
    come_in_by_mail(reader, firm.contact_email)
    reader.open("/demonstration/mail/?to=nobody@example.org")
    expect(reader.page.locator(".structured-item a")).to_have_count(0)
