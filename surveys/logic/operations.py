"""What each operator computes: plain functions from the arguments' values to a value.

Every function gets the values of its arguments and the context, and never raises: what cannot be
computed is `Missing.NOT_COMPUTABLE`. Where several arguments are missing, the first decides which
reason is kept, so that a result does not depend on anything but the tree.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Context as DecimalContext
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TypeAlias

from surveys.logic.kinds import (
    MICROSECONDS,
    Context,
    Kind,
    Number,
    as_number,
    as_truth,
    as_xpath_text,
    date_in,
    days_between,
    is_infinite,
    is_sensible,
    kind_of,
    moment_rank,
    number_in,
)
from surveys.logic.values import Missing, Value

Operation: TypeAlias = Callable[[Sequence[Value], Context], Value]

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE
# Fixed, so that no result depends on the precision somebody set for the thread.
EXACT = DecimalContext(prec=60, traps=[DivisionByZero, InvalidOperation, Overflow])
# XPath's numbers know infinity: 1 div 0 is more than any other number.
IEEE = DecimalContext(prec=60, traps=[InvalidOperation, Overflow])


# --- truth (Kleene's strong three-valued logic) -------------------------------------------------


def all_of(values: Sequence[Value], context: Context) -> bool | Missing:
    """False if one is false; else the first missing one; else true."""
    return _decided(values, context, by=False)


def any_of(values: Sequence[Value], context: Context) -> bool | Missing:
    """True if one is true; else the first missing one; else false."""
    return _decided(values, context, by=True)


def _decided(values: Sequence[Value], context: Context, *, by: bool) -> bool | Missing:
    unknown: Missing | None = None
    for value in values:
        truth = value if value is True or value is False else as_truth(value, context)
        if truth is by:
            return by
        if unknown is None and isinstance(truth, Missing):
            unknown = truth
    return (not by) if unknown is None else unknown


def negation(values: Sequence[Value], context: Context) -> bool | Missing:
    truth = as_truth(values[0], context)
    return truth if isinstance(truth, Missing) else not truth


def answered(values: Sequence[Value], context: Context) -> bool:
    """Whether there is a value. Never unknown: "don't know" is no value, nor is an empty text."""
    return not isinstance(values[0], Missing) and values[0] not in ("", ())


def itself(values: Sequence[Value], context: Context) -> Value:
    """The argument as it is."""
    return values[0]


def choice_by_condition(values: Sequence[Value], context: Context) -> Value:
    truth = as_truth(values[0], context)
    if isinstance(truth, Missing):
        return truth
    return values[1] if truth else values[2]


def first_answered(values: Sequence[Value], context: Context) -> Value:
    """The first argument that has a value; if none has, the first's reason."""
    return next((value for value in values if answered((value,), context)), values[0])


# --- comparison ---------------------------------------------------------------------------------

_COMPARABLE = frozenset({Kind.BOOLEAN, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.CHOICES})
_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
# Two of one of these types compare as Python does it, whatever a blank means. (A moment does not:
# for XPath it is a text.)
_ALIKE = frozenset({bool, int, Decimal, str, date})


def equality(is_wanted: bool) -> Operation:
    """`=` for True, `!=` for False."""

    def compare(values: Sequence[Value], context: Context) -> bool | Missing:
        left, right = values
        if type(left) is type(right) and type(left) in _ALIKE:
            return (left == right) is is_wanted
        if context.is_xpath:
            return _is_xpath_equal(left, right, context) is is_wanted
        unknown = _incomparable(left, right, _COMPARABLE)
        if unknown is not None:
            return unknown
        if isinstance(left, date):
            return (_rank(left) == _rank(right)) is is_wanted
        return (left == right) is is_wanted

    return compare


def ordering(holds: Callable[[Number, Number], bool]) -> Operation:
    """`<`, `<=`, `>` or `>=`, given how it compares two numbers. Dates compare as day numbers."""

    def compare(values: Sequence[Value], context: Context) -> bool | Missing:
        left, right = values
        if type(left) is int or type(left) is Decimal:
            if type(right) is int or type(right) is Decimal:
                return holds(left, right)
        elif type(left) is date and type(right) is date:
            return holds(left.toordinal(), right.toordinal())
        if context.is_xpath:
            first, second = _xpath_order(left, context), _xpath_order(right, context)
            if isinstance(first, Missing) or isinstance(second, Missing):
                return False  # every comparison with NaN is false
            return holds(first, second)
        unknown = _incomparable(left, right, _ORDERED)
        return unknown or holds(_rank(left), _rank(right))

    return compare


def _incomparable(left: Value, right: Value, kinds: frozenset[Kind]) -> Missing | None:
    if isinstance(left, Missing):
        return left
    if isinstance(right, Missing):
        return right
    kind = kind_of(left)
    return None if kind in kinds and kind is kind_of(right) else NOT_COMPUTABLE


