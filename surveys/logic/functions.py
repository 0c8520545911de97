"""What the functions of the operator table compute: choices, repeated rows, numbers, lookups.

The same promises as `operations.py`: no exception, `Missing.NOT_COMPUTABLE` for what has no result,
and the first missing argument names the reason.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal

from surveys.logic.kinds import (
    Context,
    Number,
    as_codes,
    as_number,
    as_rows,
    as_text,
    is_infinite,
    is_sensible,
    number_in,
    spelled,
    whole,
)
from surveys.logic.operations import EXACT, addition, answered
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE
_MOST_PLACES = 30


# --- choices ------------------------------------------------------------------------------------


def selected(values: Sequence[Value], context: Context) -> bool | Missing:
    """Whether the option was chosen; works on one chosen option as on several."""
    codes, code = as_codes(values[0], context), as_text(values[1], context)
    if isinstance(codes, Missing):
        return codes
    return code if isinstance(code, Missing) else code in codes


def count_selected(values: Sequence[Value], context: Context) -> int | Missing:
    codes = as_codes(values[0], context)
    return codes if isinstance(codes, Missing) else len(codes)


def selected_at(values: Sequence[Value], context: Context) -> str | Missing:
    """The chosen option at a place counted from 0; beyond the last there is none."""
    codes, place = as_codes(values[0], context), whole(values[1], context)
    if isinstance(codes, Missing):
        return codes
    if isinstance(place, Missing):
        return place
    return codes[place] if 0 <= place < len(codes) else _nothing(context)


def lookup(values: Sequence[Value], context: Context) -> str | Missing:
    """The entry of a list for a key: (list, column, key column, key, k1, v1, k2, v2 …)."""
    key = spelled(values[3], context)
    if isinstance(key, Missing):
        return key
    entries = values[4:]
    for at in range(0, len(entries) - 1, 2):
        if entries[at] == key:
            found = entries[at + 1]
            return found if isinstance(found, str) else NOT_COMPUTABLE
    return _nothing(context)


def _nothing(context: Context) -> str | Missing:
    """What a place that does not exist holds: the empty text for XPath."""
    return "" if context.is_xpath else NOT_COMPUTABLE


# --- repeated rows ------------------------------------------------------------------------------


def column(values: Sequence[Value], context: Context) -> Value:
    """The rows with this one column left: what an aggregate works on."""
    rows, code = as_rows(values[0], context), values[1]
    if isinstance(rows, Missing) or not isinstance(code, str):
        return rows if isinstance(rows, Missing) else NOT_COMPUTABLE
    return tuple({code: row.get(code, Missing.NOT_ASKED)} for row in rows)


def count(values: Sequence[Value], context: Context) -> int | Missing:
    """How many rows there are."""
    rows = as_rows(values[0], context)
    return rows if isinstance(rows, Missing) else len(rows)


def count_answered(values: Sequence[Value], context: Context) -> int | Missing:
    """In how many rows the column has a value."""
    cells = _cells(values[0], context)
    return cells if isinstance(cells, Missing) else sum(answered((one,), context) for one in cells)


def cell_of_row(values: Sequence[Value], context: Context) -> Value:
    """(rows, column, number of the row from 1): what stands there."""
    rows, code, place = as_rows(values[0], context), values[1], whole(values[2], context)
    if isinstance(rows, Missing) or isinstance(place, Missing):
        return rows if isinstance(rows, Missing) else place
    if not (1 <= place <= len(rows) and isinstance(code, str)):
        return _nothing(context)
    return rows[place - 1].get(code, Missing.NOT_ASKED)


def total(values: Sequence[Value], context: Context) -> Value:
    """The sum of a column; 0 without rows. One cell that is missing makes it missing."""
    cells = _cells(values[0], context)
    return cells if isinstance(cells, Missing) else addition((0, *cells), context)


def _extreme(
    values: Sequence[Value], context: Context, is_further: Callable[[Number, Number], bool]
) -> Value:
    """Of a column, or of the arguments; of nothing, there is none."""
    cells: Sequence[Value] | Missing = values
    if len(values) == 1 and isinstance(values[0], tuple):
        cells = _cells(values[0], context)
    if isinstance(cells, Missing):
        return cells
    furthest: Number | None = None
    for cell in cells:
        number = as_number(cell, context)
        if isinstance(number, Missing):
            return number
        if furthest is None or is_further(number, furthest):
            furthest = number
    return NOT_COMPUTABLE if furthest is None else furthest


def smallest(values: Sequence[Value], context: Context) -> Value:
    return _extreme(values, context, lambda one, other: one < other)


def largest(values: Sequence[Value], context: Context) -> Value:
    return _extreme(values, context, lambda one, other: one > other)


def _cells(value: Value, context: Context) -> tuple[Value, ...] | Missing:
    rows = as_rows(value, context)
    if isinstance(rows, Missing):
        return rows
    if any(len(row) != 1 for row in rows):
        return NOT_COMPUTABLE  # whole rows, where a column is needed
    return tuple(cell for row in rows for cell in row.values())


# --- numbers --------------------------------------------------------------------------------


def number(values: Sequence[Value], context: Context) -> Number | Missing:
    """The number itself, or the one that a text spells."""
    value = values[0]
    return number_in(value) if isinstance(value, str) else as_number(value, context)


def whole_part(values: Sequence[Value], context: Context) -> int | Missing:
    """Without the decimals: towards zero."""
    found = number(values, context)
    return found if isinstance(found, Missing) else whole(found, context)


def rounded(values: Sequence[Value], context: Context) -> Number | Missing:
    """To so many decimals (0 if not said); a half goes up, as in XPath 1.0 section 4.4."""
    found = as_number(values[0], context)
    places = as_number(values[1], context) if len(values) > 1 else 0
    if isinstance(found, Missing) or isinstance(places, Missing):
        return found if isinstance(found, Missing) else NOT_COMPUTABLE
    if is_infinite(found):
        return found
    if (
        not is_sensible(places)
        or places != int(places)
        or not -_MOST_PLACES <= places <= _MOST_PLACES
    ):
        return NOT_COMPUTABLE
    shifted = EXACT.scaleb(Decimal(found), int(places))
    half_up = EXACT.add(shifted, Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    result = EXACT.scaleb(half_up, -int(places))
    if not is_sensible(result):
        return NOT_COMPUTABLE
    return result if places > 0 else int(result)
