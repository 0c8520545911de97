"""What a condition would have meant for those who answered before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Blanks
from surveys.logic.xlsform_syntax import parse
from surveys.services.past_answers import Counts, count_past, past_answers
from tests.factories import published_version, submission

pytestmark = pytest.mark.django_db


def answer(employees: object) -> dict[str, dict[str, object]]:
    return {
        "company_size": {"employees": employees, "uses_gpu": "no"},
        "signature": {"signatory_name": "시연 담당자"},
    }


def test_of_a_company_only_its_newest_submission_counts() -> None:
    first = submission(answer(10))
    first.response.submissions.create(
        number=2,
        reference="BG-26-00009-2",
        version=first.version,
        answers={**first.answers, "employees": 90},
        answers_digest="x",
        submitted_at=timezone.now() + timedelta(days=1),
    )

    survey = first.version.survey
    assert count_past(survey, parse("${employees} > 50"), blanks=Blanks.AS_XPATH) == Counts(1, 0, 0)
    assert len(past_answers(survey)) == 1


def test_a_question_that_nobody_was_asked_cannot_be_told() -> None:
    survey = submission(answer(10)).version.survey

    assert count_past(survey, parse("${new} = 1"), blanks=Blanks.AS_XPATH) == Counts(0, 0, 1)


def test_a_rule_about_an_answer_is_counted_where_there_is_one() -> None:
    survey = submission(answer(10)).version.survey
    rule: Expression = Apply("!=", (Answer("compute_barriers"), Literal("x")))

    counts = count_past(survey, rule, blanks=Blanks.AS_XPATH, about="compute_barriers")

    assert counts == Counts(0, 0, 1)


def test_a_survey_without_submissions_has_nothing_to_count() -> None:
    version = published_version()

    assert count_past(version.survey, parse("1 = 1"), blanks=Blanks.AS_XPATH).total == 0
