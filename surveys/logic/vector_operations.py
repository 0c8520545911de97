"""Operators on vectors: what numpy does exactly, it does; everything else is the operator's own.

A comparison and a calculation are numpy's where all operands are numbers, or both are days, and the
result cannot get too long. Where one is missing, the result depends on nothing but the reason: the
operator itself is asked once for each. What is left (texts that spell numbers, days and numbers
mixed) goes `by_cases`: the operator computes each different combination of arguments once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from surveys.logic.kinds import Blanks, Context, Kind
from surveys.logic.operations import Operation, answered
from surveys.logic.operators import OPERATORS
from surveys.logic.values import Missing, Value
from surveys.logic.vectors import (
    CODE_OF_TRUTH,
    DAY,
    LIMIT,
    MISSING,
    NUMBER,
    OTHER,
    REASONS,
    TRUTHS,
    Coded,
    Codes,
    Numbers,
    Ranks,
    Small,
    Truths,
    Vector,
    Whole,
)

_MOST_CASES = 2**20  # combinations of values that are worth an array of their own
_THREE_BITS = np.uint8(3)
_SOME_DAY = date(2000, 1, 1)


# --- any operator -------------------------------------------------------------------------------


def by_cases(op: str, args: Sequence[Vector], context: Context, size: int) -> Coded | Truths:
    """By the operator's own computation, once for each combination of arguments that occurs."""
    row = OPERATORS[op]
    coded = [argument.coded for argument in args]
    rows, codes = _cases([one for one in coded if not one.is_constant], size)
    columns = [[one.table[code] for code in one.codes.take(rows)] for one in coded]
    results = computed(row.compute, columns, context, len(rows))
    if row.gives is Kind.BOOLEAN:
        found = np.array([CODE_OF_TRUTH[_truth(one)] for one in results], np.uint8)
        return Truths(found.take(codes))
    return Coded(codes, results)


def computed(
    compute: Operation, columns: Sequence[Sequence[Value]], context: Context, size: int
) -> list[Value]:
    """What the operator itself makes of each of so many cases."""
    if not columns:
        return [compute((), context)] * size
    return [compute(values, context) for values in zip(*columns, strict=True)]


def _cases(varying: Sequence[Coded], size: int) -> tuple[Codes, Codes]:
    """A submission for each combination that occurs, and which combination each submission is."""
    every = np.arange(size)
    combined, count = np.zeros(size, np.intp), 1
    for one in varying:
        count *= len(one.table)
        if count > _MOST_CASES:
            return every, every
        combined = combined * len(one.table) + one.codes
    example = np.full(count, -1, np.intp)
    example[combined] = every
    occurring = np.flatnonzero(example >= 0)
    number = np.zeros(count, np.intp)
    number[occurring] = np.arange(len(occurring))
    return example.take(occurring), number.take(combined)


def _truth(value: Value) -> bool | Missing:
    assert isinstance(value, bool | Missing)
    return value


# --- truth --------------------------------------------------------------------------------------


def junction(op: str, args: Sequence[Truths]) -> Truths:
    """Kleene's and or or, argument by argument: the first missing one stays the reason."""
    table = _junction_table(op)
    return Truths(
        reduce(lambda one, other: table.take(one << _THREE_BITS | other), [a.codes for a in args])
    )


@lru_cache
def _junction_table(op: str) -> Small:
    """The code of both, at 8 times the code of the one plus the code of the other."""
    compute, context = OPERATORS[op].compute, Context(_SOME_DAY)
    table = np.zeros(64, np.uint8)
    for (at, one), (place, other) in product(enumerate(TRUTHS), repeat=2):
        table[at << 3 | place] = CODE_OF_TRUTH[_truth(compute((one, other), context))]
    return table


def negation(truths: Truths) -> Truths:
    exchanged = np.arange(len(TRUTHS), dtype=np.uint8)
    exchanged[:2] = 1, 0
    return Truths(exchanged.take(truths.codes))


def chosen(condition: Truths, yes: Coded, no: Coded) -> Coded:
    """The value of if()."""
    table = [*REASONS, *yes.table, *no.table]
    reasons = condition.codes.astype(np.intp) - CODE_OF_TRUTH[REASONS[0]]
    of_yes, of_no = yes.codes + len(REASONS), no.codes + len(REASONS) + len(yes.table)
    codes = np.where(condition.codes == CODE_OF_TRUTH[True], of_yes, of_no)
    return Coded(np.where(reasons >= 0, reasons, codes), table)


def first_answered(args: Sequence[Coded], context: Context) -> Coded:
    """The value of coalesce()."""
    table: list[Value] = []
    codes = args[0].codes
    is_open = np.ones(len(codes), np.bool_)
    for one in args:
        has_value = np.array([answered((value,), context) for value in one.table], np.bool_)
        is_found = has_value.take(one.codes) & is_open
        codes = np.where(is_found, one.codes + len(table), codes)
        is_open &= ~is_found
        table += one.table
    return Coded(codes, table)


