"""What the date functions compute; the promises are those of `choices.py`.

A date is counted as days since 1970-01-01 in local time, so that one without a time of day is a
whole number (the ODK XForms specification, "dates"). Formats follow the same specification.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from surveys.logic.kinds import (
    EPOCH,
    MICROSECONDS,
    Context,
    Number,
    as_date,
    days_between,
    is_sensible,
    nothing,
    spelled,
)
from surveys.logic.operations import EXACT
from surveys.logic.values import Missing, Value

NOT_COMPUTABLE = Missing.NOT_COMPUTABLE

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_ESCAPE: re.Pattern[str] = re.compile(r"%(.?)", re.DOTALL)
_SPELLINGS: Mapping[str, Callable[[datetime], str]] = {
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: _DAYS[moment.weekday()],
    "b": lambda moment: _MONTHS[moment.month - 1],
    "%": lambda moment: "%",
}
_MIDNIGHT = datetime.combine(EPOCH, time())
FORMAT_CODES = tuple(f"%{code}" for code in _SPELLINGS)


def unknown_format_codes(written: str) -> list[str]:
    """What a format holds that is no code of format-date, in its order."""
    return [code[0] for code in _ESCAPE.finditer(written) if code[1] not in _SPELLINGS]


def today(values: Sequence[Value], context: Context) -> Value:
    return context.today


def now(values: Sequence[Value], context: Context) -> Value:
    return context.now


def day(values: Sequence[Value], context: Context) -> Value:
    """The date that a text or a number of days spells; of a moment, its day."""
    found = _date(values[0], context)
    return found.date() if isinstance(found, datetime) else found


def moment(values: Sequence[Value], context: Context) -> Value:
    """The date and time that a text or a number of days spells; a date stays one."""
    days = values[0]
    if isinstance(days, bool) or not isinstance(days, int | Decimal):
        return _date(days, context)
    if not is_sensible(days):
        return NOT_COMPUTABLE
    try:
        return _MIDNIGHT + timedelta(microseconds=int(EXACT.multiply(days, MICROSECONDS)))
    except OverflowError:
        return NOT_COMPUTABLE


def day_number(values: Sequence[Value], context: Context) -> Number | Missing:
    found = _date(values[0], context)
    if isinstance(found, str):
        return NOT_COMPUTABLE
    return found if isinstance(found, Missing) else days_between(found, EPOCH)


def formatted(values: Sequence[Value], context: Context) -> str | Missing:
    found, written = _date(values[0], context), spelled(values[1], context)
    if not isinstance(found, date):
        return nothing(context, found) if isinstance(found, Missing) else ""
    if isinstance(written, Missing) or unknown_format_codes(written):
        return nothing(context, written if isinstance(written, Missing) else NOT_COMPUTABLE)
    moment = found if isinstance(found, datetime) else datetime.combine(found, time())
    return _ESCAPE.sub(lambda code: _SPELLINGS[code[1]](moment), written)


def _date(value: Value, context: Context) -> date | str | Missing:
    """The date; for XPath a blank stays the empty text that it is."""
    if context.is_xpath and (value == "" or isinstance(value, Missing)):
        return NOT_COMPUTABLE if value is NOT_COMPUTABLE else ""
    return as_date(value, context)
