"""How a company stands against others: exact figures, and what must not be read from them."""

from decimal import Decimal

import pytest

from surveys.logic.kinds import Number
from surveys.logic.text import Text
from surveys.logic.values import Missing, Value
from surveys.peers import (
    NumberLine,
    Shares,
    Spread,
    Standing,
    TooFew,
    compared_questions,
    counted,
    figures_of,
    number_line,
    rounded,
    standing,
)
from surveys.questionnaire import Option, Question, QuestionType
from tests.every_type import EVERY_TYPE
from tests.factories import small_questionnaire

OPTIONS = tuple(Option(code, Text(code, code)) for code in ("a", "b", "c"))


def figures(kind: QuestionType, answers: list[Value]) -> object:
    question = Question("q", kind, Text("질문", "Question"), options=OPTIONS)
    return figures_of([question], [{"q": one} for one in answers])["q"]


# --- Numbers --------------------------------------------------------------------------------------


def test_a_number_needs_five_answers() -> None:
    assert figures(QuestionType.INTEGER, [1, 2, 3, 4]) == TooFew()
    assert figures(QuestionType.INTEGER, [5, 1, 4, 2, 3]) == Spread(5, median=3)


@pytest.mark.parametrize(
    "missing", [Missing.NOT_ASKED, Missing.BLANK, Missing.DONT_KNOW, Missing.PREFER_NOT_TO_SAY]
)
def test_no_answer_is_neither_a_number_nor_a_choice(missing: Missing) -> None:
    assert figures(QuestionType.INTEGER, [1, 2, 3, 4, missing]) == TooFew()
    assert figures(QuestionType.CHOOSE_ONE, ["a", "a", "a", "a", missing]) == TooFew()


def test_a_question_that_was_not_put_has_no_answer() -> None:
    question = Question("q", QuestionType.INTEGER, Text("질문", "Question"))
    assert figures_of([question], [{"q": 1}] * 4 + [{}]) == {"q": TooFew()}


def test_the_quartiles_need_ten_answers() -> None:
    nine: list[Value] = [*range(1, 10)]
    assert figures(QuestionType.INTEGER, nine) == Spread(9, median=5)
    assert figures(QuestionType.INTEGER, [*nine, 10]) == Spread(
        10, Decimal("5.5"), Decimal("3.25"), Decimal("7.75")
    )


def test_a_figure_repeats_no_amount_to_the_won() -> None:
    amounts: list[Value] = [1, 2, 1_234_567_891, 10**12, 10**12]
    assert figures(QuestionType.MONEY, amounts) == Spread(5, median=1_230_000_000)


def test_a_median_of_money_has_no_half_won() -> None:
    assert figures(QuestionType.MONEY, [1, 2, 3, 4, 5, 6]) == Spread(6, median=3)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (0, 0),
        (7, 7),
        (1234, 1230),
        (1235, 1240),
        (-1235, -1240),
        (999_500, 1_000_000),
        (Decimal("0.12345"), Decimal("0.123")),
        (Decimal("17.85"), Decimal("17.9")),
        (Decimal("12.0"), 12),
        (Decimal("0.00012"), 0),
    ],
)
def test_three_digits_count(exact: Number, shown: Number) -> None:
    assert rounded(exact) == shown


# --- Choices --------------------------------------------------------------------------------------


def test_a_choice_needs_five_answers() -> None:
    assert figures(QuestionType.CHOOSE_ONE, ["a"] * 4) == TooFew()
    assert figures(QuestionType.CHOOSE_ONE, ["a", "a", "a", "a", "b"]) == Shares(
        5, {"a": 80, "b": 20}
    )


def test_shares_are_of_those_who_answered_and_in_whole_percents() -> None:
    several: list[Value] = [("a", "b"), ("a",), ("a", "c"), ("b",), ("a",), ("a",), Missing.BLANK]
    assert figures(QuestionType.CHOOSE_SEVERAL, several) == Shares(6, {"a": 83, "b": 33, "c": 17})


def test_of_a_ranking_what_is_put_first_counts() -> None:
    rankings: list[Value] = [("a", "b", "c")] * 3 + [("b", "a", "c")] * 2
    assert figures(QuestionType.RANKING, rankings) == Shares(5, {"a": 60, "b": 40})


