"""A company that is answering while an officer puts a newer version into the wave."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.answers import fill_in
from tests.browser.city import City
from tests.browser.conftest import Arrive, NextCompany
from tests.browser.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

PAGES = ("company_identity", "company_place", "company_gwangju_sites", "company_size")
OFFER = "The questionnaire has a newer version"


@dataclass(frozen=True, slots=True)
class Begun:
    """A company that has begun in a wave of its own."""

    link: str
    put_in_newer_version: Callable[[], None]


Begin = Callable[[Visitor], Begun]


@pytest.fixture
def begin(city: City, next_company: NextCompany) -> Begin:
    """A function: the visitor comes in and answers four pages."""

    def in_shell(call: str) -> None:
        command = f"from tests.browser import newer; newer.{call}"
        city.manage("shell", "--no-imports", "--command", command)

    def begin(reader: Visitor) -> Begun:
        company, token = next_company("ko"), secrets.token_urlsafe(32)
        keep_language(reader)
        wave = f"changing-{token[:8].lower().strip('-_')}"
        in_shell(f"open_wave({wave!r}, {token!r}, {company.contact_email!r})")
        begun = Begun(f"/s/{token}/", lambda: in_shell(f"put_in_newer_version({wave!r})"))
        reader.open(begun.link)
        own = {"registration_number": company.registration_number, "gwangju_sites": "factory"}
        for page in PAGES:
            reader.open(f"/survey/pages/{page}/")
            fill_in(reader.page, own)
            reader.press("Continue")
        return begun

    return begin


def keep_language(reader: Visitor) -> None:
    """Whatever the company's contact reads."""
    language = {"name": "django_language", "value": reader.language, "url": reader.url}
    reader.context.add_cookies([language])


def alerts(reader: Visitor) -> list[str]:
    return reader.page.locator(".krds-alert h2").all_inner_texts()


@pytest.mark.parametrize(("language", "width"), [("ko", PHONE), ("en", DESK)])
def test_it_reads_what_changed_and_goes_on_with_the_newer_version(
    begin: Begin, arrive: Arrive, language: str, width: int
) -> None:
    reader = arrive(language, width)
    begun = begin(reader)
    reader.open("/survey/")
    assert alerts(reader) == []
    begun.put_in_newer_version()
    reader.open("/survey/")
    assert alerts(reader) == [reader.say(OFFER)]
    reader.look()

    reader.follow("See what changed")
    reader.arrives("/survey/newer-version/")
    expect(reader.page.locator(".bullets li")).to_have_count(5)
    lists = reader.page.locator(".summary-list")
    expect(lists.first.locator("dt")).to_have_count(2)
    expect(lists.last).to_be_hidden()
    reader.look()
    reader.page.locator("summary").click()
    expect(lists.last).to_be_visible()
    reader.look()

    reader.follow("Not now")
    reader.arrives("/survey/")
    reader.follow("See what changed")
    reader.press("Continue with the new questionnaire")
    reader.arrives("/survey/")
    assert alerts(reader) == [reader.say("Your answers are on the newer questionnaire")]
    reader.look()

    reader.open("/survey/pages/company_research/")
    assert reader.page.locator("#id_rnd_share").input_value() != ""
    fill_in(reader.page, {})
    reader.press("Continue")
    reader.open("/survey/newer-version/")  # nothing is left to be moved
    reader.arrives("/survey/")


def test_a_colleague_on_an_old_page_is_told_and_finds_what_was_typed(
    begin: Begin, arrive: Arrive
) -> None:
    reader, colleague = arrive("en"), arrive("en", PHONE)
    begun = begin(reader)
    keep_language(colleague)
    colleague.open(begun.link)
    colleague.open("/survey/pages/company_size/")
    colleague.page.locator("#id_employees").fill("77")
    colleague.page.locator("#id_rnd_share").fill("12.5")
    begun.put_in_newer_version()
    reader.open("/survey/newer-version/")
    reader.press("Continue with the new questionnaire")
    reader.arrives("/survey/")

    colleague.press("Continue")
    colleague.sees("The questionnaire has changed since you opened this page")
    colleague.sees("What you typed is kept")
    colleague.look()
    colleague.follow("See your sections")
    for page, field, typed in (
        ("company_size", "employees", "77"),
        ("company_research", "rnd_share", "12.5"),
    ):
        colleague.open(f"/survey/pages/{page}/")
        expect(colleague.page.locator(f"#id_{field}")).to_have_value(typed)


def test_it_needs_neither_scripts_nor_a_mouse(begin: Begin, arrive: Arrive) -> None:
    reader = arrive("en", javascript=False)
    begin(reader).put_in_newer_version()
    reader.open("/survey/")
    keyboard = reader.page.keyboard
    reader.page.get_by_role("link", name="See what changed").focus()
    keyboard.press("Enter")
    reader.arrives("/survey/newer-version/")
    summary = reader.page.locator("summary")
    summary.focus()
    keyboard.press("Enter")
    expect(reader.page.locator(".summary-list").last).to_be_visible()
    keyboard.press("Tab")
    expect(reader.page.get_by_role("button", name="Continue with the new")).to_be_focused()
    keyboard.press("Enter")
    reader.arrives("/survey/")
    assert alerts(reader) == ["Your answers are on the newer questionnaire"]


@pytest.mark.parametrize(("language", "width"), [("ko", PHONE), ("en", DESK)])
def test_an_answer_beyond_a_narrower_limit_is_looked_at_again(
    begin: Begin, arrive: Arrive, language: str, width: int
) -> None:
    """From the check page to its field, where it stands with the reason, and back once mended."""
    reader = arrive(language, width)
    begin(reader).put_in_newer_version()
    reader.open("/survey/newer-version/")
    reader.press("Continue with the new questionnaire")
    reader.arrives("/survey/")
    reader.sees(reader.say("An answer in this section needs another look."))
    reader.look()
    reader.open("/survey/check/")
    row = reader.page.locator("#id_employees")
    expect(row.locator(".form-notice")).to_contain_text("30")
    reader.look()
    row.get_by_role("link").click()
    reader.arrives("/survey/pages/company_size/")
    field = reader.page.locator("#id_employees")
    expect(field).to_have_value("38")
    expect(field).to_have_accessible_description(re.compile("30"))
    reader.look()
    field.fill("30")
    reader.press("Continue")
    expect(reader.page.locator("#id_employees .form-notice")).to_have_count(0)
    assert "company_size" not in reader.path
