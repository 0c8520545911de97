"""Submissions at the desk: answers in words, entry by entry."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from surveys.admin.submissions import submitted_lines
from surveys.logic.text import Text
from surveys.models import Submission
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from surveys.services.answer import save_page
from surveys.services.submit import submit_response
from tests.factories import WaveFactory, published_version, submission
from tests.support_plans.admin.desk import select, signed_in

pytestmark = pytest.mark.django_db


def jobs_questionnaire() -> Questionnaire:
    """A repeated group, a grid, and a question that may stay blank."""
    level = (Option("junior", Text("초급", "Junior")), Option("senior", Text("고급", "Senior")))
    high = (Option("1", Text("낮음", "Low")), Option("5", Text("높음", "High")))
    questions = (
        Question(
            "openings",
            QuestionType.REPEAT,
            Text("채용 계획", "Which posts will you fill?"),
            children=(
                Question(
                    "opening_level", QuestionType.CHOOSE_ONE, Text("수준", "Level"), options=level
                ),
                Question(
                    "opening_count",
                    QuestionType.INTEGER,
                    Text("인원", "How many?"),
                    unit=Text("명", "person|people"),
                ),
            ),
        ),
        Question(
            "skills",
            QuestionType.GRID,
            Text("중요도", "How important is each?"),
            options=high,
            children=(
                Question(
                    "imp_mlops",
                    QuestionType.CHOOSE_ONE,
                    Text("운영", "MLOps"),
                    short=Text("운영의 중요도", "Importance of MLOps"),
                ),
            ),
        ),
        Question(
            "comment", QuestionType.LONG_TEXT, Text("의견", "Anything else?"), is_required=False
        ),
    )
    page = Page("jobs", Text("채용", "Jobs"), questions)
    return Questionnaire(
        "jobs", Text("조사", "Survey"), (Section("s", Text("인력", "People"), (page,)),)
    )


@pytest.fixture
def submitted() -> Submission:
    rows = [
        {"opening_level": "junior", "opening_count": 1},
        {"opening_level": "senior", "opening_count": 3},
    ]
    answers = {"openings": rows, "imp_mlops": "5", "comment": None}
    wave = WaveFactory(version=published_version(jobs_questionnaire()))
    return submission({"jobs": answers}, wave=wave, version=wave.version)


def test_answers_in_words(submitted: Submission) -> None:
    assert [(line.label.en, line.answer) for line in submitted_lines(submitted)] == [
        (
            "Which posts will you fill?",
            Text("초급 · 1명\n고급 · 3명", "Junior · 1 person\nSenior · 3 people"),
        ),
        ("Importance of MLOps", Text("높음", "High")),
        ("Anything else?", None),
    ]


def test_the_page_of_a_submission(submitted: Submission) -> None:
    address = reverse("admin:surveys_submission_change", args=[submitted.pk])

    page = html.fromstring(signed_in("auditor").get(address).text)

    assert [one.text_content().strip() for one in select(page, ".desk-answers dd")] == [
        "Junior · 1 personSenior · 3 people",
        "High",
        "Not provided",
    ]


def test_a_questionnaire_is_read_question_by_question(submitted: Submission) -> None:
    client = signed_in(name="root")
    User.objects.filter(username="root").update(is_superuser=True)
    address = reverse("admin:surveys_questionnaireversion_change", args=[submitted.version_id])

    page = html.fromstring(client.get(address).text)

    assert [
        " ".join(one.text_content().split())
        for one in select(page, ".desk-question-lines .desk-strong")
    ] == [
        "Which posts will you fill?",
        "How important is each?",
        "Anything else?",
    ]


# --- The difference to the submission before ------------------------------------------------------


@pytest.fixture
def resubmitted(submitted: Submission) -> Submission:
    """One post less of the first kind, and something to say."""
    rows = [
        {"opening_level": "junior", "opening_count": 1},
        {"opening_level": "senior", "opening_count": 2},
    ]
    answers = {"openings": rows, "imp_mlops": "5", "comment": "Thank you"}
    now = timezone.now()
    response = submitted.response
    save_page(response=response, page="jobs", answers=answers, revision=1, by=None, now=now)
    return submit_response(response=response, by=None, now=now)


def changed(submission: Submission) -> HtmlElement:
    address = reverse("admin:surveys_submission_change", args=[submission.pk])
    return html.fromstring(signed_in("auditor").get(address).text)


def words(of: HtmlElement, css: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in select(of, css)]


def test_what_the_company_changed_since_the_submission_before(
    submitted: Submission, resubmitted: Submission
) -> None:
    page = changed(resubmitted)
    assert words(page, ".change-list dt") == ["Which posts will you fill?", "Anything else?"]
    assert words(page, ".change-list dd") == [
        "Entry 2: Senior · 3 people → Senior · 2 people",
        "BeforeNot provided",
        "NowThank you",
    ]
    address = reverse("admin:surveys_submission_change", args=[submitted.pk])
    assert f'Compared with <a href="{address}">{submitted.reference}</a>' in html.tostring(
        page, encoding="unicode"
    )


def test_a_first_submission_is_compared_with_nothing(
    submitted: Submission, resubmitted: Submission
) -> None:
    page = changed(submitted)
    assert words(page, ".change-list dt") == []
    assert "This is the company’s first submission in this wave." in page.text_content()
