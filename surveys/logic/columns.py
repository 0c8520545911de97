"""Expressions for all submissions of a wave at once, by numpy.

The values are those of the traced interpreter (`evaluate.py`), always. Numbers, days and truths are
computed as arrays; whatever depends on one answer only is worked out once for each of its different
values; and what numpy cannot do exactly, the operators themselves do, case by case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import overload

import numpy as np

from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kinds import Blanks, Context
from surveys.logic.repeated_rows import AGGREGATES, Cells, aggregated
from surveys.logic.values import Facts, Missing, Value
from surveys.logic.vector_operations import (
    CALCULATIONS,
    COMPARISONS,
    by_cases,
    calculated,
    chosen,
    compared,
    first_answered,
    junction,
    negation,
)
from surveys.logic.vectors import TRUTHS, Coded, Codes, Vector


@dataclass(frozen=True)
class Columns:
    """The answers of so many submissions, question by question."""

    size: int
    by_name: Mapping[str, Coded]
    _cells: dict[tuple[str, str], Cells] = field(default_factory=dict, repr=False, compare=False)
    _entries: dict[str, "Columns"] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, facts: Sequence[Facts], names: Iterable[str] | None = None) -> "Columns":
        """One submission's facts each; with `names`, only the answers to these questions."""
        if names is None:
            names = dict.fromkeys(name for one in facts for name in one)
        return cls(len(facts), {name: _column(facts, name) for name in names})

    def column(self, name: str) -> Coded:
        found = self.by_name.get(name)
        return Coded.constant(Missing.NOT_ASKED, self.size) if found is None else found

    def entries(self, name: str) -> "Columns":
        """Every different answer to one question, as if each were a submission's only one."""
        if name not in self._entries:
            table = self.column(name).table
            self._entries[name] = Columns(len(table), {name: Coded(np.arange(len(table)), table)})
        return self._entries[name]

    def cells(self, repeat: str, name: str) -> Cells:
        """One column of repeated rows, taken apart when it is first needed."""
        key = repeat, name
        if key not in self._cells:
            self._cells[key] = Cells.of(self.column(repeat), name)
        return self._cells[key]


def _column(facts: Sequence[Facts], name: str) -> Coded:
    """Each different value once: 1 and true and 1.0 are three."""
    codes: list[int] = []
    table: list[Value] = []
    known: dict[tuple[type, Value], int] = {}
    for one in facts:
        value = one.get(name, Missing.NOT_ASKED)
        try:
            code = known.setdefault((type(value), value), len(table))
        except TypeError:  # repeated rows: none is like another
            code = len(table)
        if code == len(table):
            table.append(value)
        codes.append(code)
    return Coded(np.array(codes, np.intp), table or [Missing.NOT_ASKED])


@dataclass(frozen=True, slots=True)
class Tally:
    """Of how many submissions a condition is true, false, or unknown and why."""

    true: int = 0
    false: int = 0
    missing: Mapping[Missing, int] = field(default_factory=dict)

    @property
    def unknown(self) -> int:
        return sum(self.missing.values())


class Outcomes(Sequence[Value]):
    """One value per submission, in their order."""

    def __init__(self, vector: Vector, context: Context) -> None:
        self._vector = vector
        self._context = context

    def __len__(self) -> int:
        return self._vector.size

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> list[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | list[Value]:
        if isinstance(index, slice):
            return [self._vector.at(row) for row in range(*index.indices(len(self)))]
        return self._vector.at(range(len(self))[index])

    @property
    def tally(self) -> Tally:
        """How they count as conditions; what is no condition counts as NOT_COMPUTABLE."""
        codes = self._vector.truths(self._context).codes
        counts = [int(one) for one in np.bincount(codes, minlength=len(TRUTHS))]
        missing = {
            reason: count
            for reason, count in zip(TRUTHS, counts, strict=True)
            if isinstance(reason, Missing) and count
        }
        return Tally(false=counts[0], true=counts[1], missing=missing)


def evaluate_columns(
    expression: Expression, columns: Columns, *, today: date, blanks: Blanks = Blanks.UNKNOWN
) -> Outcomes:
    """The expression's value for each submission; `today` as in `evaluate`."""
    context = Context(today, blanks)
    return Outcomes(_vector(expression, columns, context), context)


def _vector(expression: Expression, columns: Columns, context: Context) -> Vector:
    match expression:
        case Literal(value=value):
            return Coded.constant(value, columns.size)
        case Answer(name=name):
            return columns.column(name)
        case Apply():
            fewer = _fewer(expression, columns)
            if fewer is None:
                return _applied(expression, columns, context)
            return _vector(expression, fewer[0], context).take(fewer[1])


def _fewer(expression: Expression, columns: Columns) -> tuple[Columns, Codes] | None:
    """Each different value of the one answer that it reads, and which of them each submission has.

    None where it reads several answers, or where hardly two submissions have the same.
    """
    names = answers_read(expression)
    if len(names) > 1:
        return None
    if not names:
        return None if columns.size == 1 else (Columns(1, {}), np.zeros(columns.size, np.intp))
    (name,) = names
    column = columns.column(name)
    if len(column.table) >= columns.size:
        return None
    return columns.entries(name), column.codes


def _applied(expression: Apply, columns: Columns, context: Context) -> Vector:
    match expression:
        case Apply(op="count", args=(Answer(name=repeat),)):
            return aggregated("count", columns.cells(repeat, ""), context)
        case Apply(
            op=op, args=(Apply(op="column", args=(Answer(name=repeat), Literal(value=str(name)))),)
        ) if op in AGGREGATES:
            return aggregated(op, columns.cells(repeat, name), context)
    args = [_vector(argument, columns, context) for argument in expression.args]
    match expression.op, args:
        case (("and" | "or" as op), _):
            return junction(op, [one.truths(context) for one in args])
        case "not", [one]:
            return negation(one.truths(context))
        case "if", [condition, yes, no]:
            return chosen(condition.truths(context), yes.coded, no.coded)
        case "coalesce", _:
            return first_answered([one.coded for one in args], context)
        case op, [left, right] if op in COMPARISONS:
            return compared(op, left, right, context, columns.size)
        case op, _ if op in CALCULATIONS:
            return calculated(op, args, context, columns.size)
    return by_cases(expression.op, args, context, columns.size)