def _rank(value: Value) -> Number:
    if isinstance(value, date):
        return moment_rank(value)
    assert isinstance(value, int | Decimal)
    return value


def _is_xpath_equal(left: Value, right: Value, context: Context) -> bool:
    """XPath 1.0 section 3.4: as booleans if one is, else as numbers if one is, else as strings."""
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left, context) is as_truth(right, context)
    numeric = (int, Decimal)
    if NOT_COMPUTABLE in (left, right):
        return False
    if isinstance(left, numeric) or isinstance(right, numeric):
        first, second = as_number(left, context), as_number(right, context)
        return not isinstance(first, Missing) and first == second
    return as_xpath_text(left) == as_xpath_text(right)


def _xpath_order(value: Value, context: Context) -> Number | Missing:
    """A number to order by. ODK stores a date as text, so a text that spells a date is one."""
    if not isinstance(value, str):
        return as_number(value, context)
    found = date_in(value)
    return number_in(value) if isinstance(found, Missing) else as_number(found, context)


# --- arithmetic ---------------------------------------------------------------------------------


def addition(values: Sequence[Value], context: Context) -> Value:
    return _folded(values, context, _add)


def multiplication(values: Sequence[Value], context: Context) -> Value:
    return _folded(values, context, _multiply)


def subtraction(values: Sequence[Value], context: Context) -> Value:
    """Numbers; or days between two dates; or a date some days earlier."""
    return _folded(values, context, _subtract)


def division(values: Sequence[Value], context: Context) -> Value:
    """Exact to 60 digits; division by zero is not computable."""
    return _folded(values, context, _divide)


def remainder(values: Sequence[Value], context: Context) -> Value:
    """XPath's mod: the sign of the dividend."""
    return _folded(values, context, _mod)


def minus(values: Sequence[Value], context: Context) -> Value:
    return _folded((0, values[0]), context, _subtract)


def _folded(values: Sequence[Value], context: Context, step: "_Step") -> Value:
    operands = [_operand(value, context) for value in values]
    for operand in operands:
        if isinstance(operand, Missing):
            return operand
    arithmetic = IEEE if context.is_xpath else EXACT
    result = operands[0]
    for operand in operands[1:]:
        try:
            result = step(result, operand, arithmetic)
        except (ArithmeticError, ValueError):  # also a date before year 1 or after 9999
            return NOT_COMPUTABLE
        if isinstance(result, Missing) or not (is_sensible(result) or is_infinite(result)):
            return NOT_COMPUTABLE
    return result


def _operand(value: Value, context: Context) -> Value:
    return value if isinstance(value, date) else as_number(value, context)


_Step: TypeAlias = Callable[[Value, Value, DecimalContext], Value]


def _add(left: Value, right: Value, arithmetic: DecimalContext) -> Value:
    match left, right:
        case int(), int():
            return left + right
        case (date() as day, (int() | Decimal()) as days) | (
            (int() | Decimal()) as days,
            date() as day,
        ):
            return _later(day, days)
        case ((int() | Decimal()), (int() | Decimal())):
            return arithmetic.add(left, right)
    return NOT_COMPUTABLE


def _subtract(left: Value, right: Value, arithmetic: DecimalContext) -> Value:
    match left, right:
        case int(), int():
            return left - right
        case date(), date():
            return days_between(left, right)
        case date(), (int() | Decimal()):
            return _later(left, -right)
        case ((int() | Decimal()), (int() | Decimal())):
            return arithmetic.subtract(left, right)
    return NOT_COMPUTABLE


def _later(day: date, days: Number) -> Value:
    """The day so many days later; a moment also by parts of a day."""
    if isinstance(day, datetime):
        return day + timedelta(microseconds=int(days * MICROSECONDS))
    return day + timedelta(days=int(days)) if days == int(days) else NOT_COMPUTABLE


def _multiply(left: Value, right: Value, arithmetic: DecimalContext) -> Value:
    match left, right:
        case int(), int():
            return left * right
        case ((int() | Decimal()), (int() | Decimal())):
            return arithmetic.multiply(left, right)
    return NOT_COMPUTABLE


def _divide(left: Value, right: Value, arithmetic: DecimalContext) -> Value:
    match left, right:
        case ((int() | Decimal()), (int() | Decimal())):
            return arithmetic.divide(left, right or 0)  # the sign of a zero means nothing
    return NOT_COMPUTABLE


def _mod(left: Value, right: Value, arithmetic: DecimalContext) -> Value:
    match left, right:
        case int(), int():
            size = abs(left) % abs(right)
            return -size if left < 0 else size
        case ((int() | Decimal()), (int() | Decimal())):
            return arithmetic.remainder(left, right)
    return NOT_COMPUTABLE
