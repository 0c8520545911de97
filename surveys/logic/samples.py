"""Values worth trying: enough of them that a claim that no one of them meets is never met.

Claims compare a value with constants. Between two neighbouring constants all values are alike, so
that one from each gap, and the constants themselves, stand for all there are.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from surveys.logic.kinds import Number
from surveys.logic.operations import EXACT
from surveys.logic.schema import FactType
from surveys.logic.values import Missing, Value

NOTHING: tuple[Value, ...] = (Missing.BLANK, Missing.NOT_COMPUTABLE)
"""Whatever has no value is one of these to XPath; a choice of options is always computable."""


def numbers(constants: Iterable[Number], known: FactType) -> list[Value]:
    """Numbers within the bounds of the type; 0 always counts as a constant."""
    bounds = [one for one in (known.minimum, known.maximum) if one is not None]
    marks = sorted({Decimal(one) for one in (0, *constants, *bounds)})
    tried: list[Number] = []
    if known.is_whole:
        for mark in marks:
            tried += [floor(mark) - 1, floor(mark), ceil(mark), ceil(mark) + 1]
    else:
        between = [EXACT.divide(EXACT.add(one, other), 2) for one, other in pairwise(marks)]
        tried += [EXACT.subtract(marks[0], 1), *marks, *between, EXACT.add(marks[-1], 1)]
    return [*(one for one in dict.fromkeys(tried) if _is_within(one, known)), *NOTHING]


def _is_within(number: Number, known: FactType) -> bool:
    return (known.minimum is None or number >= known.minimum) and (
        known.maximum is None or number <= known.maximum
    )


def days(constants: Iterable[date], known: FactType) -> list[Value]:
    """Days, and where it is not said that there are only days, moments between them."""
    marks = {one.date() if isinstance(one, datetime) else one for one in constants}
    tried: list[date] = []
    for mark in sorted(marks or {date(2000, 1, 1)}):
        tried += [_later(mark, step) for step in (-1, 0, 1)]
    hours = () if known.is_whole else (0, 12)
    moments = [datetime.combine(day, time(hour)) for day in tried for hour in hours]
    return [*dict.fromkeys(tried), *moments, *NOTHING]


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def texts(constants: Iterable[str]) -> list[Value]:
    """Each of them, and one that is none of them."""
    tried = list(dict.fromkeys(constants))
    return [*tried, "".join(tried) + "?", "", *NOTHING]


def selections(chosen: Iterable[str], not_chosen: Iterable[str], known: FactType) -> list[Value]:
    """Every number of options that can be chosen with these and without those, and each alone.

    None at all is the empty one: a blank.
    """
    wanted = tuple(dict.fromkeys(chosen))
    free = [one for one in known.options if one not in {*wanted, *not_chosen, *known.exclusive}]
    tried: list[Value] = [(one,) for one in known.options]
    if set(wanted) <= set(known.options) - known.exclusive:
        tried += [(*wanted, *free[:count]) for count in range(len(free) + 1)]
    return tried
