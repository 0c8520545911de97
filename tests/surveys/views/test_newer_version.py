"""A newer version of the questionnaire, as a company meets it while it is answering."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import (
    Invitation,
    PageAnswers,
    Response,
    Submission,
    TypedPage,
    Wave,
)
from surveys.questionnaire import Question, QuestionType
from tests.factories import SMALL_ANSWERS, shortest_questionnaire, small_questionnaire
from tests.support_plans.admin.desk import select
from tests.surveys.moves import put_in, save
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

SECTIONS, NEWER = reverse("surveys:sections"), reverse("surveys:newer_version")
OFFER = "The questionnaire has a newer version"


def wave() -> Wave:
    return Wave.objects.get()


def answer_all(company: Browser) -> None:
    company.send("company_size", SIZE)
    company.send("compute_barriers", {"compute_barriers": ["cost", "waiting_time"]})
    company.send("signature", {"signatory_name": "A"})


def page_of(response: HttpResponse) -> HtmlElement:
    return html.fromstring(response.content.decode())


def words(response: HttpResponse, css: str) -> list[str]:
    """What each of the elements says."""
    return [" ".join(one.text_content().split()) for one in select(page_of(response), css)]


def agree(browser: Browser) -> Any:
    version = str(browser.get(NEWER).context["version"])
    return browser.post(NEWER, {"version": version}, follow=True)


# --- The offer ------------------------------------------------------------------------------------


def test_the_section_list_offers_a_newer_version_once_there_is_one(company: Browser) -> None:
    answer_all(company)
    assert OFFER not in company.get(SECTIONS).text
    put_in(wave())
    page = company.get(SECTIONS)
    assert OFFER in page.text
    [link] = select(page_of(page), ".krds-alert a")
    assert (link.text_content(), link.get("href")) == ("See what changed", NEWER)


def test_who_has_not_begun_begins_with_the_newer_version(company: Browser) -> None:
    newer = put_in(wave())
    assert OFFER not in company.get(SECTIONS).text
    assert company.get(NEWER)["Location"] == SECTIONS
    company.send("gpu", {"uses_gpu": "yes", "revenue": "5"})
    assert Response.objects.get().version == newer


def test_who_has_submitted_is_not_asked(company: Browser) -> None:
    answer_all(company)
    company.post(reverse("surveys:submit"))
    put_in(wave())
    assert OFFER not in company.get(SECTIONS).text
    assert company.get(NEWER)["Location"] == SECTIONS
    assert company.post(NEWER, {"version": "2"})["Location"] == SECTIONS
    assert Response.objects.get().version.number == 1


def test_after_the_wave_nobody_is_asked(company: Browser) -> None:
    answer_all(company)
    put_in(wave())
    Wave.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert OFFER not in company.get(SECTIONS).text
    assert company.post(NEWER, {"version": "2"})["Location"] == SECTIONS
    assert Response.objects.get().version.number == 1


def test_until_somebody_agrees_the_company_answers_and_submits_as_before(company: Browser) -> None:
    company.send("company_size", SIZE)
    put_in(wave())
    company.get(NEWER)
    assert (
        company.send("compute_barriers", {"compute_barriers": ["waiting_time"]}).status_code == 302
    )
    company.send("signature", {"signatory_name": "A"})
    company.post(reverse("surveys:submit"))
    submission = Submission.objects.get()
    assert submission.version.number == 1
    assert submission.answers["compute_barriers"] == ["waiting_time"]


# --- What it says ---------------------------------------------------------------------------------


def test_it_says_what_changed_what_stays_and_what_loses_its_place(company: Browser) -> None:
    answer_all(company)
    put_in(wave())
    page = company.get(NEWER)
    assert words(page, ".bullets li") == [
        "The question “Revenue” was added to the page “GPUs”.",
        "The option “Waiting time” was removed from the question “Difficulties”.",
        "The question “Who signs?” was removed.",
    ]
    losing, staying = select(page_of(page), ".summary-list")
    assert [" ".join(one.text_content().split()) for one in losing] == [
        "Difficulties Cost and Waiting time This part stays: Cost",
        "Who signs? A",
    ]
    assert [" ".join(one.text_content().split()) for one in staying] == [
        "Employees 38 people",
        "Do you use GPUs? Yes",
    ]
    assert "2 answers stay as your company gave them." in " ".join(page.text.split())


def test_what_the_company_is_not_asked_does_not_concern_it(company: Browser) -> None:
    """It uses no GPUs, so that the difficulties with them are not asked, before or after."""
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    whole = small_questionnaire()
    size, barriers = whole.sections[0].pages
    [difficulties] = barriers.questions
    barriers = replace(
        barriers, questions=(replace(difficulties, options=difficulties.options[1:]),)
    )
    section = replace(whole.sections[0], pages=(size, barriers))
    put_in(wave(), replace(whole, sections=(section, *whole.sections[1:])))
    page = company.get(NEWER)
    assert words(page, ".bullets li") == []
    assert "Nothing changed in the questions that your company is asked." in page.text
    assert len(select(page_of(page), ".summary-list")) == 1


def test_a_page_that_is_asked_on_another_condition_concerns_whom_it_reaches(
    company: Browser,
) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})
    whole = small_questionnaire()
    size, barriers = whole.sections[0].pages
    barriers = replace(barriers, relevant=parse("${employees} > 5"))
    section = replace(whole.sections[0], pages=(size, barriers))
    put_in(wave(), replace(whole, sections=(section, *whole.sections[1:])))
    [sentence] = words(company.get(NEWER), ".bullets li")
    assert sentence.startswith("The page “Difficulties” is now asked only in this case: Employees")


def test_where_nothing_stays_it_says_so(company: Browser) -> None:
    company.send("signature", {"signatory_name": "A"})
    put_in(wave())
    page = company.get(NEWER)
    assert "None of the answers given so far is asked for in the newer version." in page.text
    assert words(page, ".summary-list dd") == ["A"]


def test_an_answer_as_it_is_written_is_text(company: Browser) -> None:
    company.send("signature", {"signatory_name": "<b>A</b>"})
    put_in(wave())
    assert "&lt;b&gt;A&lt;/b&gt;" in company.get(NEWER).text


# --- Agreeing -------------------------------------------------------------------------------------


def test_agreeing_moves_the_answers_and_says_who_did(
    company: Browser, colleague: Browser, invitation: Invitation
) -> None:
    answer_all(company)
    newer = put_in(wave())
    page = agree(company)
    response = Response.objects.get()
    assert (response.version, response.moved_by) == (newer, invitation.contact)
    assert page.redirect_chain == [(SECTIONS, 302)]
    assert "Your answers are on the newer questionnaire" in page.text
    for browser in (company, colleague):
        said = " ".join(browser.get(SECTIONS).text.split())
        assert f"{invitation.contact} continued with it on" in said
        assert OFFER not in said


def test_a_contact_who_is_gone_is_not_named(company: Browser) -> None:
    answer_all(company)
    put_in(wave())
    agree(company)
    Response.objects.update(moved_by=None)
    assert "Your company continued with it on" in company.get(SECTIONS).text


def test_after_submitting_the_section_list_tells_of_that_alone(company: Browser) -> None:
    answer_all(company)
    put_in(wave())
    agree(company)
    company.send("gpu", {"uses_gpu": "yes", "revenue": "5"})
    company.post(reverse("surveys:submit"))
    page = company.get(SECTIONS).text
    assert "Your answers were submitted" in page
    assert "Your answers are on the newer questionnaire" not in page
    assert Submission.objects.get().answers == {
        "employees": 38,
        "uses_gpu": "yes",
        "revenue": 5,
        "compute_barriers": ["cost"],
    }


def test_agreeing_twice_and_both_at_once_is_agreeing_once(
    company: Browser, colleague: Browser
) -> None:
    answer_all(company)
    put_in(wave())
    for browser in (company, colleague, company):
        assert browser.post(NEWER, {"version": "2"})["Location"] == SECTIONS
    assert PageAnswers.objects.get(page="gpu").revision == 2


def test_what_was_not_read_is_not_agreed_to(company: Browser) -> None:
    answer_all(company)
    put_in(wave())
    read = company.get(NEWER).context["version"]
    put_in(wave(), shortest_questionnaire())
    page = company.post(NEWER, {"version": str(read)})
    assert page.status_code == 409
    assert "The questionnaire was changed once more since you opened this page." in page.text
    assert Response.objects.get().version.number == 1
    assert company.post(NEWER).status_code == 409


# --- Pages of the version before ------------------------------------------------------------------


@pytest.fixture
def moved(company: Browser, colleague: Browser) -> Callable[[str], dict[str, str]]:
    """A function: open a page at the colleague's, have the company move, return what it holds."""
    company.send("company_size", SIZE)

    def move(page: str) -> dict[str, str]:
        hidden = colleague.hidden(page)
        put_in(wave())
        agree(company)
        return hidden

    return move


