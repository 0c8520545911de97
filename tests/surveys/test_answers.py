"""Stored answers as facts."""

from datetime import date
from decimal import Decimal

import pytest

from surveys.answers import decode_one, digest
from surveys.logic.text import Text
from surveys.logic.values import Missing, Value
from surveys.questionnaire import Question, QuestionType

T = QuestionType


def question(kind: QuestionType) -> Question:
    column = Question("count", T.INTEGER, Text("수", "Count"))
    children = (column,) if kind is T.REPEAT else ()
    return Question("q", kind, Text("질문", "Question"), children=children)


@pytest.mark.parametrize(
    ("kind", "stored", "fact"),
    [
        (T.INTEGER, 38, 38),
        (T.MONEY, 1_200_000_000, 1_200_000_000),
        (T.PERCENT, "12.5", Decimal("12.5")),
        (T.DATE, "2024-02-29", date(2024, 2, 29)),
        (T.MONTH, "2024-02", date(2024, 2, 1)),
        (T.CHOOSE_ONE, "cost", "cost"),
        (T.CHOOSE_SEVERAL, ["cost", "none"], ("cost", "none")),
        (T.REPEAT, [{"count": 2, "gone": 1}], ({"count": 2},)),
        (T.TEXT, "시연", "시연"),
        (T.TEXT, None, Missing.BLANK),
        (T.TEXT, "", Missing.BLANK),
        (T.CHOOSE_SEVERAL, [], Missing.BLANK),
        (T.INTEGER, {"missing": "dont_know"}, Missing.DONT_KNOW),
        (T.INTEGER, {"missing": "prefer_not_to_say"}, Missing.PREFER_NOT_TO_SAY),
        (T.INTEGER, {"missing": "no such reason"}, Missing.NOT_COMPUTABLE),
        (T.INTEGER, "many", Missing.NOT_COMPUTABLE),
        (T.DECIMAL, "NaN", Missing.NOT_COMPUTABLE),
        (T.PERCENT, "Infinity", Missing.NOT_COMPUTABLE),
        (T.DATE, "2023-02-29", Missing.NOT_COMPUTABLE),
        (T.CHOOSE_SEVERAL, "cost", Missing.NOT_COMPUTABLE),
        (T.REPEAT, [7], Missing.NOT_COMPUTABLE),
    ],
)
def test_each_type_reads_what_is_stored(kind: QuestionType, stored: object, fact: Value) -> None:
    assert decode_one(question(kind), stored) == fact


def test_the_digest_knows_no_order_of_keys() -> None:
    assert digest({"a": 1, "b": "가"}) == digest({"b": "가", "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
