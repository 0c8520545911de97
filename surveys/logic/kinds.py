"""The kinds of value an expression deals in, and how one kind is read as another.

There are two ways to read a value that is not of the wanted kind. `Blanks.UNKNOWN`, the platform's
own: a missing answer stays missing, and another kind is `NOT_COMPUTABLE`. `Blanks.AS_XPATH`, for
imported skip logic: XPath 1.0 section 4 converts, and a missing answer is the empty string.
`NOT_COMPUTABLE` then plays the part of XPath's NaN.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TypeAlias, cast

from surveys.logic.text import Text
from surveys.logic.values import Missing, Row, Value

Number: TypeAlias = int | Decimal

EPOCH = date(1970, 1, 1)  # ODK counts a date as days since then
MICROSECONDS = 24 * 60 * 60 * 10**6  # in a day
MOST_BITS = 400  # of a whole number; a longer result is an author's mistake
MOST_EXPONENT = 120  # of a decimal, either way
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_XPATH_NUMBER = re.compile(r"\s*(-?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60}))\s*")


class Blanks(Enum):
    """What a missing answer means."""

    UNKNOWN = "unknown"  # nothing is known: the condition that needs it is unknown, too
    AS_XPATH = "as_xpath"  # the empty string, as XLSForm's skip logic has it


class Context:
    """All that an evaluation depends on besides the expression and the answers.

    `today` is a date, or a local date and time where the time of day matters to now().
    """

    __slots__ = ("blanks", "is_xpath", "now", "today")

    def __init__(self, today: date, blanks: Blanks = Blanks.UNKNOWN) -> None:
        moment = today if isinstance(today, datetime) else datetime.combine(today, time())
        self.now = moment.replace(tzinfo=None)
        self.today = self.now.date()
        self.blanks = blanks
        self.is_xpath = blanks is Blanks.AS_XPATH


def is_sensible(value: Value) -> bool:
    """False for a number too long to go on calculating with, or none at all."""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) <= MOST_EXPONENT
    return not isinstance(value, int) or value.bit_length() <= MOST_BITS


def is_infinite(value: Value) -> bool:
    """What XPath makes of a division by zero."""
    return isinstance(value, Decimal) and value.is_infinite()


def moment_rank(value: date) -> int:
    """Microseconds since the first day; a date without a time of day is its midnight."""
    if isinstance(value, datetime):
        return (
            value.toordinal() * MICROSECONDS
            + ((value.hour * 60 + value.minute) * 60 + value.second) * 10**6
            + value.microsecond
        )
    return value.toordinal() * MICROSECONDS


def days_between(later: date, earlier: date) -> Number:
    """A whole number where both are at the same time of day."""
    whole, rest = divmod(moment_rank(later) - moment_rank(earlier), MICROSECONDS)
    return whole + Decimal(rest) / MICROSECONDS if rest else whole


class Kind(Enum):
    """What sort of thing a value is."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"  # with or without a time of day
    CHOICE = "choice"  # a value of text whose texts are known
    CHOICES = "choices"
    ROWS = "rows"


KIND_NAMES: Mapping[Kind, Text] = {
    Kind.BOOLEAN: Text(ko="예 또는 아니요", en="yes or no"),
    Kind.NUMBER: Text(ko="숫자", en="a number"),
    Kind.TEXT: Text(ko="텍스트", en="text"),
    Kind.DATE: Text(ko="날짜", en="a date"),
    Kind.CHOICE: Text(ko="선택지 하나", en="one chosen option"),
    Kind.CHOICES: Text(ko="선택지 여러 개", en="several chosen options"),
    Kind.ROWS: Text(ko="반복 항목", en="repeated rows"),
}
"""How a message names a kind."""


def kind_of(value: Value) -> Kind | None:
    """The kind of a value; None for a missing one. A chosen option is TEXT, for all one can see."""
    match value:
        case bool():
            return Kind.BOOLEAN
        case int() | Decimal():
            return Kind.NUMBER
        case str():
            return Kind.TEXT
        case date():
            return Kind.DATE
        case tuple():
            return Kind.ROWS if value and isinstance(value[0], Mapping) else Kind.CHOICES
    return None