def assert_told(response: HttpResponse) -> None:
    assert response.status_code == 409
    assert words(response, "h1") == ["The questionnaire has changed since you opened this page"]
    assert "What you typed is kept" in response.content.decode()


def test_a_form_made_for_the_version_before_saves_nothing_and_keeps_what_was_typed(
    moved: Callable[[str], dict[str, str]], colleague: Browser
) -> None:
    hidden = moved("company_size")
    assert_told(colleague.send("company_size", {"employees": "99", "uses_gpu": "no"}, hidden))
    assert {one.page: one.answers for one in PageAnswers.objects.all()} == {
        "company_size": {"employees": 38},
        "gpu": {"uses_gpu": "yes"},
    }
    for page, field, typed in (("company_size", "employees", "99"), ("gpu", "uses_gpu", "no")):
        assert colleague.show(page).context["form"].typed[field] == [typed]
    [conflict] = colleague.send("company_size", {"employees": "99"}).context["conflict"]
    assert (conflict.mine.en, conflict.theirs.en) == ("99 people", "38 people")


def test_so_does_a_form_of_a_page_that_is_gone(
    moved: Callable[[str], dict[str, str]], colleague: Browser
) -> None:
    hidden = moved("signature")
    assert_told(colleague.send("signature", {"signatory_name": "B"}, hidden))
    kept = TypedPage.objects.get()
    assert (kept.page, kept.typed) == ("signature", {"signatory_name": ["B"]})
    assert not PageAnswers.objects.filter(page="signature").exists()