# --- numbers and days ---------------------------------------------------------------------------

_Comparison: TypeAlias = Callable[[Whole, Whole], NDArray[np.bool_]]
COMPARISONS: Mapping[str, _Comparison] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
CALCULATIONS = frozenset({"+", "-", "*", "neg"})

# What becomes of a pair of ranks, where it is no value: numpy's result, or the operator's own.
_NUMPY, _OPERATOR = 254, 255


def compared(op: str, left: Vector, right: Vector, context: Context, size: int) -> Truths:
    """=, !=, <, <=, > or >=."""
    are_ranked = left.has_ranks and right.has_ranks
    whole = _aligned(left.ranks, right.ranks) if are_ranked else None
    if whole is None:
        found = by_cases(op, (left, right), context, size)
        assert isinstance(found, Truths)
        return found
    fates = _fates(op, context.blanks).take(_pairs(left.ranks, right.ranks))
    codes = np.where(fates < _NUMPY, fates, COMPARISONS[op](*whole).view(np.uint8))
    rows = np.flatnonzero(fates == _OPERATOR)
    if len(rows):
        own = by_cases(op, (left.take(rows), right.take(rows)), context, len(rows))
        assert isinstance(own, Truths)
        codes[rows] = own.codes
    return Truths(codes)


def calculated(op: str, args: Sequence[Vector], context: Context, size: int) -> Vector:
    """+, -, * or neg."""
    if not all(argument.has_ranks for argument in args):
        return by_cases(op, args, context, size)
    operands = [argument.ranks for argument in args]
    if op == "neg":  # 0 - x
        operands.insert(0, Coded.constant(0, size).ranks)
    result: Ranks | None = operands[0]
    for operand in operands[1:]:
        result = result and _calculated("-" if op == "neg" else op, result, operand, context)
    if result is None:
        return by_cases(op, args, context, size)
    rows = np.flatnonzero(result.kinds == OTHER)
    if not len(rows):
        return Numbers(result, {})
    own = by_cases(op, [argument.take(rows) for argument in args], context, len(rows))
    return Numbers(result, {int(row): own.at(at) for at, row in enumerate(rows)})


def _calculated(op: str, left: Ranks, right: Ranks, context: Context) -> Ranks | None:
    """One step; None where a number gets too long."""
    kinds = _kinds(op, context.blanks).take(_pairs(left, right))
    scale = max(left.scale, right.scale)
    if op == "*":
        scale = left.scale + right.scale
        if left.bound * right.bound >= LIMIT:
            return None
        whole = left.whole * right.whole
    else:
        aligned = _aligned(left, right)
        if aligned is None:
            return None
        whole = aligned[0] + aligned[1] if op == "+" else aligned[0] - aligned[1]
    result = Ranks(np.where(kinds == NUMBER, whole, 0), scale, kinds)
    return result if result.bound < LIMIT else None


def _aligned(left: Ranks, right: Ranks) -> tuple[Whole, Whole] | None:
    """Both at one scale; None where that is too long."""
    scale = max(left.scale, right.scale)
    one, other = left.at_scale(scale), right.at_scale(scale)
    return None if one is None or other is None else (one, other)


def _pairs(left: Ranks, right: Ranks) -> Small:
    return left.kinds << _THREE_BITS | right.kinds


@lru_cache
def _fates(op: str, blanks: Blanks) -> Small:
    """For each pair of kinds, the code of the comparison's truth, _NUMPY or _OPERATOR."""
    fates = np.full(64, _OPERATOR, np.uint8)
    fates[[NUMBER << 3 | NUMBER, DAY << 3 | DAY]] = _NUMPY
    for pair, result in _with_a_missing_one(op, blanks):
        fates[pair] = CODE_OF_TRUTH[_truth(result)]
    return fates


@lru_cache
def _kinds(op: str, blanks: Blanks) -> Small:
    """For each pair of kinds, the kind of what the calculation gives."""
    kinds = np.full(64, OTHER, np.uint8)
    kinds[NUMBER << 3 | NUMBER] = NUMBER
    if op == "-":
        kinds[DAY << 3 | DAY] = NUMBER
    for pair, result in _with_a_missing_one(op, blanks):
        assert isinstance(result, Missing)
        kinds[pair] = MISSING + REASONS.index(result)
    return kinds


def _with_a_missing_one(op: str, blanks: Blanks) -> Iterator[tuple[int, Value]]:
    """Each pair of kinds of which one says that nothing is there, with what the operator gives."""
    examples: dict[int, Value] = {NUMBER: 1, DAY: _SOME_DAY}
    examples |= {MISSING + at: reason for at, reason in enumerate(REASONS)}
    for (kind, one), (other_kind, other) in product(examples.items(), repeat=2):
        if max(kind, other_kind) >= MISSING:
            values = (one, other)
            yield kind << 3 | other_kind, OPERATORS[op].compute(values, Context(_SOME_DAY, blanks))
