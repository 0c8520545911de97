"""Warnings on "check answers": out of the way, about answers to change, and never in the way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Invitation, Submission
from surveys.models.links import token_hash
from surveys.questionnaire import Question, Questionnaire, QuestionType
from tests.factories import (
    SMALL_ANSWERS,
    InvitationFactory,
    WaveFactory,
    published_version,
    small_questionnaire,
    submission,
)
from tests.support_plans.admin.desk import select
from tests.surveys.views.conftest import SIZE, Browser

pytestmark = pytest.mark.django_db

CHECK, SUBMIT = reverse("surveys:check"), reverse("surveys:submit")
TOO_MANY = "Twice as many is 80 people. Is that right?"


def with_second_look() -> Questionnaire:
    """The small one, which wonders at more than 39 employees."""
    whole = small_questionnaire()
    company = whole.sections[0]
    twice = Question(
        "twice",
        QuestionType.CALCULATED,
        Text("두 배", "Twice as many"),
        unit=Text("명", "person|people"),
        is_required=False,
        calculation=parse("${employees} * 2"),
        maximum=Decimal(79),
        constraint_message=Text(
            "두 배는 ${twice}입니다. 맞습니까?", "Twice as many is ${twice}. Is that right?"
        ),
    )
    size = replace(company.pages[0], questions=(*company.pages[0].questions, twice))
    return replace(
        whole,
        sections=(replace(company, pages=(size, *company.pages[1:])), *whole.sections[1:]),
    )


@pytest.fixture
def invitation(token: str) -> Invitation:
    wave = WaveFactory(version=published_version(with_second_look()))
    return InvitationFactory(wave=wave, token_hash=token_hash(token))


def words(response: HttpResponse, css: str = ".second-look li > p") -> list[str]:
    page = html.fromstring(response.content.decode())
    css, _, last = css.partition(" > ")
    found = select(page, css)
    inside = [child for one in found for child in one if child.tag == last] if last else found
    return [" ".join(one.text_content().split()) for one in inside]


def answered(company: Browser, employees: str) -> Browser:
    company.send("company_size", {**SIZE, "employees": employees})
    company.send("compute_barriers", {"compute_barriers": ["cost"]})
    company.send("signature", {"signatory_name": "A"})
    return company


@pytest.mark.parametrize(("employees", "said"), [("39", []), ("40", [TOO_MANY])])
def test_a_calculation_beyond_its_limit_is_asked_about(
    company: Browser, employees: str, said: list[str]
) -> None:
    page = answered(company, employees).get(CHECK)
    assert words(page) == said
    assert ("Please take a second look" in page.content.decode()) is bool(said)


def test_it_names_the_answer_and_leads_to_it(company: Browser) -> None:
    page = answered(company, "40").get(CHECK)
    assert words(page, ".second-look dt") == ["How many employees do you have?"]
    assert words(page, ".second-look dd") == [
        "40 people",
        "Change: How many employees do you have?",
    ]
    [link] = select(html.fromstring(page.content.decode()), ".second-look a")
    assert link.get("href") == (
        reverse("surveys:page", args=["company_size"]) + "?back=check#id_employees"
    )


def test_it_goes_away_with_another_answer(company: Browser) -> None:
    answered(company, "40").send("company_size", {**SIZE, "employees": "30"}, query="?back=check")
    assert words(company.get(CHECK)) == []


def test_it_blocks_nothing(company: Browser) -> None:
    assert answered(company, "40").post(SUBMIT).status_code == 302
    assert Submission.objects.get().answers["employees"] == 40


def earlier(invitation: Invitation, employees: int) -> Submission:
    before = WaveFactory(
        version=published_version(replace(small_questionnaire(), code="small")),
        opens_at=invitation.wave.opens_at - timedelta(days=180),
        title_en="Spring",
    )
    pages = {**SMALL_ANSWERS, "company_size": {"employees": employees, "uses_gpu": "yes"}}
    return submission(pages, wave=before, company=invitation.contact.company)


@pytest.mark.parametrize(("before", "is_asked"), [(3, True), (4, False), (300, True), (299, False)])
def test_ten_times_last_time_is_asked_about(
    company: Browser, invitation: Invitation, before: int, is_asked: bool
) -> None:
    """In a version of then that did not know the calculation."""
    earlier(invitation, before)
    said = words(answered(company, "30").get(CHECK))
    assert said == (
        [
            f"“Employees” was {before} people in “Spring” and is 30 people now: "
            "ten times as much, or a tenth. Is that right?"
        ]
        if is_asked
        else []
    )


def test_it_costs_one_query(
    company: Browser, invitation: Invitation, django_assert_num_queries: Any
) -> None:
    earlier(invitation, 3)
    answered(company, "40").get(CHECK)
    with django_assert_num_queries(5):
        company.get(CHECK)
