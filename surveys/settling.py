"""What is asked, step by step, and which of the answers count.

Everything is settled after what it hangs on: a condition sees only the answers to questions that
were themselves asked, so that a changed answer takes everything that hung on it out of the way. A
blank means what XPath makes of it, because skip logic is written in XLSForm.

An answer that holds an option which is not shown any more counts as not given, as does a ranking
that leaves out one that is shown: whoever gave it is asked again. One that is beyond its question's
limits counts, and is named (`surveys.fitting`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from surveys.fitting import Limit, Misfit, broken_in_row, misfits
from surveys.logic.compiled import Compiled
from surveys.logic.expressions import POSITION, option_column
from surveys.logic.kinds import Blanks, Context, as_number, is_sensible
from surveys.logic.values import Facts, Missing, Row, Value
from surveys.questionnaire import WITHOUT_ANSWER, Key, Question, QuestionType, Step, Steps

MOST_COUNTED_ROWS = 100
"""Entries that a repeat asks for where an answer says how many; a larger number is a slip."""


class SettledRow(NamedTuple):
    """One row of a repeat: the columns that are asked in it, as they are asked, and its cells.

    `lost` are the columns whose answer counts no more, `broken` the limits that cells are beyond.
    """

    questions: tuple[Question, ...]
    required: frozenset[str]
    cells: Row
    lost: frozenset[str] = frozenset()
    broken: Mapping[str, Limit] = MappingProxyType({})

    @property
    def is_open(self) -> bool:
        """Whether a cell wants an answer."""
        nothing = (Missing.NOT_ASKED, Missing.BLANK)
        return bool(self.lost) or any(
            self.cells.get(code, Missing.NOT_ASKED) in nothing for code in self.required
        )


def settled_row(
    repeat: Question, steps: Steps | None, cells: Row, at: int, facts: Facts, today: date
) -> SettledRow:
    """Row `at` (from 0) of a repeat, given everything else that counts."""
    context = Context(today, Blanks.AS_XPATH)
    row = _settled_row(repeat, steps, cells, at, facts, context)
    if steps is None:
        return row
    return row._replace(broken=broken_in_row(steps, row.cells, at, facts, context))


class Settled:
    """The steps one after the other: what is asked, and what of the answers counts.

    `questions` are those that are asked, by code and as they are asked; `required` are the codes of
    what must be answered, `open_rows` of repeats in whose entries something is missing,
    `row_counts` are the numbers of entries that answers ask for, and `misfits` are by the codes of
    the answers that they are or are in.
    """

    def __init__(self, steps: Steps, facts: Facts, today: date) -> None:
        self.facts = facts
        self.context = context = Context(today, Blanks.AS_XPATH)
        self.counted: dict[str, Value] = {}
        self.questions: dict[str, Question] = {}
        self.row_counts: dict[str, int] = {}
        self.open_rows: set[str] = set()
        self.required: set[str] = set()
        self._asked: set[Key] = set()
        self.misfits: dict[str, tuple[Misfit, ...]] = {}
        self._perhaps_required: list[Step] = []
        self._limited: list[Step] = []
        for step in steps.ordered:
            is_inside = step.inside is None or step.inside in self._asked
            if is_inside and _holds(step.is_asked, self.counted, context):
                self._ask(step)
        # Whether these are required may hang on answers that come later.
        for step in self._perhaps_required:
            self.required.update(self._required(step))
        # So may what an answer has to be; and two answers may each have to fit the other.
        for step in self._limited:
            for found in misfits(step, self.counted, context):
                self.misfits[found.code] = (*self.misfits.get(found.code, ()), found)

    def _ask(self, step: Step) -> None:
        question = step.part
        if isinstance(question, Question):
            if step.row_count is not None:
                count = _row_count(step.row_count(self.counted, self.context), self.context)
                if not count:
                    return  # not one entry is asked for
                self.row_counts[question.code] = count
            self.questions[question.code] = self._settle(question, step)
            if step.is_required is None and step.rows is None:
                self.required.update(step.required)
            else:
                self._perhaps_required.append(step)
            if step.is_limited:
                self._limited.append(step)
        self._asked.add(step.key)

    def _settle(self, question: Question, step: Step) -> Question:
        """The question as it is asked; what of its answer counts is counted."""
        if step.calculate is not None:
            self.counted[question.code] = step.calculate(self.counted, self.context)
        if question.type is QuestionType.GRID:
            return self._ask_rows(question, step.rows)
        question = _as_shown(step, self.counted, self.context)
        self._count(question)
        if question.type is QuestionType.REPEAT:
            self._settle_rows(question, step.rows)
        return question

    def _count(self, question: Question) -> None:
        """The answer to it, if there is one that still fits."""
        value = None if question.type in WITHOUT_ANSWER else self.facts.get(question.code)
        if value is not None and _is_offered(question, value):
            self.counted[question.code] = value

    def _ask_rows(self, grid: Question, steps: Steps | None) -> Question:
        """The grid with those of its rows that are asked."""
        if steps is None:
            for row in grid.children:
                self._count(row)
            return grid
        asked: dict[str, Question] = {}
        for step in steps.ordered:
            if _holds(step.is_asked, self.counted, self.context):
                row = asked[step.part.code] = _as_shown(step, self.counted, self.context)
                self._count(row)
        rows = tuple(asked[row.code] for row in grid.children if row.code in asked)
        return replace(grid, children=rows)

    def _settle_rows(self, repeat: Question, steps: Steps | None) -> None:
        """The repeat's rows without what is not asked in them, and no more than are wanted."""
        rows, count = self.counted.get(repeat.code), self.row_counts.get(repeat.code)
        if not isinstance(rows, tuple):
            return
        settled = [
            _settled_row(repeat, steps, row, at, self.counted, self.context)
            for at, row in enumerate(rows)
            if isinstance(row, Mapping)
        ]
        if count not in (None, len(settled)) or any(row.is_open for row in settled):
            self.open_rows.add(repeat.code)
        self.counted[repeat.code] = tuple(row.cells for row in settled[:count])

    def _required(self, step: Step) -> Iterator[str]:
        """The codes that must be answered: of a grid's rows each for itself."""
        question = self.questions[step.part.code]
        is_required = _is_required(step, self.counted, self.context)
        if question.type is not QuestionType.GRID:
            if is_required:
                yield question.code
            return
        by_themselves = {
            row.part.code
            for row in (step.rows.ordered if step.rows else ())
            if row.is_required is not None and _is_required(row, self.counted, self.context)
        }
        for row in question.children:
            if (row.is_required and is_required) or row.code in by_themselves:
                yield row.code


