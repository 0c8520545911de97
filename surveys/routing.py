"""Which pages and questions a company is asked, given what it has answered so far.

Everything is settled after what it hangs on: a condition sees only the answers to questions that
were themselves asked, so that a changed answer takes everything that hung on it out of the way. A
blank means what XPath makes of it, because skip logic is written in XLSForm.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from surveys.logic.compiled import Compiled
from surveys.logic.expressions import POSITION
from surveys.logic.kinds import Blanks, Context
from surveys.logic.values import Facts, Missing, Row, Value
from surveys.questionnaire import (
    Key,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
    Step,
    Steps,
)


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page on the way, with those of its questions that are asked; `required` by their codes."""

    section: Section
    page: Page
    questions: tuple[Question, ...]
    required: frozenset[str] = frozenset()

    @property
    def answered(self) -> tuple[Question, ...]:
        return tuple(one for question in self.questions for one in question.answered)

    def wants_answer(self, question: Question, facts: Facts) -> bool:
        """Whether it was not reached yet, or was left blank though it is required."""
        value = facts.get(question.code, Missing.NOT_ASKED)
        is_blank = value is Missing.BLANK and question.code in self.required
        return value is Missing.NOT_ASKED or is_blank


@dataclass(frozen=True, slots=True)
class Route:
    """The pages that are asked, in order, and the facts that count.

    Those are the answers to what is asked, and every calculation.
    """

    pages: tuple[AskedPage, ...]
    facts: Facts

    def position(self, code: str) -> int | None:
        """Where the page stands on the way, from 0; None where it is not asked."""
        return next((at for at, asked in enumerate(self.pages) if asked.page.code == code), None)

    def after(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at + 1] if at is not None and at + 1 < len(self.pages) else None

    def before(self, code: str) -> AskedPage | None:
        at = self.position(code)
        return self.pages[at - 1] if at else None

    def unanswered(self, asked: AskedPage) -> tuple[Question, ...]:
        """The page's questions that still want an answer before the whole can be submitted."""
        return tuple(one for one in asked.answered if asked.wants_answer(one, self.facts))

    @property
    def unfinished(self) -> tuple[AskedPage, ...]:
        return tuple(asked for asked in self.pages if self.unanswered(asked))

    @property
    def answers(self) -> Facts:
        """The facts that somebody answered: without what is calculated."""
        codes = {one.code for asked in self.pages for one in asked.answered}
        return {code: value for code, value in self.facts.items() if code in codes}


class SettledRow(NamedTuple):
    """One row of a repeat: the columns that are asked in it, and its cells."""

    questions: tuple[Question, ...]
    required: frozenset[str]
    cells: Row


def route(questionnaire: Questionnaire, facts: Facts, today: date) -> Route:
    """The way through the questionnaire for these answers; `today` as in `logic.evaluate`."""
    context = Context(today, Blanks.AS_XPATH)
    counted: dict[str, Value] = {}
    asked: set[Key] = set()
    required: set[str] = set()
    for step in questionnaire.steps.ordered:
        if step.inside is not None and step.inside not in asked:
            continue
        if not _holds(step.is_asked, counted, context):
            continue
        asked.add(step.key)
        if isinstance(step.part, Question):
            _count(step, facts, counted, context)
            required.update(_required(step, counted, context))
    return Route(tuple(_pages(questionnaire, asked, frozenset(required))), counted)


def settled_row(
    repeat: Question, steps: Steps | None, cells: Row, at: int, facts: Facts, today: date
) -> SettledRow:
    """Row `at` (from 0) of a repeat, given everything else that counts."""
    return _settled_row(repeat, steps, cells, at, facts, Context(today, Blanks.AS_XPATH))


def _holds(condition: Compiled | None, facts: Facts, context: Context) -> bool:
    return condition is None or condition(facts, context) is True


def _required(step: Step, facts: Facts, context: Context) -> list[str]:
    """Of the question, the codes that must be answered: a grid's rows each for themselves."""
    question = cast("Question", step.part)
    is_required = question.is_required or (
        step.is_required is not None and step.is_required(facts, context) is True
    )
    if not is_required:
        return []
    return [one.code for one in question.answered if one is question or one.is_required]


def _count(step: Step, facts: Facts, counted: dict[str, Value], context: Context) -> None:
    """What the asked question adds to the facts that count."""
    question = cast("Question", step.part)
    if step.calculate is not None:
        counted[question.code] = step.calculate(counted, context)
    for one in question.answered:
        if one.code in facts:
            counted[one.code] = facts[one.code]
    rows = counted.get(question.code)
    if step.rows is not None and isinstance(rows, tuple):
        counted[question.code] = tuple(
            _settled_row(question, step.rows, row, at, counted, context).cells
            for at, row in enumerate(rows)
            if isinstance(row, Mapping)
        )


def _settled_row(
    repeat: Question, steps: Steps | None, cells: Row, at: int, facts: Facts, context: Context
) -> SettledRow:
    if steps is None:
        columns = repeat.children
        return SettledRow(columns, frozenset(one.code for one in columns if one.is_required), cells)
    counted: dict[str, Value] = {}
    asked: set[str] = set()
    required: set[str] = set()
    for step in steps.ordered:
        known = {**facts, POSITION: at + 1, **counted}
        if not _holds(step.is_asked, known, context):
            continue
        code = step.part.code
        asked.add(code)
        if step.calculate is not None:
            counted[code] = step.calculate(known, context)
        elif code in cells:
            counted[code] = cells[code]
        required.update(_required(step, known, context))
    columns = tuple(one for one in repeat.children if one.code in asked)
    return SettledRow(columns, frozenset(required), counted)


def _pages(
    questionnaire: Questionnaire, asked: set[Key], required: frozenset[str]
) -> Iterator[AskedPage]:
    """Pages that have something to show; calculations alone are nothing to look at."""
    for section in questionnaire.sections:
        for page in section.pages:
            questions = tuple(one for one in page.questions if ("question", one.code) in asked)
            if any(one.type is not QuestionType.CALCULATED for one in questions):
                yield AskedPage(section, page, questions, required)