def test_so_does_a_form_whose_session_is_over_as_well(
    moved: Callable[[str], dict[str, str]], colleague: Browser
) -> None:
    hidden = moved("company_size")
    colleague.lose_session()
    typed = {"employees": "99", "uses_gpu": "no"}
    assert colleague.send("company_size", typed, hidden).status_code == 403
    assert TypedPage.objects.get().typed == {name: [value] for name, value in typed.items()}
    colleague.come_in()
    assert colleague.show("gpu").context["form"].typed["uses_gpu"] == ["no"]
    assert colleague.show("company_size").context["form"].typed["employees"] == ["99"]


def test_so_does_a_first_form_that_was_opened_before_the_wave_got_the_newer_version(
    company: Browser,
) -> None:
    hidden = company.hidden("company_size")
    put_in(wave())
    assert_told(company.send("company_size", SIZE, hidden))
    assert not Response.objects.exists()
    assert company.show("gpu").context["form"].typed["uses_gpu"] == ["yes"]


def test_going_back_to_a_page_that_is_gone_leads_to_the_sections(
    moved: Callable[[str], dict[str, str]], colleague: Browser
) -> None:
    moved("signature")
    assert colleague.show("signature")["Location"] == SECTIONS
    assert colleague.show("never_was").status_code == 404
    without_ticket = colleague.post(reverse("surveys:page", args=["signature"]), {"a": "b"})
    assert without_ticket.status_code == 409


def test_a_ticket_of_an_earlier_release_is_taken_for_the_version_of_today(
    company: Browser, invitation: Invitation
) -> None:
    owner = {"invitation": invitation.pk, "page": "company_size"}
    ticket = signing.dumps(owner, salt="surveys.page")
    hidden = {**company.hidden("company_size"), "ticket": ticket}
    assert company.send("company_size", SIZE, hidden).status_code == 302
    company.lose_session()
    assert company.send("company_size", {"employees": "5"}, hidden).status_code == 403
    assert TypedPage.objects.get().typed == {"employees": ["5"]}


def test_a_check_page_of_the_version_before_submits_what_is_asked_now(
    moved: Callable[[str], dict[str, str]], colleague: Browser
) -> None:
    moved("signature")
    response = colleague.post(reverse("surveys:submit"))
    assert response.status_code == 422
    assert [one.label.en for one in response.context["problems"]] == ["GPUs", "Difficulties"]


# --- How much it costs ----------------------------------------------------------------------------


def test_the_section_list_costs_two_queries_more_where_there_is_an_offer(
    company: Browser, django_assert_num_queries: Any
) -> None:
    answer_all(company)
    company.get(SECTIONS)
    with django_assert_num_queries(7):
        company.get(SECTIONS)
    put_in(wave())
    company.get(SECTIONS)
    with django_assert_num_queries(9):
        company.get(SECTIONS)


def test_repeated_rows_are_told_row_by_row(company: Browser, invitation: Invitation) -> None:
    columns = (
        Question("job", QuestionType.TEXT, Text("직무", "Job")),
        Question("count", QuestionType.INTEGER, Text("인원", "How many")),
    )
    rows = Question("openings", QuestionType.REPEAT, Text("채용", "Openings"), children=columns)
    whole = small_questionnaire()
    size, *others = whole.sections[0].pages
    page = replace(size, questions=(*size.questions, rows))
    older = replace(whole, sections=(replace(whole.sections[0], pages=(page, *others)),))
    put_in(wave(), older)
    openings = [{"job": "Engineer", "count": 2}, {"job": "Analyst", "count": None}]
    company.get(SECTIONS)
    answers = {**SMALL_ANSWERS["company_size"], "openings": openings}
    response = Response.objects.create(
        wave=wave(), company=invitation.contact.company, version=wave().version
    )
    save(response, "company_size", answers)
    fewer = replace(rows, children=columns[:1])
    page = replace(size, questions=(*size.questions, fewer))
    put_in(wave(), replace(whole, sections=(replace(whole.sections[0], pages=(page, *others)),)))
    losing, _ = select(page_of(company.get(NEWER)), ".summary-list")
    assert [" ".join(one.text_content().split()) for one in losing] == [
        "Openings Engineer · 2Analyst · not answered This part stays: EngineerAnalyst"
    ]
