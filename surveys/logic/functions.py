"""What the functions of the operator table compute: choices, rows, numbers, texts, today.

The same promises as `operations.py`: no exception, `Missing.NOT_COMPUTABLE` for what has no result,
and the first missing argument names the reason.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal

from surveys.logic.kinds import (
    Context,
    Number,
    as_codes,
    as_number,
    as_rows,
    as_text,
    is_sensible,
    number_in,
)
from surveys.logic.operations import EXACT, addition
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


# --- numbers, text, time ------------------------------------------------------------------------


def number(values: Sequence[Value], context: Context) -> Number | Missing:
    """The number itself, or the one that a text spells."""
    value = values[0]
    return number_in(value) if isinstance(value, str) else as_number(value, context)


def whole_part(values: Sequence[Value], context: Context) -> int | Missing:
    """Without the decimals: towards zero."""
    found = number(values, context)
    if isinstance(found, Missing):
        return found
    whole = Decimal(found).to_integral_value(ROUND_DOWN)
    return int(whole) if is_sensible(whole) else NOT_COMPUTABLE


def rounded(values: Sequence[Value], context: Context) -> Number | Missing:
    """To so many decimals (0 if not said); a half goes up, as in XPath 1.0 section 4.4."""
    found = as_number(values[0], context)
    places = as_number(values[1], context) if len(values) > 1 else 0
    if isinstance(found, Missing) or isinstance(places, Missing):
        return found if isinstance(found, Missing) else NOT_COMPUTABLE
    if places != int(places) or not -_MOST_PLACES <= places <= _MOST_PLACES:
        return NOT_COMPUTABLE
    shifted = EXACT.scaleb(Decimal(found), int(places))
    half_up = EXACT.add(shifted, Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    result = EXACT.scaleb(half_up, -int(places))
    if not is_sensible(result):
        return NOT_COMPUTABLE
    return result if places > 0 else int(result)


def length(values: Sequence[Value], context: Context) -> int | Missing:
    """How many characters the text has."""
    text = as_text(values[0], context)
    return text if isinstance(text, Missing) else len(text)


def today(values: Sequence[Value], context: Context) -> Value:
    return context.today
