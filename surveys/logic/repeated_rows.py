"""Sums and counts over repeated rows, for all submissions at once.

The cells of all submissions lie in one array, those of one submission side by side. Where each of
them is a number, numpy adds them up; a submission with any other is left to the functions
themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from surveys.logic.kinds import Context, as_rows
from surveys.logic.operations import answered
from surveys.logic.values import Missing, Value
from surveys.logic.vector_operations import by_cases
from surveys.logic.vectors import (
    LIMIT,
    NUMBER,
    OTHER,
    Coded,
    Codes,
    Numbers,
    Ranks,
    Vector,
    Whole,
    ranks_of,
)

Flags: TypeAlias = NDArray[np.bool_]

AGGREGATES = frozenset({"sum", "min", "max", "count-non-empty"})  # of one column


@dataclass(frozen=True)
class Cells:
    """One column of a repeat; submission i has the cells from `starts[i]` to `starts[i + 1]`."""

    answers: Coded
    name: str
    starts: Codes
    ranks: Ranks
    has_value: Whole  # of each cell, 1 or 0
    has_rows: Flags  # of each submission: whether its answer is repeated rows at all

    @classmethod
    def of(cls, answers: Coded, name: str) -> "Cells":
        context = Context(date.min)
        cells: list[Value] = []
        starts = [0]
        has_rows = []
        for code in answers.codes:
            rows = as_rows(answers.table[code], context)
            has_rows.append(not isinstance(rows, Missing))
            if not isinstance(rows, Missing):
                cells += [row.get(name, Missing.NOT_ASKED) for row in rows]
            starts.append(len(cells))
        return cls(
            answers,
            name,
            np.array(starts, np.intp),
            ranks_of(cells),
            np.array([answered((one,), context) for one in cells], np.int64),
            np.array(has_rows, np.bool_),
        )

    @property
    def counts(self) -> Whole:
        """How many rows each submission has."""
        return np.diff(self.starts).astype(np.int64)

    def totals(self, whole: Whole) -> Whole:
        """The sum of each submission's cells, given what each cell counts for."""
        so_far = np.concatenate([np.zeros(1, np.int64), np.cumsum(whole)])
        totals: Whole = so_far[self.starts[1:]] - so_far[self.starts[:-1]]
        return totals

    @property
    def has_numbers(self) -> Flags:
        """Of each submission, whether every cell is a number."""
        is_odd = (self.ranks.kinds != NUMBER).astype(np.int64)
        is_pure: Flags = self.has_rows & (self.totals(is_odd) == 0)
        return is_pure


def aggregated(op: str, cells: Cells, context: Context) -> Numbers:
    """The value of count(rows), or of one of the AGGREGATES of one column."""
    size = cells.answers.size
    scale, whole, is_known = 0, np.zeros(size, np.int64), np.zeros(size, np.bool_)
    match op:
        case "count":
            whole, is_known = cells.counts, cells.has_rows
        case "count-non-empty":
            whole, is_known = cells.totals(cells.has_value), cells.has_rows
        case "sum" if cells.ranks.bound * len(cells.ranks.whole) < LIMIT:
            scale, whole = cells.ranks.scale, cells.totals(cells.ranks.whole)
            is_known = cells.has_numbers
        case "min" | "max":
            scale, is_known = cells.ranks.scale, cells.has_numbers & (cells.counts > 0)
            filled = cells.counts > 0
            extreme = np.minimum if op == "min" else np.maximum
            whole[filled] = extreme.reduceat(cells.ranks.whole, cells.starts[:-1][filled])
    kinds = np.where(is_known, NUMBER, OTHER).astype(np.uint8)
    rows = np.flatnonzero(~is_known)
    return Numbers(Ranks(whole, scale, kinds), _others(op, cells, rows, context))


def _others(op: str, cells: Cells, rows: Codes, context: Context) -> dict[int, Value]:
    """What the functions themselves make of these submissions."""
    given: Vector = cells.answers.take(rows)
    if op != "count":
        name = Coded.constant(cells.name, len(rows))
        given = by_cases("column", (given, name), context, len(rows))
    own = by_cases(op, (given,), context, len(rows))
    return {int(row): own.at(at) for at, row in enumerate(rows)}
