"""Stored answers as facts."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from surveys.answers import as_counted, decode_one, digest, encode_one
from surveys.logic.text import Text
from surveys.logic.values import Missing, Value
from surveys.questionnaire import Option, Question, QuestionType

T = QuestionType


def question(kind: QuestionType) -> Question:
    column = Question("count", T.INTEGER, Text("수", "Count"))
    children = (column,) if kind is T.REPEAT else ()
    options = tuple(Option(code, Text(code, code)) for code in ("cost", "none"))
    return Question("q", kind, Text("질문", "Question"), children=children, options=options)


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
        (T.RANKING, ["none", "cost"], ("none", "cost")),
        (T.FILE, {"file": "a key", "name": "plan.pdf"}, "plan.pdf"),
        (T.FILE, {"file": "a key"}, Missing.NOT_COMPUTABLE),
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


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (T.TEXT, "시연", "시연"),
        (T.TEXT, 38, "38"),
        (T.TEXT, True, "true"),
        (T.INTEGER, 38, 38),
        (T.INTEGER, Decimal("38.0"), 38),
        (T.INTEGER, "38", 38),
        (T.INTEGER, Decimal("38.5"), None),
        (T.DECIMAL, Decimal("12.50"), "12.5"),
        (T.PERCENT, 12, "12"),
        (T.MONEY, 1_200_000_000, 1_200_000_000),
        (T.DATE, date(2024, 2, 29), "2024-02-29"),
        (T.DATE, datetime(2024, 2, 29, 9, 30), "2024-02-29"),
        (T.DATE, "soon", None),
        (T.MONTH, date(2024, 2, 1), "2024-02"),
        (T.CHOOSE_ONE, "cost", "cost"),
        (T.CHOOSE_ONE, "gone", None),
        (T.CHOOSE_SEVERAL, ("none", "cost"), ["none", "cost"]),
        (T.CHOOSE_SEVERAL, "cost none gone", ["cost", "none"]),
        (T.RANKING, "none cost", ["none", "cost"]),
        (T.FILE, "plan.pdf", None),
        (T.TEXT, "", None),
        (T.INTEGER, Missing.BLANK, None),
        (T.INTEGER, Missing.NOT_COMPUTABLE, None),
    ],
)
def test_a_value_is_stored_as_an_answer_to_the_question(
    kind: QuestionType, value: Value, stored: object
) -> None:
    assert encode_one(question(kind), value) == stored


def test_of_rows_only_what_is_asked_counts() -> None:
    stored = [{"kind": "full", "hours": 8}, {"kind": "part", "hours": 9}, {"kind": "full"}]
    counted = ({"kind": "full", "is_first": True}, {"kind": "part", "hours": 9})
    assert as_counted(stored, counted) == [{"kind": "full"}, {"kind": "part", "hours": 9}]
    assert as_counted(["a", "b"], ("a", "b")) == ["a", "b"]
    assert as_counted({"missing": "dont_know"}, Missing.DONT_KNOW) == {"missing": "dont_know"}
