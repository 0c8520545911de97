"""Stored answers as facts: from what JSON can hold to what the logic engine reads.

Stored is one flat object, question code → value: a missing key was not asked (or not reached),
`null` was left blank, `{"missing": "dont_know"}` says so; decimals are strings, dates ISO strings,
a file is `{"file": key, "name": its name}`. What is calculated is not stored.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from surveys.logic.kinds import as_xpath_text, number_in, plain
from surveys.logic.values import Facts, Missing, Row, Value
from surveys.questionnaire import Question, Questionnaire, QuestionType

Stored = Mapping[str, object]
NO_VALUE = (Missing.NOT_ASKED, Missing.BLANK, Missing.NOT_COMPUTABLE)


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
            return tuple(decode_row(question, row) for row in stored)
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


def decode_row(repeat: Question, stored: Stored) -> Row:
    """One row of a repeat; cells of columns that it does not have are left out."""
    columns = {column.code: column for column in repeat.children}
    return {
        code: decode_one(columns[code], cell) for code, cell in stored.items() if code in columns
    }


def encode_one(question: Question, value: Value) -> object:
    """What is stored for a value that an expression gives as the answer to `question`.

    A text that spells the answer will do, as XLSForm writes it: "2024-03-01", or codes with a space
    between them. None where the value cannot be an answer to it. `decode_one` gives the value back.
    """
    stored = _encoded(question, as_xpath_text(value)) if value not in NO_VALUE else None
    return None if decode_one(question, stored) is Missing.NOT_COMPUTABLE else stored


def _encoded(question: Question, text: str) -> object:
    match question.type:
        case QuestionType.INTEGER | QuestionType.MONEY | QuestionType.YEAR:
            number = number_in(text)
            is_whole = not isinstance(number, Missing) and number == int(number)
            return int(number) if is_whole and not isinstance(number, Missing) else None
        case QuestionType.DECIMAL | QuestionType.PERCENT:
            number = number_in(text)
            return None if isinstance(number, Missing) else plain(number)
        case QuestionType.DATE:
            return text[: len("2024-03-01")]
        case QuestionType.MONTH:
            return text[: len("2024-03")]
        case QuestionType.CHOOSE_ONE:
            return text if question.option(text) else None
        case QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING:
            codes = [code for code in text.split() if question.option(code)]
            return codes or None
        case QuestionType.REPEAT | QuestionType.FILE:
            return None
    return text or None


def as_counted(stored: object, value: Value) -> object:
    """Of a stored answer, what counts: a repeat's rows without what is not asked in them."""
    if not isinstance(stored, list) or not isinstance(value, tuple):
        return stored
    return [
        {code: cell for code, cell in row.items() if code in counted}
        if isinstance(row, Mapping) and isinstance(counted, Mapping)
        else row
        for row, counted in zip(stored, value, strict=False)
    ]


def files_named(stored: object) -> Iterator[str]:
    """The keys of all files that stored answers name, in rows of repeats, too."""
    match stored:
        case {"file": str(key)}:
            yield key
        case Mapping():
            for one in stored.values():
                yield from files_named(one)
        case list():
            for one in stored:
                yield from files_named(one)


def digest(stored: Stored) -> str:
    """sha256 of the answers in one canonical spelling, as 64 hexadecimal digits."""
    canonical = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
