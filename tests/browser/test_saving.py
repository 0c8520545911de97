"""Skip logic while one types, drafts between Continues, and two colleagues on one page."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Route, expect

from surveys.views.access import COOKIE
from tests.browser.city import City
from tests.browser.conftest import Arrive
from tests.browser.saving import invited
from tests.browser.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

COMPUTE, PEOPLE = "/survey/pages/compute/", "/survey/pages/people/"
AFTER = "/survey/check/"  # the page of people is the last one
KEPT = re.compile(r"Draft kept at \d\d:\d\d")
ComeIn = Callable[..., Visitor]


@pytest.fixture(scope="module")
def companies(city: City) -> Iterator[tuple[str, str]]:
    return iter(invited(city, 20))


@pytest.fixture
def company(companies: Iterator[tuple[str, str]]) -> tuple[str, str]:
    """The links of two colleagues at one company."""
    return next(companies)


@pytest.fixture
def come_in(city: City, arrive: Arrive) -> ComeIn:
    """A function: somebody who follows a link and opens a page."""

    def somebody(
        link: str,
        page: str = COMPUTE,
        language: str = "en",
        width: int = DESK,
        *,
        javascript: bool = True,
    ) -> Visitor:
        visitor = arrive(language, width, javascript=javascript)
        cookie = {"name": "django_language", "value": language, "url": city.url}
        visitor.context.add_cookies([cookie])
        visitor.open(link)
        visitor.open(page)
        return visitor

    return somebody


def choose(reader: Visitor, code: str, at: int) -> None:
    reader.page.locator(f"label[for='id_{code}_{at}']").click()


YES, NO = 0, 1


def slowed(reader: Visitor, page: str, milliseconds: int) -> None:
    """Whatever the page's script asks the site for comes late."""

    def late(route: Route) -> None:
        if route.request.headers.get("hx-request"):
            reader.page.wait_for_timeout(milliseconds)
        route.continue_()

    reader.page.route(f"**{page}*", late)


# --- Skip logic ---


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_questions_come_and_go_while_one_answers(
    come_in: ComeIn, company: tuple[str, str], width: int
) -> None:
    reader = come_in(company[0], width=width)
    hours, news = reader.page.locator("#id_hours"), reader.page.locator("#questions-changed")
    expect(hours).to_have_count(0)
    choose(reader, "uses_gpu", YES)
    expect(hours).to_be_visible()
    expect(news).to_have_text("2 questions were added below.")
    expect(reader.page.locator("#id_uses_gpu_0")).to_be_focused()
    reader.look()
    hours.fill("120")
    choose(reader, "uses_gpu", NO)
    expect(hours).to_have_count(0)
    expect(news).to_have_text("2 questions were taken away.")
    choose(reader, "uses_gpu", YES)
    expect(hours).to_have_value("120")


def test_entries_and_lists_follow_while_one_answers(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0])
    reader.page.locator("#id_sites").fill("2")
    reader.page.locator("#id_remark").focus()
    place = reader.page.locator("#id_site-1-place")
    place.fill("Gwangsan")
    reader.page.locator("#id_district").click()
    expect(reader.page.get_by_role("option")).to_have_count(5)
    reader.page.locator("#id_district").fill("Seo-gu, Gwangju")
    choose(reader, "region", NO)
    expect(reader.page.locator("#id_district-select option")).to_have_count(15)
    expect(reader.page.locator("#id_district")).to_have_value("Seo-gu, Gwangju")
    expect(place).to_have_value("Gwangsan")
    reader.look()


def test_a_late_answer_takes_back_nothing_that_was_typed_since(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0])
    slowed(reader, COMPUTE, 1500)
    choose(reader, "uses_gpu", YES)
    remark = reader.page.locator("#id_remark")
    remark.press_sequentially("typed while", delay=20)
    choose(reader, "region", NO)
    remark.press_sequentially(" an answer is on its way", delay=120)
    expect(reader.page.locator("#id_hours")).to_be_visible()
    expect(remark).to_be_focused()
    remark.press_sequentially(" and after", delay=10)
    expect(remark).to_have_value("typed while an answer is on its way and after")
    expect(reader.page.locator("#id_region_1")).to_be_checked()


def test_what_is_typed_in_a_question_that_goes_comes_back_with_it(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0])
    choose(reader, "uses_gpu", YES)
    expect(reader.page.locator("#id_vendor")).to_be_visible()
    slowed(reader, COMPUTE, 1000)
    choose(reader, "uses_gpu", NO)
    reader.page.locator("#id_vendor").fill("Mudeung")
    expect(reader.page.locator("#id_vendor")).to_have_count(0)
    expect(reader.page.locator("#id_uses_gpu_1")).to_be_focused()
    choose(reader, "uses_gpu", YES)
    expect(reader.page.locator("#id_vendor")).to_have_value("Mudeung")


def test_without_scripts_the_page_asks_what_an_answer_opens(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0], javascript=False)
    choose(reader, "uses_gpu", YES)
    reader.press("Continue")
    expect(reader.page).to_have_title(re.compile("^Error:"))
    expect(reader.page.locator(".error-summary")).to_be_focused()
    reader.page.locator("#id_hours").fill("120")
    reader.page.locator("#id_vendor").fill("Mudeung")
    reader.press("Continue")
    reader.arrives(PEOPLE)


def test_a_page_that_nothing_on_it_hangs_on_loads_no_htmx(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0], PEOPLE)
    assert reader.page.evaluate("typeof htmx") == "undefined"


