"""What an answer has to be, and which answers are not.

Whoever gave an answer was told at once where it did not fit. But it may cease to fit afterwards:
the limits of a newer version are narrower, a constraint reads another answer that changed, a day
has passed. Such a misfit counts like any other answer, and somebody has to look at it again.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from surveys.logic.expressions import POSITION
from surveys.logic.kinds import Context
from surveys.logic.patterns import pattern
from surveys.logic.values import Facts, Missing, Row, Value
from surveys.questionnaire import Question, QuestionType, Step, Steps


class Limit(Enum):
    """What a question says that an answer has to be."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    PATTERN = "pattern"
    CONSTRAINT = "constraint"


class Misfit(NamedTuple):
    """An answer, or a cell of one, beyond a limit of `question`, which for a cell is its column."""

    code: str  # of the answer
    question: Question
    limit: Limit
    entry: int | None = None  # the row that the cell is in, from 0


def misfits(step: Step, facts: Facts, context: Context) -> Iterator[Misfit]:
    """Those among the answers to the step's question, where `facts` is everything that counts.

    The constraint of a blank answer asks nothing. Any other is kept only where it is true: not
    where it cannot be told because of a blank that it reads.
    """
    question = _question(step)
    is_grid = question.type is QuestionType.GRID
    for one in (step.rows.ordered if step.rows else ()) if is_grid else (step,):
        limit = _broken(one, facts, context)
        if limit is not None:
            asked = _question(one)
            yield Misfit(asked.code, asked, limit)
    if question.type is QuestionType.REPEAT and step.rows:
        yield from _in_entries(question, step.rows, facts, context)


def _in_entries(repeat: Question, steps: Steps, facts: Facts, context: Context) -> Iterator[Misfit]:
    entries = facts.get(repeat.code)
    columns = {column.code: column for column in repeat.children}
    for at, cells in enumerate(entries if isinstance(entries, tuple) else ()):
        if isinstance(cells, Mapping):
            for code, limit in broken_in_row(steps, cells, at, facts, context).items():
                yield Misfit(repeat.code, columns[code], limit, at)


def broken_in_row(
    steps: Steps, cells: Row, at: int, facts: Facts, context: Context
) -> dict[str, Limit]:
    """Column code → the limit that its cell in row `at` (from 0) is beyond."""
    limited = [step for step in steps.ordered if step.is_limited]
    if not limited:
        return {}
    known: dict[str, Value] = {**facts, POSITION: at + 1}
    for step in steps.ordered:
        known.pop(step.part.code, None)
    known.update(cells)
    found = {step.part.code: _broken(step, known, context) for step in limited}
    return {code: limit for code, limit in found.items() if limit is not None}


def _broken(step: Step, facts: Facts, context: Context) -> Limit | None:
    """The first limit of its question that the answer is beyond."""
    question = _question(step)
    value = facts.get(question.code, Missing.NOT_ASKED)
    if isinstance(value, Missing) or not question.is_limited:
        return None
    if isinstance(value, int | Decimal) and (beyond := beyond_range(question, value)):
        return beyond
    if isinstance(value, str) and not _has_form(question, value):
        return Limit.PATTERN
    if step.is_kept is not None and step.is_kept(facts, context) is not True:
        return Limit.CONSTRAINT
    return None


def beyond_range(question: Question, value: int | Decimal) -> Limit | None:
    """Which end of the question's range the number is beyond."""
    if question.minimum is not None and value < question.minimum:
        return Limit.MINIMUM
    if question.maximum is not None and value > question.maximum:
        return Limit.MAXIMUM
    return None


def _question(step: Step) -> Question:
    assert isinstance(step.part, Question)
    return step.part


def _has_form(question: Question, value: str) -> bool:
    """A pattern that is none describes nothing, and so does one of a file's name."""
    if not question.pattern or question.type is QuestionType.FILE:
        return True
    wanted = pattern(question.pattern)
    return wanted is None or wanted.fullmatch(value) is not None
