"""What the functions on numbers compute; the promises are those of `choices.py`."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal

from surveys.logic.kinds import (
    Context,
    Number,
    as_number,
    is_infinite,
    is_sensible,
    number_in,
    whole,
)
from surveys.logic.operations import EXACT
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE
_MOST_PLACES = 30


def number(values: Sequence[Value], context: Context) -> Number | Missing:
    """The number itself, or the one that a text spells."""
    value = values[0]
    return number_in(value) if isinstance(value, str) else as_number(value, context)


def whole_part(values: Sequence[Value], context: Context) -> int | Missing:
    """Without the decimals: towards zero."""
    found = number(values, context)
    return found if isinstance(found, Missing) else whole(found, context)


def rounded_down(values: Sequence[Value], context: Context) -> Number | Missing:
    return _to_whole(values[0], context, math.floor)


def rounded_up(values: Sequence[Value], context: Context) -> Number | Missing:
    return _to_whole(values[0], context, math.ceil)


def _to_whole(value: Value, context: Context, step: Callable[[Number], int]) -> Number | Missing:
    found = as_number(value, context)
    if isinstance(found, Missing) or is_infinite(found):
        return found
    return step(found) if is_sensible(found) else NOT_COMPUTABLE


def size(values: Sequence[Value], context: Context) -> Number | Missing:
    """Without its sign."""
    found = as_number(values[0], context)
    return found if isinstance(found, Missing) else max(found, -found)


def power(values: Sequence[Value], context: Context) -> Number | Missing:
    """To 60 digits; of a negative number, whole powers only."""
    base, exponent = (as_number(value, context) for value in values)
    if isinstance(base, Missing) or isinstance(exponent, Missing):
        return base if isinstance(base, Missing) else exponent
    try:
        result = EXACT.power(base, exponent)
    except ArithmeticError:
        return NOT_COMPUTABLE
    return result if is_sensible(result) else NOT_COMPUTABLE


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
