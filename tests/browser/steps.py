"""Steps that several journeys share."""

import re
from collections.abc import Callable
from re import Pattern

from support_plans.demonstration.companies import DemonstrationCompany
from tests.browser.answers import fill_in
from tests.browser.city import City
from tests.browser.visitor import Visitor

QUEUE = "/admin/support_plans/plan/"
OURS = ".desk"
"""Whatever on the desk's pages is not django-unfold's own stands inside this class."""
MAILBOX = "/demonstration/mail/"
MOST_MAILBOX_PAGES = 20  # to look through for a mail that newer ones have pushed down


def open_newest_mail(reader: Visitor, to: str, subject_holds: str | Pattern[str] = "") -> None:
    """The mail itself, from the mailbox of the demonstration."""
    mails = reader.page.locator(".structured-item a").filter(has_text=subject_holds)
    for number in range(1, MOST_MAILBOX_PAGES):
        reader.open(f"{MAILBOX}?to={to}&page={number}")
        if mails.count():
            break
    mails.first.click()
    reader.arrives(rf"{MAILBOX}\d+/")


def follow_link_in_mail(reader: Visitor, address_holds: str) -> str:
    """Follow the link in the mail's plain text; returns its address."""
    reader.page.locator("main summary").click()
    link = reader.page.locator(f".mail-text a[href*='{address_holds}']").first
    address = link.get_attribute("href") or ""
    link.click()
    return address


def read_as_a_mail_program(reader: Visitor) -> None:
    """The open mail's HTML alone, as the whole page.

    Not at its own address: there it stands in a sandbox without scripts, and axe-core is one.
    """
    source = reader.page.frame_locator("iframe.mail-frame").locator(":root")
    html = source.evaluate("root => root.outerHTML")
    reader.page.goto("about:blank")
    reader.page.set_content(f"<!DOCTYPE html>{html}")


def enter_by_invitation(reader: Visitor, company: DemonstrationCompany) -> str:
    """From the invitation in the mailbox to the section list; returns the link's address."""
    open_newest_mail(reader, company.contact_email)
    address = follow_link_in_mail(reader, "/s/")
    reader.arrives("/survey/")
    return address


def page_code(reader: Visitor) -> str:
    return reader.path.removeprefix("/survey/pages/").split("/")[0]


def answer_sections(
    reader: Visitor, company: DemonstrationCompany, at_page: Callable[[], None] = lambda: None
) -> list[str]:
    """From the section list: every page of every section, to check answers. Returns the pages.

    `at_page` is called on each page before it is answered.
    """
    own = {"registration_number": company.registration_number}
    answered = []
    while reader.path == "/survey/":
        reader.page.wait_for_load_state("domcontentloaded")  # or there is nothing to count yet
        unfinished = ".structured-item:has(.bg-light-gray, .bg-light-primary) a"
        if not reader.page.locator(unfinished).count():
            reader.follow("Check and submit your answers")
            break
        reader.page.locator(unfinished).first.click()
        while reader.path.startswith("/survey/pages/"):
            answered.append(page_code(reader))
            assert len(answered) == len(set(answered)), f"Asked a second time: {answered}"
            at_page()
            fill_in(reader.page, own)
            reader.press("Continue")
    assert reader.path == "/survey/check/", f"{reader.path} after {answered}"
    return answered


def sign_in(worker: Visitor, city: City, role: str) -> None:
    """To the desk, as one of the demonstration's people."""
    name, password = city.people[role]
    worker.open("/admin/")
    worker.page.locator("input[name=username]").fill(name)
    worker.page.locator("input[name=password]").fill(password)
    worker.page.locator("form:has(input[name=password]) button[type=submit]").click()
    worker.arrives("/admin/")


def find_in_queue(worker: Visitor, company: str) -> None:
    """Search the queue for the company; waits while the worker drafts its plan."""
    for _attempt in range(60):
        worker.open(QUEUE)
        worker.page.locator("input[name=q]").fill(company)
        worker.page.locator("input[name=q]").press("Enter")
        worker.page.wait_for_url(re.compile("[?&]q="))
        if worker.page.locator("#result_list tbody tr").count():
            return
        worker.page.wait_for_timeout(500)
    raise AssertionError(f"No plan for {company} in the queue after 30 seconds")
