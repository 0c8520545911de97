"""Where a page leads, what a conflict says, and what a forged post cannot do."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from surveys.logic.text import Text
from surveys.models import Invitation, PageAnswers, Response
from surveys.models.links import token_hash
from surveys.questionnaire import Page, Question, QuestionType, Section
from tests.factories import (
    InvitationFactory,
    WaveFactory,
    published_version,
    small_questionnaire,
)
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

BACK = "?back=check"


def page_url(code: str) -> str:
    return reverse("surveys:page", args=[code]) + BACK


# --- Back to "check answers" ----------------------------------------------------------------------


def test_from_check_only_newly_opened_pages_come_before_the_way_back(company: Browser) -> None:
    company.send("company_size", {**SIZE, "uses_gpu": "no"})  # the signature is still open
    changed = company.send("company_size", SIZE, query=BACK)
    assert changed["Location"] == page_url("compute_barriers")
    opened = company.send("compute_barriers", {"compute_barriers": ["cost"]}, query=BACK)
    assert opened["Location"] == reverse("surveys:check")


def test_from_check_a_change_that_opens_nothing_leads_back(company: Browser) -> None:
    company.send("company_size", SIZE)
    again = company.send("company_size", {**SIZE, "employees": "40"}, query=BACK)
    assert again["Location"] == reverse("surveys:check")


# --- Looking is not answering ---------------------------------------------------------------------


def test_only_a_save_begins_a_response(company: Browser, invitation: Invitation) -> None:
    for url in ("sections", "check"):
        assert company.get(reverse(f"surveys:{url}"), follow=True).status_code == 200
    assert company.show("company_size").status_code == 200
    assert company.send("company_size", {"employees": "many"}).status_code == 200
    assert company.post(reverse("surveys:submit")).status_code == 422
    assert Response.objects.count() == 0
    assert company.send("company_size", SIZE).status_code == 302
    assert Response.objects.get().company == invitation.contact.company


def test_the_first_save_costs_6_queries(company: Browser, django_assert_num_queries: Any) -> None:
    hidden = company.hidden("company_size")
    with django_assert_num_queries(6):
        company.send("company_size", SIZE, hidden)
    assert PageAnswers.objects.count() == 1


# --- Conflicts ------------------------------------------------------------------------------------


@pytest.fixture
def openings(token: str) -> Browser:
    """A survey of one page with a repeated group."""
    columns = (
        Question("job", QuestionType.TEXT, Text("직무", "Job")),
        Question("count", QuestionType.INTEGER, Text("인원", "How many")),
    )
    group = Question("openings", QuestionType.REPEAT, Text("채용", "Openings"), children=columns)
    section = Section(
        "people", Text("인력", "People"), (Page("openings", Text("채용", "Openings"), (group,)),)
    )
    version = published_version(replace(small_questionnaire("openings"), sections=(section,)))
    InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    return browser


def row(job: str, count: str) -> dict[str, str]:
    return {"openings-rows": "1", "openings-0-job": job, "openings-0-count": count}


def test_a_conflict_over_rows_says_what_is_in_them(openings: Browser) -> None:
    hidden = openings.hidden("openings")
    openings.send("openings", row("Engineer", "2"), hidden)
    response = openings.send("openings", row("Analyst", "3"), hidden)
    [conflict] = response.context["conflict"]
    assert (conflict.mine.en, conflict.theirs.en) == ("Analyst · 3", "Engineer · 2")


# --- Forged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["revision", "restored"])
@pytest.mark.parametrize("value", ["-1", "1e9", "²", "9" * 5000, "\0", "x"])
def test_forged_numbers_break_nothing(company: Browser, name: str, value: str) -> None:
    hidden = {**company.hidden("company_size"), name: value}
    assert company.send("company_size", SIZE, hidden).status_code == 302


def test_a_forged_row_number_breaks_nothing(openings: Browser) -> None:
    button = {"row_action": "remove:openings:" + "9" * 5000}
    assert openings.send("openings", {**row("Engineer", "2"), **button}).status_code in (200, 302)