def test_an_option_of_another_version_is_no_answer_to_this_one() -> None:
    assert figures(QuestionType.CHOOSE_ONE, ["a", "a", "a", "a", "gone"]) == TooFew()
    mixed: list[Value] = [("a", "gone")] * 5
    assert figures(QuestionType.CHOOSE_SEVERAL, mixed) == Shares(5, {"a": 100})


# --- What is compared -----------------------------------------------------------------------------


def test_only_numbers_and_choices_are_compared() -> None:
    codes = [one.code for one in compared_questions(EVERY_TYPE)]
    assert codes == [
        *("staff", "latency", "sales", "share"),
        *("uses_gpu", "gpu_where", "region", "district", "stage"),
        *("need_space", "need_mentor", "need_parking", "priorities"),
        "sites",
    ]


def test_what_is_agreed_to_is_not_compared() -> None:
    codes = [one.code for one in compared_questions(small_questionnaire())]
    assert codes == ["employees", "uses_gpu", "compute_barriers"]


def test_the_figures_move_when_five_companies_have_submitted() -> None:
    first = [(company, 10 + company) for company in range(5)]
    assert counted(first[:4]) == ()
    assert counted(first) == (10, 11, 12, 13, 14)
    four_more = [(company, 20 + company) for company in (5, 6, 7, 8)]
    assert counted([*first, *four_more]) == (10, 11, 12, 13, 14)
    assert counted([*first, *four_more, (9, 29)]) == (10, 11, 12, 13, 14, 25, 26, 27, 28, 29)


def test_a_company_that_submits_again_counts_once_with_its_newest() -> None:
    first = [(company, 10 + company) for company in range(5)]
    again = [(0, 20), (0, 21), (0, 22), (0, 23), (0, 24), (1, 25), (2, 26), (3, 27)]
    assert counted([*first, *again]) == (10, 11, 12, 13, 14)
    assert counted([*first, *again, (4, 28)]) == (24, 25, 26, 27, 28)
    assert counted([(0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6)]) == (2, 3, 4, 5, 6)


# --- Where a company lies -------------------------------------------------------------------------

QUARTILES = Spread(12, median=20, lower=10, upper=40)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (9, Standing.BELOW_MOST),
        (10, Standing.AMONG_MOST),
        (40, Standing.AMONG_MOST),
        (41, Standing.ABOVE_MOST),
    ],
)
def test_the_quartiles_say_where_a_number_lies(own: int, expected: Standing) -> None:
    assert standing(own, QUARTILES) is expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [(19, Standing.BELOW_MEDIAN), (20, Standing.AT_MEDIAN), (21, Standing.ABOVE_MEDIAN)],
)
def test_of_few_answers_the_median_says_it(own: int, expected: Standing) -> None:
    assert standing(own, Spread(5, median=20)) is expected


def test_trying_out_answers_tells_no_more_than_what_is_shown() -> None:
    """The exact median of these is 1,234: no answer of one's own makes it visible."""
    spread = figures(QuestionType.INTEGER, [1, 2, 1234, 9000, 9001])
    assert isinstance(spread, Spread)
    assert [standing(own, spread) for own in (1229, 1230, 1231, 1234, 1235)] == [
        Standing.BELOW_MEDIAN,
        Standing.AT_MEDIAN,
        *[Standing.ABOVE_MEDIAN] * 3,
    ]


def test_the_line_shows_the_middle_half_with_as_much_again_around_it() -> None:
    wide = Spread(12, median=50, lower=40, upper=60)
    assert number_line(70, wide) == NumberLine(median=50, lower=33, upper=67, own=83)
    assert number_line(10**9, wide) == NumberLine(median=50, lower=33, upper=67, own=100)
    assert number_line(None, wide).own is None


def test_a_line_of_what_is_never_negative_begins_at_nothing() -> None:
    assert number_line(0, QUARTILES) == NumberLine(median=29, lower=14, upper=57, own=0)


@pytest.mark.parametrize("same", [0, 7])
def test_a_line_is_drawn_where_all_answered_the_same(same: int) -> None:
    line = number_line(same, Spread(12, median=same, lower=same, upper=same))
    assert line.own == line.median == line.lower == line.upper
    assert line.width == 0
