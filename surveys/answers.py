"""Stored answers as facts: from what JSON can hold to what the logic engine reads.

Stored is one flat object, question code → value: a missing key was not asked (or not reached),
`null` was left blank, `{"missing": "dont_know"}` says so; decimals are strings, dates ISO strings,
a file is `{"file": key, "name": its name}`. What is calculated is not stored.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from surveys.logic.values import Facts, Missing, Value
from surveys.questionnaire import Question, Questionnaire, QuestionType

Stored = Mapping[str, object]


def decode(questionnaire: Questionnaire, stored: Stored) -> Facts:
    """The facts that `stored` holds; codes that the questionnaire does not know are left out."""
    known = questionnaire.questions_by_code
    return {code: decode_one(known[code], value) for code, value in stored.items() if code in known}


def decode_one(question: Question, stored: object) -> Value:
    """One stored value; NOT_COMPUTABLE where it is not of the question's type."""
    if stored is None or stored == "" or stored == []:
        return Missing.BLANK
    try:
        if isinstance(stored, Mapping) and "missing" in stored:
            return Missing(stored["missing"])
        return _decode_value(question, stored)
    except (ValueError, TypeError, LookupError, AttributeError, InvalidOperation):
        return Missing.NOT_COMPUTABLE


def _decode_value(question: Question, stored: object) -> Value:
    match question.type:
        case QuestionType.INTEGER | QuestionType.MONEY | QuestionType.YEAR:
            return int(str(stored))
        case QuestionType.DECIMAL | QuestionType.PERCENT if (
            number := Decimal(str(stored))
        ).is_finite():
            return number
        case QuestionType.DATE:
            return date.fromisoformat(str(stored))
        case QuestionType.MONTH:
            return date.fromisoformat(f"{stored}-01")
        case QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING if isinstance(stored, list | tuple):
            return tuple(str(code) for code in stored)
        case QuestionType.FILE if isinstance(stored, Mapping):
            return str(stored["name"])
        case QuestionType.REPEAT if isinstance(stored, list | tuple):
            columns = {column.code: column for column in question.children}
            return tuple(
                {
                    code: decode_one(columns[code], cell)
                    for code, cell in row.items()
                    if code in columns
                }
                for row in stored
            )
        case (
            QuestionType.DECIMAL
            | QuestionType.PERCENT
            | QuestionType.CHOOSE_SEVERAL
            | QuestionType.RANKING
            | QuestionType.REPEAT
            | QuestionType.FILE
        ):
            raise TypeError(stored)
        case _:
            return str(stored)


def digest(stored: Stored) -> str:
    """sha256 of the answers in one canonical spelling, as 64 hexadecimal digits."""
    canonical = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
