"""The values of one expression for many submissions at once, as numpy arrays.

A vector is of one of three sorts, and each can say what any submission's value is:

* `Coded`: numbers into a table of values. Answers repeat, so that what is true of a value has to be
  worked out once only.
* `Truths`: the same where the table is `TRUTHS`.
* `Numbers`: results of arithmetic, which repeat less.

To compare and to calculate, numpy sees values as `Ranks`, which are exact: whole numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from surveys.logic.kinds import Context, as_truth
from surveys.logic.operations import EXACT
from surveys.logic.values import Missing, Value

Codes: TypeAlias = NDArray[np.intp]
Small: TypeAlias = NDArray[np.uint8]
Whole: TypeAlias = NDArray[np.int64]

TRUTHS: tuple[bool | Missing, ...] = (False, True, *Missing)
CODE_OF_TRUTH: Mapping[bool | Missing, int] = {truth: code for code, truth in enumerate(TRUTHS)}

# What a rank is of: something numpy cannot work with, a number, a day, or (from here on) nothing.
OTHER, NUMBER, DAY, MISSING = 0, 1, 2, 3
REASONS: tuple[Missing, ...] = tuple(Missing)
_CODE_OF_REASON = {reason: MISSING + at for at, reason in enumerate(REASONS)}

MOST_DECIMALS = 6  # that numpy calculates with; a number with more is OTHER
LIMIT = 2**62  # of a rank: the sum of two still fits


@dataclass(frozen=True)
class Ranks:
    """Numbers and days as multiples of 10**-scale; `kinds` says which, and why if neither."""

    whole: Whole
    scale: int
    kinds: Small

    @cached_property
    def bound(self) -> int:
        """No rank is further from zero."""
        if not len(self.whole):
            return 0
        return max(int(self.whole.max()), -int(self.whole.min()))

    def take(self, codes: Codes) -> "Ranks":
        return Ranks(self.whole.take(codes), self.scale, self.kinds.take(codes))

    def at_scale(self, scale: int) -> Whole | None:
        """The same at this scale, which is no smaller; None where that would be too long."""
        factor = 10 ** (scale - self.scale)
        if factor == 1:
            return self.whole
        return self.whole * factor if self.bound * factor < LIMIT else None


def ranks_of(values: Sequence[Value]) -> Ranks:
    """Each value's rank. What is too long or too fine is OTHER, like what is no number or day."""
    fineness = [_decimals(value) if type(value) is Decimal else 0 for value in values]
    scale = max([one for one in fineness if one <= MOST_DECIMALS], default=0)
    whole = [0] * len(values)
    kinds = bytearray(len(values))
    for at, value in enumerate(values):
        rank, kind = 0, NUMBER
        if type(value) is int:
            rank = value * 10**scale
        elif isinstance(value, Missing):
            kind = _CODE_OF_REASON[value]
        elif type(value) is Decimal and fineness[at] <= scale and value.adjusted() < 19:
            rank = int(EXACT.scaleb(value, scale))
        elif type(value) is date:  # a moment is OTHER
            rank, kind = value.toordinal() * 10**scale, DAY
        else:
            continue
        if -LIMIT < rank < LIMIT:
            whole[at], kinds[at] = rank, kind
    return Ranks(np.array(whole, np.int64), scale, np.frombuffer(kinds, np.uint8))


def _decimals(number: Decimal) -> int:
    """Digits after the point; of an infinity, more than any number has."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else MOST_DECIMALS + 1


@dataclass(frozen=True)
class Coded:
    """The value of submission i is `table[codes[i]]`."""

    codes: Codes
    table: Sequence[Value]

    @classmethod
    def constant(cls, value: Value, size: int) -> "Coded":
        return cls(np.broadcast_to(np.intp(0), (size,)), (value,))

    @property
    def size(self) -> int:
        return len(self.codes)

    @property
    def is_constant(self) -> bool:
        return len(self.table) == 1

    def at(self, row: int) -> Value:
        return self.table[int(self.codes[row])]

    @property
    def coded(self) -> "Coded":
        return self

    def take(self, rows: Codes) -> "Coded":
        """The values of these submissions only."""
        return Coded(self.codes.take(rows), self.table)

    @property
    def has_ranks(self) -> bool:
        """Whether there is a number or a day among them."""
        kinds = self.table_ranks.kinds
        return bool(((kinds == NUMBER) | (kinds == DAY)).any())

    @cached_property
    def table_ranks(self) -> Ranks:
        return ranks_of(self.table)

    @cached_property
    def ranks(self) -> Ranks:
        return self.table_ranks.take(self.codes)

    def truths(self, context: Context) -> "Truths":
        """What each counts for as a condition."""
        codes = [CODE_OF_TRUTH[as_truth(value, context)] for value in self.table]
        return Truths(np.array(codes, np.uint8).take(self.codes))


@dataclass(frozen=True)
class Truths:
    """The value of submission i is `TRUTHS[codes[i]]`."""

    codes: Small

    @property
    def size(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> Value:
        return TRUTHS[int(self.codes[row])]

    def take(self, rows: Codes) -> "Truths":
        return Truths(self.codes.take(rows))

    @property
    def has_ranks(self) -> bool:
        return False

    @property
    def ranks(self) -> Ranks:
        return self.coded.ranks

    @property
    def coded(self) -> Coded:
        return Coded(self.codes.astype(np.intp), TRUTHS)

    def truths(self, context: Context) -> "Truths":
        return self.coded.truths(context) if context.is_xpath else self


@dataclass(frozen=True)
class Numbers:
    """Ranks that are results; `others` holds the values of those submissions that are OTHER."""

    ranks: Ranks
    others: Mapping[int, Value]

    @property
    def size(self) -> int:
        return len(self.ranks.whole)

    def at(self, row: int) -> Value:
        kind = int(self.ranks.kinds[row])
        if kind == NUMBER:
            return self._number(int(self.ranks.whole[row]))
        return self.others[row] if kind == OTHER else REASONS[kind - MISSING]

    @property
    def has_ranks(self) -> bool:
        return True

    def take(self, rows: Codes) -> "Numbers":
        others: dict[int, Value] = {}
        if self.others:
            others = {at: self.others[row] for at, row in enumerate(rows) if row in self.others}
        return Numbers(self.ranks.take(rows), others)

    @cached_property
    def coded(self) -> Coded:
        """Every number once, then the reasons, then the others one by one."""
        distinct, codes = np.unique(self.ranks.whole, return_inverse=True)
        table: list[Value] = [self._number(int(one)) for one in distinct]
        kinds = self.ranks.kinds.astype(np.intp)
        codes = np.where(kinds >= MISSING, kinds - MISSING + len(table), codes)
        table += REASONS
        rows = list(self.others)
        codes[rows] = np.arange(len(table), len(table) + len(rows))
        table += self.others.values()
        return Coded(codes, table)

    def truths(self, context: Context) -> Truths:
        return self.coded.truths(context)

    def _number(self, rank: int) -> Value:
        return EXACT.scaleb(Decimal(rank), -self.ranks.scale) if self.ranks.scale else rank


Vector: TypeAlias = Coded | Truths | Numbers
