"""All submissions at once: counts, exactness at every limit, and that numpy does the work."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest

from surveys.logic import vector_operations
from surveys.logic.columns import Columns, Tally, evaluate_columns
from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import Apply, Literal
from surveys.logic.kinds import Blanks
from surveys.logic.values import Missing, Value
from surveys.logic.vectors import MISSING
from surveys.logic.xlsform_syntax import parse
from tests.surveys.logic.waves import wave

TODAY = date(2026, 3, 1)
BLANK, DONT_KNOW, NOT_ASKED = Missing.BLANK, Missing.DONT_KNOW, Missing.NOT_ASKED
NOT_COMPUTABLE = Missing.NOT_COMPUTABLE


def over(
    text: str, answers: Sequence[Value], name: str = "x", blanks: Blanks = Blanks.UNKNOWN
) -> list[Value]:
    columns = Columns.of([{name: answer} for answer in answers])
    return list(evaluate_columns(parse(text), columns, today=TODAY, blanks=blanks))


def test_tally_counts_true_false_and_each_reason() -> None:
    columns = Columns.of([{"x": one} for one in (1, 5, 9, BLANK, DONT_KNOW, BLANK, "odd")] + [{}])
    outcomes = evaluate_columns(parse("${x} < 5"), columns, today=TODAY)
    assert outcomes.tally == Tally(
        true=1,
        false=2,
        missing={BLANK: 2, DONT_KNOW: 1, NOT_COMPUTABLE: 1, NOT_ASKED: 1},
    )
    assert outcomes.tally.unknown == 5
    as_xpath = evaluate_columns(parse("${x} < 5"), columns, today=TODAY, blanks=Blanks.AS_XPATH)
    assert as_xpath.tally == Tally(true=1, false=7)


def test_tally_of_what_is_no_condition() -> None:
    columns = Columns.of([{"x": 0}, {"x": 7}, {}])
    tally = evaluate_columns(parse("${x} + 1"), columns, today=TODAY).tally
    assert tally == Tally(missing={NOT_COMPUTABLE: 2, NOT_ASKED: 1})


def test_outcomes_are_a_sequence() -> None:
    outcomes = evaluate_columns(
        parse("${x} > 1"), Columns.of([{"x": 1}, {"x": 2}, {}]), today=TODAY
    )
    assert (len(outcomes), outcomes[0], outcomes[-1]) == (3, False, NOT_ASKED)
    assert outcomes[1:] == [True, NOT_ASKED]
    with pytest.raises(IndexError):
        outcomes[3]


def test_nobody_has_submitted_yet() -> None:
    for text in ("${x} > 1", "true()", "sum(${x}/n) = 0 and today() > date('2026-01-01')"):
        outcomes = evaluate_columns(parse(text), Columns.of([]), today=TODAY)
        assert list(outcomes) == []
        assert outcomes.tally == Tally()


def test_questions_that_were_left_out_were_not_asked() -> None:
    columns = Columns.of([{"x": 1, "y": 2}] * 3, ["x"])
    assert list(evaluate_columns(parse("${x} = 1"), columns, today=TODAY)) == [True] * 3
    assert list(evaluate_columns(parse("${y} = 2"), columns, today=TODAY)) == [NOT_ASKED] * 3


def test_equal_to_python_is_not_the_same_answer() -> None:
    answers: list[Value] = [1, True, Decimal("1.0"), "1", 1, True]
    assert over("${x}", answers) == answers
    assert [type(one) for one in over("${x}", answers)] == [type(one) for one in answers]
    expected = [True, NOT_COMPUTABLE, True, NOT_COMPUTABLE, True, NOT_COMPUTABLE]
    assert over("${x} = 1", answers) == expected


@pytest.mark.parametrize(
    ("text", "answers", "values"),
    [
        # beyond what a machine word holds, on both sides of the limit
        ("${x} + ${x}", [2**61, 2**62 - 1, 2**62, -(2**63)], [2**62, 2**63 - 2, 2**63, -(2**64)]),
        ("${x} * ${x}", [2**30, 2**31, 3, 2**40], [2**60, 2**62, 9, 2**80]),
        ("${x} * ${x}", [2**40, 3], [2**80, 9]),
        ("${x} + ${x} + ${x}", [2**62 - 1, 1], [3 * (2**62 - 1), 3]),
        ("${x} < 0.000001", [0, 2**60, 1, -(2**60)], [True, False, False, True]),
        ("sum(${x}/n)", [({"n": 2**61},) * 4, ({"n": 1},)], [2**63, 1]),
        ("${x} - 1", [-(2**62), 10**30, 0], [-(2**62) - 1, 10**30 - 1, -1]),
        ("${x} < 4611686018427387904", [2**62 - 1, 2**62, 2**62 + 1], [True, False, False]),
        ("${x} < 0.000001", [0, 2**60, Decimal("1e-6"), 1], [True, False, False, False]),
        # finer than what is calculated with
        ("${x} = 0.3", [Decimal("0.30"), Decimal("0.3000001"), 3], [True, False, False]),
        ("${x} > 0.0000001", [Decimal("0.0000001"), Decimal("0.0000002"), 0], [False, True, False]),
        ("${x} + 0.1 = 0.3", [Decimal("0.2"), Decimal("0.20000001"), 2], [True, False, False]),
        ("${x} * 0.1", [Decimal("0.2"), 5], [Decimal("0.02"), Decimal("0.5")]),
        # infinities, moments and other oddities are left to the operators
        ("${x} > 1", [Decimal("Infinity"), Decimal("-Infinity"), 2], [True, False, True]),
        ("${x} < today()", [datetime(2026, 2, 28, 23), date(2026, 3, 1), 1],
         [True, False, NOT_COMPUTABLE]),
        ("today() - ${x}", [date(2026, 2, 27), datetime(2026, 2, 28, 12), BLANK],
         [2, Decimal("0.5"), BLANK]),
        ("${x} + 1", [date(2026, 2, 28), 1, "a"], [date(2026, 3, 1), 2, NOT_COMPUTABLE]),
        ("-${x}", [5, Decimal("-2.5"), BLANK], [-5, Decimal("2.5"), BLANK]),
        # the reason stays
        ("${x} + ${y}", [1, DONT_KNOW, NOT_COMPUTABLE], [NOT_ASKED, DONT_KNOW, NOT_COMPUTABLE]),
        ("${x} + 'a' + ${y}", [1, DONT_KNOW], [NOT_COMPUTABLE, DONT_KNOW]),
        ("if(${x}, 1, 'b')", [True, False, BLANK, 3], [1, "b", BLANK, NOT_COMPUTABLE]),
        ("coalesce(${x}, ${y}, 7)", [1, BLANK, ""], [1, 7, 7]),
        ("coalesce(${x}, ${y})", [1, BLANK, DONT_KNOW], [1, BLANK, DONT_KNOW]),
        ("sum(${x}/n)", [({"n": 1}, {"n": Decimal("0.5")}), (), ({"n": BLANK},), BLANK, 3],
         [Decimal("1.5"), 0, BLANK, BLANK, NOT_COMPUTABLE]),
        ("sum(${x}/n)", [({"n": 2**61}, {"n": 2**61}), ({"n": 1},)], [2**62, 1]),
        ("count(${x})", [({"n": 1}, {}), (), DONT_KNOW, ("a",)],
         [2, 0, DONT_KNOW, NOT_COMPUTABLE]),
        ("count-non-empty(${x}/n)", [({"n": 1}, {}, {"n": ""}, {"n": 0}), ()], [2, 0]),
        ("min(${x}/n)", [({"n": 3}, {"n": 2}), (), ({"n": 9},)], [2, NOT_COMPUTABLE, 9]),
        ("max(${x}/n)", [(), ({"n": 3}, {"n": 2}), ({},)], [NOT_COMPUTABLE, 3, NOT_ASKED]),
    ],
)  # fmt: skip
def test_value_at_the_limits_of_numpy(text: str, answers: list[Value], values: list[Value]) -> None:
    assert over(text, answers) == values
    assert over(text, answers * 3) == values * 3
    for blanks in Blanks:
        one_by_one = [
            evaluate(parse(text), {"x": one}, today=TODAY, blanks=blanks) for one in answers
        ]
        assert over(text, answers, blanks=blanks) == one_by_one


def test_an_unreadable_pattern_is_no_reason_to_xpath() -> None:
    text = "regex(${x}, '(?=a)') or not(regex(${x}, '(?=a)'))"
    assert over(text, ["a", "b"]) == [NOT_COMPUTABLE, NOT_COMPUTABLE]
    assert over(text, ["a", "b"], blanks=Blanks.AS_XPATH) == [True, True]


REPRESENTATIVE = (
    "${employees} < 50 and ${revenue} >= 100000000 and ${share} > 12.5",
    "${revenue} > ${last_revenue} or ${revenue} - ${last_revenue} * 2 + ${employees} <= 0",
    "not(${head_office} = 'seoul') and (selected(${needs}, 'gpu') or selected(${needs}, 'npu'))",
    "${opened_on} >= date('2019-03-01') and today() - ${opened_on} < 2555",
    "if(${head_office} = 'gwangju', ${employees}, 0) + coalesce(${share}, 0) > 20",
    "sum(${openings}/count) >= 3 and count(${openings}) > 1 and max(${openings}/count) < 9",
    "-${revenue} < -5000000 and ${needs} != '' and ${employees} = ${employees}",
)


@pytest.mark.parametrize("text", REPRESENTATIVE)
@pytest.mark.parametrize("blanks", list(Blanks))
def test_a_wave_agrees_with_each_submission(text: str, blanks: Blanks) -> None:
    facts, expression = wave(700), parse(text)
    outcomes = evaluate_columns(expression, Columns.of(facts), today=TODAY, blanks=blanks)
    one_by_one = [evaluate(expression, one, today=TODAY, blanks=blanks) for one in facts]
    assert list(outcomes) == one_by_one
    assert outcomes.tally.true == one_by_one.count(True)
    assert outcomes.tally.false == one_by_one.count(False)


@pytest.mark.parametrize("text", REPRESENTATIVE)
def test_numpy_does_the_work(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operators themselves compute no more than the different answers to one question."""
    facts = wave(2000)
    columns = Columns.of(facts)
    computed: list[int] = []
    original = vector_operations.computed

    def counted(*args: object) -> list[Value]:
        results = original(*args)  # type: ignore[arg-type]
        computed.append(len(results))
        return results

    monkeypatch.setattr(vector_operations, "computed", counted)
    evaluate_columns(parse(text), columns, today=TODAY)
    assert sum(computed) < 100


def test_a_long_list_of_reasons_and_results_stays_apart() -> None:
    """More different results than a byte can number, and still every reason is its own."""
    answers: list[Value] = [*range(400), *Missing]
    doubled = [one * 2 if isinstance(one, int) else one for one in answers]
    columns = Columns.of([{"x": one, "y": 1} for one in answers])
    found = evaluate_columns(parse("coalesce(${x} + ${x} * ${y}, ${x})"), columns, today=TODAY)
    assert list(found) == doubled


def test_every_reason_has_a_code_of_three_bits() -> None:
    assert MISSING + len(Missing) <= 8


def test_a_constant_costs_nothing_per_submission() -> None:
    columns = Columns.of([{}] * 5)
    expression = Apply("and", (Literal(True), Literal(False)))
    assert list(evaluate_columns(expression, columns, today=TODAY)) == [False] * 5
