"""Options that are shown, searched, ranked; and answers that do not go with others any more."""

from typing import Any

import pytest
from django.utils import translation

from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, QuestionType
from tests.every_type import ANSWERS, PRIORITIES
from tests.surveys.forms.pages import (
    STORED,
    drawn,
    every_type,
    form,
    messages,
    question,
    sent,
    text_of,
)

Q = QuestionType
ORDER = question("order", Q.RANKING, options=PRIORITIES[:3])


def ranked(*values: str, **more: Any) -> Any:
    return form(
        question("order", Q.RANKING, options=PRIORITIES[:3], **more), post={"order": values}
    )


# --- Ranking --------------------------------------------------------------------------------------


def test_a_ranking_is_stored_in_its_order() -> None:
    one = ranked("2:gpu", "3:data", "1:people")
    assert one.is_valid()
    assert one.answers == {"order": ["people", "gpu", "data"]}


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ([], "Give each answer a place."),
        (["", "", ""], "Give each answer a place."),
        (["1:gpu", "", "2:people"], "Give these a place, too: Training data."),
        (["3:gpu", "", ""], "Give these a place, too: Training data and Engineers."),
        (
            ["1:gpu", "1:data", "2:people"],
            "1st is given to GPU hours and Training data. Give each place to one answer.",
        ),
        (["1:gpu", "2:data", "3:gone"], "Choose from the places shown."),
        (["x:gpu", "2:data", "3:people"], "Choose from the places shown."),
        (["9999:gpu", "2:data", "3:people"], "Choose from the places shown."),
    ],
)
def test_a_ranking_says_which_place_or_option_is_wrong(values: list[str], advice: str) -> None:
    assert messages(ranked(*values)) == [f"“About order”: {advice}"]


def test_places_are_named_in_korean_too() -> None:
    with translation.override("ko"):
        assert "1위" in messages(ranked("1:gpu", "1:data", "2:people"))[0]


def test_dont_know_beside_a_ranking() -> None:
    ways_out = frozenset({Missing.DONT_KNOW})
    alone = form(
        question("order", Q.RANKING, options=PRIORITIES, allowed_missing=ways_out),
        post={"order": ["", ""], "order__missing": "dont_know"},
    )
    assert alone.is_valid()
    assert alone.answers == {"order": {"missing": "dont_know"}}
    both = form(
        question("order", Q.RANKING, options=PRIORITIES, allowed_missing=ways_out),
        post={"order": ["1:gpu"], "order__missing": "dont_know"},
    )
    assert messages(both) == [
        "“About order”: Either answer, or keep “Don’t know” ticked. It cannot be both."
    ]


def test_each_option_has_a_list_of_places_of_its_own() -> None:
    page = drawn(form(ORDER, answers={"order": ["people", "gpu", "data"]}))
    rows = page.xpath("//*[@class='ranked-option']")
    assert [text_of(row.xpath("label")[0]) for row in rows] == [
        "GPU hours",
        "Training data",
        "Engineers",
    ]
    chosen = [row.xpath("select/option[@selected]/text()") for row in rows]
    assert chosen == [["2nd"], ["3rd"], ["1st"]]


# --- Lists ----------------------------------------------------------------------------------------


def kind(count: int, **more: Any) -> str:
    codes = tuple(Option(f"o{at}", Text(str(at), str(at))) for at in range(count))
    return form(question("x", Q.CHOOSE_ONE, options=codes, **more)).prompts[0].kind


def test_a_long_list_or_one_that_is_meant_to_be_is_searched() -> None:
    assert [kind(12), kind(13), kind(2, is_dropdown=True)] == ["radios", "select", "select"]


def test_only_a_page_with_such_a_list_loads_the_script() -> None:
    assert every_type("choices", answers=STORED).is_searched
    assert not every_type("words").is_searched


def test_text_that_is_no_answer_comes_back_to_be_mended() -> None:
    codes = tuple(Option(f"o{at}", Text(str(at), str(at))) for at in range(13))
    back = form(question("x", Q.CHOOSE_ONE, options=codes), post={"x": "부산"})
    assert messages(back) == ["“About x”: Choose one of the answers."]
    assert drawn(back).xpath("//select/@data-typed") == ["부산"]


# --- Filtered options -----------------------------------------------------------------------------


def test_only_options_that_go_with_the_other_answers_are_shown() -> None:
    shown = every_type("choices", answers=STORED)
    [district] = [one for one in shown.prompts if one.name == "district"]
    assert [choice.value for choice in district.choices] == [
        "dong",
        "seo",
        "nam",
        "buk",
        "gwangsan",
        "missing:dont_know",
    ]


def test_an_answer_that_does_not_go_with_them_any_more_is_told_of() -> None:
    shown = every_type("choices", answers=STORED)
    back = every_type("choices", post=sent(shown, region="jeonnam"), answers=STORED)
    assert messages(back) == [
        "“Which district or town?”: “Gwangsan-gu, Gwangju” does not go with your other answers. "
        "Choose again."
    ]
    [district] = [one for one in back.prompts if one.name == "district"]
    assert not [choice for choice in district.choices if choice.is_chosen]
    assert district.value == ""


def test_where_another_page_changed_it_the_page_says_so_before_it_is_sent() -> None:
    town = question(
        "town",
        Q.CHOOSE_SEVERAL,
        options=(
            Option("a", Text("가", "Town A"), columns=(("region", "south"),)),
            Option("b", Text("나", "Town B"), columns=(("region", "north"),)),
        ),
        choice_filter=parse("region = 'south'", option_columns=frozenset({"region"})),
    )
    shown = form(town, answers={"town": ["a", "b"]})
    assert shown.prompts[0].notice == (
        "“Town B” does not go with your other answers. Choose again."
    )
    assert [choice.is_chosen for choice in shown.prompts[0].choices] == [True]
    assert "Town B" in text_of(drawn(shown))
    assert form(town, post=sent(shown, town="a")).is_valid()


def test_a_ranking_places_only_what_is_shown() -> None:
    order = question(
        "order",
        Q.RANKING,
        options=PRIORITIES[:3],
        choice_filter=parse("name != ${skipped}", option_columns=frozenset({"name"})),
    )
    skipped = question("skipped", Q.TEXT)
    back = form(skipped, order, post={"skipped": "data", "order": ["2:gpu", "1:people"]})
    assert back.is_valid()
    assert back.answers["order"] == ["people", "gpu"]


# --- Grids ----------------------------------------------------------------------------------------


def test_a_row_of_a_grid_can_be_left_with_dont_know() -> None:
    shown = every_type("ratings", answers=STORED)
    back = every_type("ratings", post=sent(shown, need_mentor="missing:dont_know"))
    assert back.is_valid()
    assert back.answers["need_mentor"] == {"missing": "dont_know"}
    page = drawn(shown)
    assert page.xpath("//input[@name='need_mentor']/@value") == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "missing:dont_know",
    ]


def test_a_row_that_an_answer_opens_is_shown_before_the_page_is_done() -> None:
    few = {**ANSWERS["ratings"], "need_space": "1"}
    shown = every_type("ratings", answers={**STORED, **few})
    assert "need_parking" not in shown.shown.split()
    back = every_type("ratings", post=sent(shown, need_space="5"))
    assert messages(back) == ["“Parking”: Your answers open one more question. Please answer it."]
