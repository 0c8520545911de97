"""The default column: a constant as it is typed, or an expression."""

import re
from datetime import date, datetime
from decimal import Decimal

from surveys.logic.expressions import Expression, Literal, LogicError
from surveys.logic.kinds import number_in
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.printer import unparse
from surveys.logic.values import Missing
from surveys.questionnaire import NUMERIC, QuestionType

_DATES = (QuestionType.DATE, QuestionType.MONTH)
_FUNCTIONS = [
    *(row.name for row in OPERATORS.values() if row.spelling is Spelling.FUNCTION),
    *("true", "false", "position", "indexed-repeat", "pulldata", "instance"),
]
_EXPRESSION = re.compile(
    r"\$\{|(?<![\w-])(?:" + "|".join(map(re.escape, _FUNCTIONS)) + r")\(|^(?:'[^']*'|\"[^\"]*\")$"
)


def constant(written: str, kind: QuestionType) -> Literal | None:
    """What the cell says if it is no expression; None where it has to be one."""
    if kind in NUMERIC:
        return _number(written, kind)
    if kind in _DATES:
        return _date(written, kind)
    return None if _EXPRESSION.search(written) else Literal(written)


def is_word(written: str, kind: QuestionType) -> bool:
    """Whether it is but a word, where a number or a date belongs."""
    has_other_values = kind in NUMERIC or kind in _DATES
    return has_other_values and bool(re.fullmatch(r"[^\W\d][\w -]*", written))


def written_default(default: Expression, kind: QuestionType) -> str:
    """The cell that is read as this default. LogicError where there is none."""
    if isinstance(default, Literal) and constant(str(default.value), kind) == default:
        return str(default.value)
    return unparse(default)


def _number(written: str, kind: QuestionType) -> Literal | None:
    day = _day(written) if kind is QuestionType.YEAR else None
    if day is not None:
        return Literal(day.year)
    found = number_in(written)
    if isinstance(found, Missing):
        return None
    is_whole = isinstance(found, Decimal) and found == found.to_integral_value()
    try:
        return Literal(int(found) if is_whole else found)
    except LogicError:  # longer than any number that somebody means
        return None


def _date(written: str, kind: QuestionType) -> Literal | None:
    if kind is QuestionType.MONTH:
        day = _day(f"{written}-01") or _day(written)
        return None if day is None else Literal(day.replace(day=1))
    day = _day(written)
    return None if day is None else Literal(day)


def _day(written: str) -> date | None:
    """The day of an ISO date, with or without a time."""
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|$)", written):
        return None
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        return None