def as_truth(value: Value, context: Context) -> bool | Missing:
    """True, False, or why neither is known. Under AS_XPATH never missing."""
    if isinstance(value, bool):
        return value
    if not context.is_xpath:
        return value if isinstance(value, Missing) else Missing.NOT_COMPUTABLE
    match value:
        case Missing():
            return False
        case date():
            return True
        case int() | Decimal():
            return value != 0
    return len(cast("str | tuple[object, ...]", value)) > 0


def as_number(value: Value, context: Context) -> Number | Missing:
    """A number, or why there is none; booleans count as numbers for XPath only."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if not context.is_xpath:
        return value if isinstance(value, Missing) else Missing.NOT_COMPUTABLE
    match value:
        case bool():
            return int(value)
        case date():
            return days_between(value, EPOCH)
    return number_in(as_xpath_text(value))


def number_in(text: str) -> Number | Missing:
    """The number a text spells, by XPath's grammar: no exponent, no thousands separator."""
    found = _XPATH_NUMBER.fullmatch(text)
    if not found:
        return Missing.NOT_COMPUTABLE
    digits = found[1]
    return Decimal(digits) if "." in digits else int(digits)


def as_text(value: Value, context: Context) -> str | Missing:
    if isinstance(value, str):
        return value
    if context.is_xpath:
        return as_xpath_text(value)
    return value if isinstance(value, Missing) else Missing.NOT_COMPUTABLE


def spelled(value: Value, context: Context) -> str | Missing:
    """How a value is written out; a missing one is "" for XPath."""
    if isinstance(value, Missing) and not context.is_xpath:
        return value
    return as_xpath_text(value)


def as_xpath_text(value: Value) -> str:
    """XPath's string() of a value; several chosen options are parted by a space."""
    match value:
        case Missing():
            return "NaN" if value is Missing.NOT_COMPUTABLE else ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case date():
            return value.isoformat()  # of a moment: with its time of day
        case int():
            return str(value)
        case Decimal():
            return plain(value)
    return " ".join(one for one in value if isinstance(one, str))


def as_codes(value: Value, context: Context) -> tuple[str, ...] | Missing:
    """The chosen options, be it one or several; a blank is none for XPath."""
    if isinstance(value, tuple):
        if value and not isinstance(value[0], str):
            return Missing.NOT_COMPUTABLE  # rows
        return cast("tuple[str, ...]", value)
    text = as_text(value, context)
    return text if isinstance(text, Missing) else tuple(text.split())


def whole(value: Value, context: Context) -> int | Missing:
    """The number without its decimals, towards zero: a position, a count of characters."""
    found = as_number(value, context)
    if isinstance(found, Missing):
        return found
    return int(found) if is_sensible(found) else Missing.NOT_COMPUTABLE


def as_date(value: Value, context: Context) -> date | Missing:
    """A date: itself, or one that a text spells, or a number of days since 1970-01-01."""
    match value:
        case date():
            return value
        case bool():
            return Missing.NOT_COMPUTABLE
        case str():
            return date_in(value)
        case int() | Decimal():
            days = whole(value, context)
            try:
                return days if isinstance(days, Missing) else EPOCH + timedelta(days=days)
            except OverflowError:
                return Missing.NOT_COMPUTABLE
    return value if isinstance(value, Missing) else Missing.NOT_COMPUTABLE


def date_in(text: str) -> date | Missing:
    """The date, or local date and time, that a text spells as ISO 8601 does, with hyphens."""
    if not _ISO_DATE.match(text):
        return Missing.NOT_COMPUTABLE
    try:
        if len(text) == len("2026-03-01"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return Missing.NOT_COMPUTABLE


def nothing(context: Context, why: Missing = Missing.NOT_COMPUTABLE) -> str | Missing:
    """A text that there is not: for XPath the empty one, for a text is never NaN."""
    return "" if context.is_xpath else why


def as_rows(value: Value, context: Context) -> tuple[Row, ...] | Missing:
    """Repeated rows; a missing group has none for XPath."""
    if isinstance(value, tuple) and all(isinstance(one, Mapping) for one in value):
        return cast("tuple[Row, ...]", value)
    if isinstance(value, Missing):
        return () if context.is_xpath else value
    return Missing.NOT_COMPUTABLE


def plain(number: Number) -> str:
    """Digits as a person writes them: no exponent, no trailing zeros after the point."""
    if is_infinite(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