# --- Drafts ---


def test_a_browser_that_dies_costs_no_more_than_ten_seconds(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0], PEOPLE)
    plans = reader.page.locator("#id_plans")
    plans.fill("A new office")
    expect(reader.page.locator("#draft-status")).to_have_text(KEPT)
    plans.press_sequentially(
        " and a laboratory of our own, typed without a pause", delay=200, timeout=30_000
    )
    reader.leave()
    again = come_in(company[0], PEOPLE)
    expect(again.page.locator("#id_plans")).to_have_value(re.compile("^A new office and a lab"))
    again.sees("We kept what you typed on")
    again.look()
    again.follow("Show the saved answers instead")
    expect(again.page.locator("#id_plans")).to_have_value("")


def test_a_closed_page_sends_what_was_typed_last(come_in: ComeIn, company: tuple[str, str]) -> None:
    reader = come_in(company[0], PEOPLE)
    reader.page.locator("#id_staff").fill("38")
    reader.open("/survey/")
    kept = reader.page.get_by_text("You typed something here that is kept but not saved yet.")
    for _ in range(20):  # what a page sends as it goes may arrive after the next one is asked for
        if kept.count():
            break
        reader.page.wait_for_timeout(200)
        reader.open("/survey/")
    reader.open(PEOPLE)
    expect(reader.page.locator("#id_staff")).to_have_value("38")


def test_continue_leaves_no_draft_behind(come_in: ComeIn, company: tuple[str, str]) -> None:
    reader = come_in(company[0], PEOPLE)
    reader.page.route(
        "**/draft/", lambda route: (reader.page.wait_for_timeout(1000), route.continue_())
    )
    reader.page.locator("#id_staff").fill("3")
    reader.page.wait_for_timeout(2700)  # the draft is on its way, and late
    reader.page.locator("#id_staff").fill("38")
    reader.press("Continue")
    reader.arrives(AFTER)
    reader.open(PEOPLE)
    expect(reader.page.locator("#id_staff")).to_have_value("38")
    expect(reader.page.locator(".krds-alert")).to_have_count(0)


def test_looking_keeps_nothing(come_in: ComeIn, company: tuple[str, str]) -> None:
    reader = come_in(company[0], PEOPLE)
    reader.page.wait_for_timeout(3500)
    reader.open(PEOPLE)
    expect(reader.page.locator(".krds-alert")).to_have_count(0)


def test_a_lost_session_is_told_of_while_one_types(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0], PEOPLE)
    reader.context.clear_cookies(name=COOKIE)
    reader.page.locator("#id_staff").fill("38")
    status = reader.page.locator("#draft-status")
    expect(status).to_have_text(
        "You are signed out. What you typed is kept. Open your link again to go on."
    )
    reader.look()
    reader.open(company[0])
    reader.open(PEOPLE)
    expect(reader.page.locator("#id_staff")).to_have_value("38")


def test_a_lost_connection_is_told_of_and_tried_again(
    come_in: ComeIn, company: tuple[str, str]
) -> None:
    reader = come_in(company[0], PEOPLE)
    reader.page.route("**/draft/", lambda route: route.abort())
    reader.page.locator("#id_staff").fill("38")
    status = reader.page.locator("#draft-status")
    expect(status).to_have_text("No connection. We keep trying; do not close this page.")
    reader.page.unroute("**/draft/")
    expect(status).to_have_text(KEPT)
    reader.faults.clear()  # the console tells of the request that we broke


# --- Languages, and Back ---


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_and_what_was_typed_stays(
    come_in: ComeIn, company: tuple[str, str], javascript: bool
) -> None:
    reader = come_in(company[0], PEOPLE, javascript=javascript)
    reader.page.locator("#id_staff").fill("38")
    reader.page.get_by_role("button", name="한국어").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "ko")
    reader.arrives(PEOPLE)
    expect(reader.page.locator("#id_staff")).to_have_value("38")
    reader.page.locator("#id_staff").press("Enter")
    reader.arrives(AFTER)


def test_back_keeps_what_was_typed(come_in: ComeIn, company: tuple[str, str]) -> None:
    reader = come_in(company[0], javascript=False)
    reader.page.locator("#id_remark").fill("Half a thought")
    reader.press("Back")
    reader.arrives("/survey/")
    reader.open(COMPUTE)
    expect(reader.page.locator("#id_remark")).to_have_value("Half a thought")


# --- Two colleagues ---


@pytest.mark.parametrize("javascript", [True, False])
def test_the_later_of_two_colleagues_chooses_answer_by_answer(
    come_in: ComeIn, company: tuple[str, str], javascript: bool
) -> None:
    first, second = (come_in(link, PEOPLE, javascript=javascript) for link in company)
    for reader, staff, plans in ((first, "3", "A new office"), (second, "5", "A laboratory")):
        reader.page.locator("#id_staff").fill(staff)
        reader.page.locator("#id_plans").fill(plans)
        reader.press("Continue")
    conflict = second.page.locator(".krds-alert.warning")
    expect(conflict).to_be_focused()
    if javascript:  # which axe is
        second.look()
    expect(conflict.get_by_role("radio", checked=True)).to_have_count(2)
    conflict.get_by_role("group", name="How many people?").get_by_text("3").click()
    second.press("Continue")
    second.arrives(AFTER)
    second.open(PEOPLE)
    expect(second.page.locator("#id_staff")).to_have_value("3")
    expect(second.page.locator("#id_plans")).to_have_value("A laboratory")