def _settled_row(
    repeat: Question, steps: Steps | None, cells: Row, at: int, facts: Facts, context: Context
) -> SettledRow:
    if steps is None:
        columns = repeat.children
        required = [c.code for c in columns if c.is_required and c.type not in WITHOUT_ANSWER]
        return SettledRow(columns, frozenset(required), cells)
    known: dict[str, Value] = {**facts, POSITION: at + 1}
    for column in repeat.children:
        known.pop(column.code, None)
    counted: dict[str, Value] = {}
    asked: dict[str, Question] = {}
    lost: set[str] = set()
    for step in steps.ordered:
        code = step.part.code
        if not _holds(step.is_asked, known, context):
            continue
        column = asked[code] = _as_shown(step, known, context)
        if step.calculate is not None:
            counted[code] = step.calculate(known, context)
        elif code in cells and _is_offered(column, cells[code]):
            counted[code] = cells[code]
        elif code in cells:
            lost.add(code)
        if code in counted:
            known[code] = counted[code]
    return SettledRow(
        questions=tuple(asked[one.code] for one in repeat.children if one.code in asked),
        required=frozenset(
            step.part.code
            for step in steps.ordered
            if step.part.code in asked and _is_required(step, known, context)
        ),
        cells=counted,
        lost=frozenset(lost),
    )


def _holds(condition: Compiled | None, facts: Facts, context: Context) -> bool:
    return condition is None or condition(facts, context) is True


def _is_required(step: Step, facts: Facts, context: Context) -> bool:
    assert isinstance(step.part, Question)
    if step.part.type in WITHOUT_ANSWER:
        return False
    if step.part.is_required or step.is_required is None:
        return step.part.is_required
    return step.is_required(facts, context) is True


def _row_count(value: Value, context: Context) -> int:
    """How many rows an answer asks for; none where it does not say."""
    number = as_number(value, context)
    if isinstance(number, Missing) or not is_sensible(number):
        return 0
    return max(0, min(MOST_COUNTED_ROWS, int(number)))


def _as_shown(step: Step, facts: Facts, context: Context) -> Question:
    """The step's question with those of its options that can be chosen now."""
    question, shows = step.part, step.shows
    assert isinstance(question, Question)
    if shows is None:
        return question
    known = dict(facts)
    blank = {option_column(name): "" for option in question.options for name, _ in option.columns}
    shown = []
    for option in question.options:
        own = {option_column(name): text for name, text in option.columns}
        known.update({**blank, **own, option_column("name"): option.code})
        if shows(known, context) is True:
            shown.append(option)
    return replace(question, options=tuple(shown))


def _is_offered(question: Question, value: Value) -> bool:
    """Whether the options of an answer are shown; of a ranking, also whether it is complete."""
    is_filtered = question.choice_filter is not None
    match question.type, value:
        case QuestionType.RANKING, tuple():
            return {option.code for option in question.options} == set(value)
        case QuestionType.CHOOSE_ONE, str() if is_filtered:
            return question.option(value) is not None
        case QuestionType.CHOOSE_SEVERAL, tuple() if is_filtered:
            return {option.code for option in question.options} >= set(value)
    return True
