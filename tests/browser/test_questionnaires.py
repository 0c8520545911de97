"""An officer writes a questionnaire from nothing, tries it out, mends it and publishes it."""

import re
import secrets

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.city import City
from tests.browser.conftest import Arrive
from tests.browser.steps import OURS, sign_in
from tests.browser.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser

LIST = "/admin/surveys/questionnaireversion/"


def arrive_at_the_list(worker: Visitor, city: City) -> None:
    sign_in(worker, city, "officer")
    worker.open(LIST)


def begin_survey(worker: Visitor) -> str:
    """A new survey with one section; returns the address of its draft."""
    worker.follow("New survey")
    worker.page.locator("input[name=title_ko]").fill("빛고을 시험 조사")
    worker.page.locator("input[name=title_en]").fill("Trial survey")
    worker.page.locator("input[name=code]").fill(f"trial_{secrets.token_hex(4)}")
    worker.press("Make the survey")
    draft = worker.page.url.split("/sections/")[0]
    name(worker, "기업", "Your company")
    worker.press("Add")
    worker.arrives(rf"{LIST}\d+/pages/your_company/")
    return draft.removeprefix(worker.url)


def name(worker: Visitor, korean: str, english: str) -> None:
    worker.page.locator("input[name=name_ko]").fill(korean)
    worker.page.locator("input[name=name_en]").fill(english)


def add_question(worker: Visitor, kind: str, korean: str, english: str) -> None:
    worker.press("Add a question")
    worker.page.locator("select[name=type]").select_option(kind)
    name(worker, korean, english)
    worker.press("Add")
    expect(worker.page.locator("select[name=type]")).to_have_value(kind)


def english_frame(page: Page) -> FrameLocator:
    return page.frame_locator("section:has(#frame-en) iframe")


@pytest.mark.parametrize(("language", "width"), [("en", DESK), ("ko", PHONE)])
def test_a_questionnaire_from_nothing_to_published(
    city: City, arrive: Arrive, language: str, width: int
) -> None:
    worker = arrive(language, width)
    arrive_at_the_list(worker, city)
    worker.look(OURS)
    draft = begin_survey(worker)
    worker.look(OURS)
    add_question(worker, "integer", "직원은 몇 명입니까?", "How many employees have you got?")
    worker.look(OURS)
    worker.press("Save")

    worker.open(f"{draft}/pages/your_company/")
    add_question(worker, "choose_one", "무엇이 필요합니까?", "What do you need?")
    set_condition(worker)
    mend_the_problem(worker, draft)
    try_it_out(worker, draft)

    worker.open(f"{draft}/change/")
    worker.look(OURS)
    worker.follow("Publish …")
    worker.look(OURS)
    worker.press("Publish this version")
    worker.sees(worker.say("Published. A wave can ask it from now on."))
    worker.look(OURS)
    assert worker.page.locator("a[href*='/questions/']").count() == 0


def set_condition(worker: Visitor) -> None:
    """Asked if there are fewer than 50 employees; the page answers each choice by itself."""
    worker.page.locator("button[value='save:condition:relevant']").click()
    worker.arrives(rf"{LIST}\d+/questions/what_do_you_need/conditions/relevant/")
    worker.look(OURS)
    page, meaning = worker.page, worker.page.locator("#condition-meaning")
    question = page.locator("select[name='c.0:question']")
    question.focus()
    question.select_option("how_many_employees_have_you_got")
    choice = page.locator("select[name='c.0:choice']")
    expect(choice).to_be_visible()
    expect(question).to_be_focused()
    choice.select_option("answer::under")
    value = page.locator("input[name='c.0:value']")
    value.press_sequentially("50", delay=30)
    expect(meaning).to_contain_text("is under 50")
    expect(meaning).to_contain_text("50 미만")
    expect(value).to_have_value("50")
    worker.look(OURS)
    worker.press("As an expression")
    expect(page.locator("textarea[name=text]")).to_have_value(
        "${how_many_employees_have_you_got} < 50"
    )
    page.locator("textarea[name=text]").fill("${how_many_employees_have_you_got} <> 50")
    expect(meaning.locator("mark")).to_have_text("<")
    worker.look(OURS)
    page.locator("textarea[name=text]").fill("${how_many_employees_have_you_got} < 50")
    expect(meaning).to_contain_text("is under 50")
    worker.press("In rows")
    expect(value).to_have_value("50")
    worker.press("Save the condition")
    worker.sees(worker.say("Saved."))


