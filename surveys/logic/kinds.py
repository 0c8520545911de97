"""The kinds of value an expression deals in, and how one kind is read as another.

There are two ways to read a value that is not of the wanted kind. `Blanks.UNKNOWN`, the platform's
own: a missing answer stays missing, and another kind is `NOT_COMPUTABLE`. `Blanks.AS_XPATH`, for
imported skip logic: XPath 1.0 section 4 converts, and a missing answer is the empty string.
`NOT_COMPUTABLE` then plays the part of XPath's NaN.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias, cast

from surveys.logic.values import Missing, Row, Value

Number: TypeAlias = int | Decimal

EPOCH = date(1970, 1, 1)  # ODK counts a date as days since then
MOST_BITS = 400  # of a whole number; a longer result is an author's mistake
MOST_EXPONENT = 120  # of a decimal, either way
_XPATH_NUMBER = re.compile(r"\s*(-?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60}))\s*")


class Blanks(Enum):
    """What a missing answer means."""

    UNKNOWN = "unknown"  # nothing is known: the condition that needs it is unknown, too
    AS_XPATH = "as_xpath"  # the empty string, as XLSForm's skip logic has it


@dataclass(frozen=True, slots=True)
class Context:
    """All that an evaluation depends on besides the expression and the answers."""

    today: date
    blanks: Blanks = Blanks.UNKNOWN

    @property
    def is_xpath(self) -> bool:
        return self.blanks is Blanks.AS_XPATH


def is_sensible(value: Value) -> bool:
    """False for a number too long to go on calculating with."""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) <= MOST_EXPONENT
    return not isinstance(value, int) or value.bit_length() <= MOST_BITS


class Kind(Enum):
    """What sort of thing a value is. The string is how a message names it."""

    BOOLEAN = "yes or no"
    NUMBER = "a number"
    TEXT = "text"
    DATE = "a date"
    CHOICE = "one chosen option"  # a value of text whose texts are known
    CHOICES = "several chosen options"
    ROWS = "repeated rows"


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
            return (value - EPOCH).days
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
            return value.isoformat()
        case int():
            return str(value)
        case Decimal():
            return plain(value)
    return " ".join(one for one in value if isinstance(one, str))


def as_codes(value: Value, context: Context) -> tuple[str, ...] | Missing:
    """The chosen options, be it one or several; a blank is none for XPath."""
    if isinstance(value, tuple):
        is_codes = all(isinstance(one, str) for one in value)
        return cast("tuple[str, ...]", value) if is_codes else Missing.NOT_COMPUTABLE
    text = as_text(value, context)
    return text if isinstance(text, Missing) else tuple(text.split())


def as_rows(value: Value, context: Context) -> tuple[Row, ...] | Missing:
    """Repeated rows; a missing group has none for XPath."""
    if isinstance(value, tuple) and all(isinstance(one, Mapping) for one in value):
        return cast("tuple[Row, ...]", value)
    if isinstance(value, Missing):
        return () if context.is_xpath else value
    return Missing.NOT_COMPUTABLE


def plain(number: Number) -> str:
    """Digits as a person writes them: no exponent, no trailing zeros after the point."""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
