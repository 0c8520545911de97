"""What a condition would have meant for those who have answered this survey before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, Max
from django.utils import timezone

from surveys.answers import decode
from surveys.logic.compiled import compiled
from surveys.logic.expressions import Expression, answers_read
from surveys.logic.kinds import Blanks, Context
from surveys.logic.values import Facts, Missing
from surveys.models import Submission, Survey
from surveys.routing import route

MOST_SUBMISSIONS = 2_000
"""The newest that are counted; more would keep somebody waiting who is only trying things out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of how many submissions it holds, of how many not, and of how many nobody can tell."""

    holds: int = 0
    fails: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.holds + self.fails + self.unknown


@dataclass(frozen=True, slots=True)
class PastAnswers:
    facts: Facts
    asked: frozenset[str]  # the codes that the version had
    day: date


def count_past(
    survey: Survey, expression: Expression, *, blanks: Blanks, about: str | None = None
) -> Counts:
    """The newest submission of each company and wave. It cannot be told of a company that answered
    a version without one of the questions; nor, of a rule `about` an answer, without that answer.
    """
    condition = compiled(expression, blanks=blanks)
    read = answers_read(expression)
    holds = fails = unknown = 0
    for past in past_answers(survey):
        is_known = read <= past.asked and not (about and _is_missing(past.facts, about))
        value = condition(past.facts, Context(past.day, blanks)) if is_known else None
        if value is True:
            holds += 1
        elif value is False:
            fails += 1
        else:
            unknown += 1
    return Counts(holds, fails, unknown)


def _is_missing(facts: Facts, code: str) -> bool:
    return isinstance(facts.get(code, Missing.NOT_ASKED), Missing)


def past_answers(survey: Survey) -> tuple[PastAnswers, ...]:
    """Worked out once for each newest submission: submissions never change."""
    newest = Submission.objects.filter(version__survey=survey).aggregate(pk=Max("pk"))
    return _past_answers(survey.pk, newest["pk"]) if newest["pk"] else ()


@lru_cache(maxsize=4)
def _past_answers(survey: int, newest: int) -> tuple[PastAnswers, ...]:
    return tuple(_read(survey, newest))


def _read(survey: int, newest: int) -> Iterator[PastAnswers]:
    last_of_each = (
        Submission.objects.filter(version__survey=survey, pk__lte=newest)
        .annotate(last=Max("response__submissions__number"))
        .filter(number=F("last"))
        .select_related("version__survey")
        .order_by("-pk")
    )
    for submission in last_of_each[:MOST_SUBMISSIONS]:
        questionnaire = submission.version.questionnaire
        day = timezone.localdate(submission.submitted_at)
        way = route(questionnaire, decode(questionnaire, submission.answers), day)
        yield PastAnswers(way.facts, frozenset(questionnaire.questions_by_code), day)