def mend_the_problem(worker: Visitor, draft: str) -> None:
    """The choice has no options yet: from the list of problems to where they are added."""
    worker.open(f"{draft}/problems/")
    worker.look(OURS)
    worker.page.locator(".desk-findings a").first.click()
    worker.arrives(rf"{LIST}\d+/questions/what_do_you_need/")
    page = worker.page
    for at, (korean, english) in enumerate((("GPU 시간", "GPU time"), ("데이터", "Data"))):
        page.locator(f"input[name='options-{at}-label_ko']").fill(korean)
        page.locator(f"input[name='options-{at}-label_en']").fill(english)
    page.locator("#options-add").click()
    expect(page.locator("input[name='options-3-label_en']")).to_be_visible()
    expect(page.locator("input[name='options-0-label_en']")).to_have_value("GPU time")
    page.locator("#options-down-1").click()
    expect(page.locator("input[name='options-1-label_en']")).to_have_value("GPU time")
    worker.look(OURS)
    worker.press("Save")
    worker.sees(worker.say("Saved."))
    expect(page.locator("input[name='options-0-code']")).to_have_value("data")
    worker.open(f"{draft}/problems/")
    worker.sees(worker.say("Nothing stands in the way of publishing."))
    worker.look(OURS)


def try_it_out(worker: Visitor, draft: str) -> None:
    worker.open(f"{draft}/preview/your_company/")
    worker.look(OURS)
    english = english_frame(worker.page)
    expect(english.locator("h1")).to_have_text("Your company")
    expect(english.get_by_text("What do you need?")).to_have_count(0)
    english.locator("input[type=text]").first.fill("10")
    english.get_by_role("button", name="Continue", exact=True).last.click()
    asked = english_frame(worker.page).locator("legend", has_text="What do you need?")
    expect(asked).to_be_visible()
    korean = worker.page.frame_locator("section:has(#frame-ko) iframe")
    expect(korean.locator("legend", has_text="무엇이 필요합니까?")).to_be_visible()
    expect(korean.locator("input[type=text]").first).to_have_value("10")
    worker.look(OURS)


def test_a_condition_is_written_without_javascript(city: City, arrive: Arrive) -> None:
    worker = arrive("en", javascript=False)
    arrive_at_the_list(worker, city)
    draft = begin_survey(worker)
    add_question(worker, "integer", "직원은 몇 명입니까?", "Employees")
    worker.open(f"{draft}/pages/your_company/conditions/relevant/")
    page = worker.page

    worker.press("Add a group")
    page.locator("select[name='c.0:question']").select_option(index=0)
    worker.press("Remove row 1")
    worker.press("Add a row")
    worker.sees("Every company is asked this.")

    worker.open(f"{draft}/questions/employees/conditions/constraint/")
    page.locator("select[name='c.0:question']").select_option("employees")
    worker.press("Show what fits my choices")
    page.locator("select[name='c.0:choice']").select_option("answer::between")
    worker.press("Show what fits my choices")
    values = page.locator("input[name='c.0:value']")
    values.nth(0).fill("1")
    values.nth(1).fill("500")
    worker.press("Save the condition")
    worker.sees("Employees is at least 1 and is at most 500")


def test_a_draft_is_written_by_keyboard_alone(city: City, arrive: Arrive) -> None:
    worker = arrive("en")
    arrive_at_the_list(worker, city)
    draft = begin_survey(worker)
    add_question(worker, "integer", "직원", "Employees")
    worker.open(f"{draft}/pages/your_company/")
    add_question(worker, "text", "이름", "Name")
    worker.open(f"{draft}/pages/your_company/")

    place = worker.page.locator("input[name='places-0-position']")
    place.focus()
    place.fill("9")
    place.press("Enter")

    worker.sees("Saved.")
    first = worker.page.locator(".desk-places a").first
    expect(first).to_have_text(re.compile("Name"))
    worker.page.wait_for_load_state()
    worker.page.locator("#places-down-1").press("Enter")
    expect(worker.page.locator(".desk-places a").first).to_have_text(re.compile("Employees"))


def test_a_workbook_goes_out_and_comes_in(city: City, arrive: Arrive) -> None:
    worker = arrive("en")
    arrive_at_the_list(worker, city)
    worker.follow("From a workbook")
    worker.look(OURS)
    worker.page.locator("input[type=file]").set_input_files(
        "surveys/demonstration/company_survey.xlsx"
    )
    worker.press("Read the workbook")
    worker.sees("Nothing is stored yet.")
    worker.look(OURS)
    worker.press("Save as draft")
    worker.arrives(rf"{LIST}\d+/change/")
    with worker.page.expect_download() as download:
        worker.follow("Download as a workbook")
    assert download.value.suggested_filename.endswith(".xlsx")
    worker.follow("Discard this draft …")
    worker.look(OURS)
    worker.press("Discard this draft")
    worker.sees("Discarded:")
