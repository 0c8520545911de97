"""An answer that does not fit any more: where a company reads of it, and how it is mended."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Submission, Wave
from surveys.models.links import token_hash
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.factories import InvitationFactory, WaveFactory, published_version
from tests.support_plans.admin.desk import select
from tests.surveys.moves import at_most, put_in
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

Q = QuestionType
SECTIONS, CHECK, SUBMIT = (reverse(f"surveys:{name}") for name in ("sections", "check", "submit"))
NEWER = reverse("surveys:newer_version")
SENTENCE = "Write a number that is at most 37."
LOOK_AGAIN = "An answer in this section needs another look."


def words(response: HttpResponse, css: str) -> list[str]:
    page = html.fromstring(response.content.decode())
    return [" ".join(one.text_content().split()) for one in select(page, css)]


def hrefs(response: HttpResponse, css: str) -> list[str | None]:
    return [one.get("href") for one in select(html.fromstring(response.content.decode()), css)]


@pytest.fixture
def moved(company: Browser) -> Browser:
    """Everything is answered, then moved to a version that allows fewer employees."""
    company.send("company_size", SIZE)
    company.send("compute_barriers", {"compute_barriers": ["cost"]})
    company.send("signature", {"signatory_name": "A"})
    put_in(Wave.objects.get(), at_most(37))
    company.post(NEWER, {"version": "2"})
    return company


def test_the_offer_says_which_answers_will_need_another_look(company: Browser) -> None:
    company.send("company_size", SIZE)
    put_in(Wave.objects.get(), at_most(37))
    [notice] = words(company.get(NEWER), ".form-notice")
    assert notice == f"This answer needs another look. Employees: 38 people {SENTENCE}"


def test_the_section_list_says_that_it_is_not_done(moved: Browser) -> None:
    page = moved.get(SECTIONS)
    assert words(page, ".structured-item .krds-badge") == ["Needs a look", "Done"]
    first, second = words(page, ".structured-item")
    assert ("1 of 2 pages answered." in first, LOOK_AGAIN in first) == (True, True)
    assert LOOK_AGAIN not in second
    assert hrefs(page, ".structured-item a")[0] == reverse("surveys:page", args=["company_size"])
    assert "Check your answers so far" in page.text


def test_the_check_page_marks_it_says_why_and_leads_to_it(moved: Browser) -> None:
    page = moved.get(CHECK)
    field = reverse("surveys:page", args=["company_size"]) + "?back=check#id_employees"
    assert words(page, ".krds-alert h2") == [
        "Some pages still need an answer or another look before you can submit"
    ]
    assert words(page, ".krds-alert li") == [f"Size How many employees do you have? {SENTENCE}"]
    assert hrefs(page, ".krds-alert a") == [field]
    assert words(page, "#id_employees dd") == [
        f"38 people This answer needs another look.{SENTENCE}",
        "Change: How many employees do you have?",
    ]
    assert hrefs(page, "#id_employees a") == [field]
    assert words(page, ".form-notice") == [f"This answer needs another look.{SENTENCE}"]
    assert "Submit answers" not in page.text


def test_submitting_is_refused_until_it_is_mended(moved: Browser) -> None:
    refused = moved.post(SUBMIT)
    assert (refused.status_code, Submission.objects.count()) == (422, 0)
    assert [one.label.en for one in refused.context["problems"]] == ["Size"]
    shown = moved.show("company_size")
    assert words(shown, "#id_employees-notice") == [SENTENCE]
    [control] = select(html.fromstring(shown.content.decode()), "#id_employees")
    assert control.get("value") == "38"
    as_it_was = moved.send("company_size", SIZE, query="?back=check")
    assert words(as_it_was, "#id_employees-error") == [f"Error: “Employees”: {SENTENCE}"]
    mended = moved.send("company_size", {**SIZE, "employees": "37"}, query="?back=check")
    assert mended["Location"] == CHECK
    assert words(moved.show("company_size"), ".form-notice") == []
    assert words(moved.get(SECTIONS), ".structured-item .krds-badge") == ["Done", "Done"]
    assert moved.post(SUBMIT).status_code == 302
    assert Submission.objects.get().answers["employees"] == 37


def test_where_something_is_only_missing_nothing_is_said_of_another_look(company: Browser) -> None:
    company.send("company_size", SIZE)
    page = company.get(CHECK)
    assert words(page, ".krds-alert h2") == [
        "Some pages still need an answer before you can submit"
    ]
    assert hrefs(page, ".krds-alert a")[0] == (
        reverse("surveys:page", args=["compute_barriers"]) + "?back=check"
    )
    assert LOOK_AGAIN not in company.get(SECTIONS).text


# --- Constraints that read other pages ------------------------------------------------------------

OPTIONS = (Option("low", Text(en="Low")), Option("high", Text(en="High")))
ROWS = Question(
    "staff",
    Q.REPEAT,
    Text("직원", "Staff"),
    children=(
        Question("name", Q.TEXT, Text("이름", "Name")),
        Question(
            "hours",
            Q.INTEGER,
            Text("시간", "Hours"),
            constraint=parse("${hours} <= ${most}"),
            constraint_message=Text("최대 ${most}시간입니다.", "${most} hours at most."),
        ),
    ),
)
GRID = Question(
    "grid",
    Q.GRID,
    Text("평가", "How it is"),
    options=OPTIONS,
    children=(
        Question("heat", Q.CHOOSE_ONE, Text("열", "Heat"), constraint=parse("${most} > 5")),
        Question("noise", Q.CHOOSE_ONE, Text("소음", "Noise")),
    ),
)


@pytest.fixture
def whole(token: str) -> Browser:
    """Rows and a grid, answered before the page that they read is changed."""
    most = Question("most", Q.INTEGER, Text("최대", "At most"))
    pages = (
        Page("most", Text("최대", "The most"), (most,)),
        Page("staff", Text("직원", "The staff"), (ROWS,)),
        Page("grid", Text("평가", "The grid"), (GRID,)),
    )
    section = Section("s", Text("영역", "Section"), pages)
    version = published_version(Questionnaire("rows", Text("조사", "Survey"), (section,)))
    InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    browser.send("most", {"most": "40"})
    browser.send("staff", staff("40", "20"))
    browser.send("grid", {"heat": "low", "noise": "low"})
    return browser


def staff(*hours: str) -> dict[str, str]:
    cells = {f"staff-{at}-hours": one for at, one in enumerate(hours)}
    names = {f"staff-{at}-name": "A" for at in range(len(hours))}
    return {"staff-rows": str(len(hours)), **cells, **names}


def open_pages(browser: Browser) -> list[tuple[str, list[tuple[str, ...]]]]:
    problems: list[Any] = browser.get(CHECK).context["problems"]
    return [(one.label.en, [question.misfits for question in one.questions]) for one in problems]


def test_a_changed_answer_opens_the_pages_that_do_not_go_with_it(whole: Browser) -> None:
    assert open_pages(whole) == []
    changed = whole.send("most", {"most": "30"}, query="?back=check")
    assert changed["Location"] == reverse("surveys:page", args=["staff"]) + "?back=check"
    assert open_pages(whole) == [
        ("The staff", [("“Hours” in entry 1: 30 hours at most.",)]),
    ]
    shown = whole.show("staff")
    assert words(shown, ".form-notice") == ["30 hours at most."]
    assert words(shown, "#id_staff-0-hours-notice") == ["30 hours at most."]
    assert whole.send("staff", staff("30", "20")).status_code == 302
    assert open_pages(whole) == []


def test_a_row_of_a_grid_is_looked_at_again(whole: Browser) -> None:
    whole.send("most", {"most": "5"})
    assert open_pages(whole) == [
        (
            "The staff",
            [("“Hours” in entry 1: 5 hours at most.", "“Hours” in entry 2: 5 hours at most.")],
        ),
        ("The grid", [("Check this answer.",)]),
    ]
    shown = whole.show("grid")
    assert words(shown, ".form-notice") == ["Check this answer."]
    assert words(shown, "#id_heat-notice") == ["Check this answer."]
    whole.send("most", {"most": "40"})
    assert open_pages(whole) == []
