"""Entries of repeated groups: by their own answers, as many as are counted, and what falls away."""

from typing import Any

import pytest

from surveys.logic.expressions import Literal
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import QuestionType
from tests.every_type import ANSWERS
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
FIRST, SECOND = ANSWERS["rows"]["openings"]


def entries(one: Any, name: str = "openings") -> list[list[str]]:
    """The labels in each entry on the screen."""
    [group] = [prompt for prompt in one.prompts if prompt.name == name]
    return [[cell.label for cell in entry] for entry in group.entries]


# --- Each entry by its own answers ----------------------------------------------------------------


def test_a_column_is_asked_only_where_the_entry_s_own_answers_ask_for_it() -> None:
    shown = every_type("rows", answers=STORED)
    assert ["Last day of the contract" in labels for labels in entries(shown)] == [False, True]


def test_words_in_an_entry_name_its_own_answers() -> None:
    shown = every_type("rows", answers=STORED)
    assert [labels[1] for labels in entries(shown)] == [
        "Contract of the 번역 모델 개발자",
        "Contract of the 운영 담당자",
    ]
    notes = drawn(shown).xpath("//*[@class='form-note']")
    assert [text_of(note) for note in notes] == [
        "This is job number 1.",
        "This is job number 2.",
    ]


def test_a_cell_that_an_answer_opens_is_shown_before_the_page_is_done() -> None:
    shown = every_type("rows", answers=STORED)
    back = every_type("rows", post=sent(shown, **{"openings-0-contract": "fixed"}))
    assert messages(back) == [
        "“Last day of the contract” in entry 1: Your answers open one more question. "
        "Please answer it."
    ]
    [cell] = [one for one in back.prompts[0].entries[0] if "ends" in one.name]
    assert cell.error


def test_a_cell_that_is_not_asked_is_neither_checked_nor_stored() -> None:
    shown = every_type("rows", answers=STORED)
    changed = {"openings-1-contract": "full", "openings-1-ends": "never", "openings-1-pay": "5천만"}
    back = every_type("rows", post=sent(shown, **changed))
    assert messages(back) == []
    assert back.is_valid()
    [_, second] = back.answers["openings"]  # type: ignore[misc]
    assert "ends" not in second
    assert second["pay"] == 50_000_000


def test_a_cell_is_required_where_its_entry_says_so() -> None:
    shown = every_type("rows", answers=STORED)
    back = every_type("rows", post=sent(shown, **{"openings-0-pay": ""}))
    assert messages(back) == ["“Yearly pay” in entry 1: Write an amount in won."]
    assert [
        [c.is_required for c in entry if "pay" in c.name] for entry in back.prompts[0].entries
    ] == [
        [True],
        [False],
    ]


def test_a_cell_may_be_left_with_dont_know() -> None:
    shown = every_type("rows", answers=STORED)
    changed = {"openings-0-pay": "", "openings-0-pay__missing": "prefer_not_to_say"}
    back = every_type("rows", post=sent(shown, **changed))
    assert back.is_valid()
    assert back.answers["openings"][0]["pay"] == {"missing": "prefer_not_to_say"}  # type: ignore[index,call-overload]


def test_a_blank_entry_between_others_does_not_count() -> None:
    shown = every_type("rows", answers=STORED)
    middle = {name: values for name, values in sent(shown).items() if "-1-" not in name}
    third = {name.replace("-1-", "-2-"): v for name, v in sent(shown).items() if "-1-" in name}
    told = {"openings-rows": "3", "shown": shown.shown.replace("-1-", "-2-")}
    back = every_type("rows", post={**middle, **third, **told})
    assert back.is_valid()
    assert back.answers["openings"] == [FIRST, SECOND]


def test_a_constraint_sees_the_entry_s_other_answers_and_its_place() -> None:
    group = question(
        "rows",
        Q.REPEAT,
        children=(
            question("low", Q.INTEGER),
            question("high", Q.INTEGER, constraint=parse("${high} > ${low} and position(..) < 2")),
        ),
    )
    post = {"rows-rows": "2", "rows-0-low": "1", "rows-0-high": "2"}
    assert form(group, post=post).is_valid()
    assert not form(group, post={**post, "rows-0-high": "1"}).is_valid()
    assert messages(form(group, post={**post, "rows-1-low": "1", "rows-1-high": "2"})) == [
        "“About high” in entry 2: Check this answer."
    ]


def test_a_group_as_a_whole_may_be_left_with_dont_know() -> None:
    group = question(
        "rows",
        Q.REPEAT,
        children=(question("x", Q.TEXT),),
        allowed_missing=frozenset({Missing.DONT_KNOW}),
    )
    alone = form(group, post={"rows-rows": "1", "rows__missing": "dont_know"})
    assert alone.is_valid()
    assert alone.answers == {"rows": {"missing": "dont_know"}}
    assert [choice.is_chosen for choice in form(group, answers=alone.answers).prompts[0].ways_out]
    both = form(group, post={"rows-rows": "1", "rows-0-x": "a", "rows__missing": "dont_know"})
    assert messages(both) == [
        "“About rows”: Either fill in entries, or say why not. It cannot be both."
    ]


def test_an_optional_group_that_an_answer_opens_is_shown_once() -> None:
    group = question(
        "rows",
        Q.REPEAT,
        children=(question("x", Q.TEXT),),
        is_required=False,
        relevant=parse("${more} = 'y'"),
    )
    more = question("more", Q.TEXT)
    back = form(more, group, post={"more": "y", "shown": "more"})
    assert messages(back) == [
        "“About rows”: Your answers open one more question. Answer it, or continue without."
    ]
    assert form(more, group, post={"more": "y", "shown": "more rows", "rows-rows": "1"}).is_valid()


# --- As many as an answer counts ------------------------------------------------------------------


def counted(sites: int, answers: Any = None, **changes: Any) -> Any:
    """The page as it comes back after the number of sites was changed."""
    shown = every_type("counted", answers=STORED if answers is None else answers)
    return every_type("counted", post=sent(shown, sites=str(sites), **changes), answers=STORED)


def test_exactly_as_many_entries_as_are_counted_and_no_buttons() -> None:
    shown = every_type("counted", answers=STORED)
    assert len(entries(shown, "places")) == 2
    assert drawn(shown).xpath("//button") == []


def test_a_larger_count_opens_entries_and_keeps_those_that_are_there() -> None:
    back = counted(3)
    assert messages(back) == [
        "“Site list”: Your answers ask for 3 entries now. Please fill in the new ones."
    ]
    names = [back.typed.get(f"places-{at}-place_name") for at in range(3)]
    assert names == [["본사"], ["연구소"], None]
    again = every_type("counted", post=sent(back, **{"places-2-place_name": "공장"}))
    assert again.is_valid()
    assert [row["place_name"] for row in again.answers["places"]] == ["본사", "연구소", "공장"]  # type: ignore[index,union-attr,call-overload]


def test_a_smaller_count_says_what_is_left_out_once_and_keeps_it_at_hand() -> None:
    back = counted(1)
    assert messages(back) == [
        "“Site list”: Your answers ask for 1 entry now. Left out when you continue: "
        "연구소 · not answered."
    ]
    assert len(entries(back, "places")) == 1
    assert back.prompts[1].carried == (("places-1-place_name", "연구소"),)
    again = every_type("counted", post=sent(back))
    assert again.is_valid()
    assert again.answers["places"] == [{"place_name": "본사", "place_size": 120}]


def test_a_count_that_grows_again_brings_back_what_was_left_out() -> None:
    less = counted(1)
    more = every_type("counted", post=sent(less, sites="2"), answers=STORED)
    assert len(entries(more, "places")) == 2
    assert more.typed["places-1-place_name"] == ["연구소"]
    assert not more.is_valid()
    done = every_type("counted", post=sent(more), answers=STORED)
    assert done.is_valid()
    assert done.answers == ANSWERS["counted"]


def test_where_another_page_made_it_smaller_the_page_says_so_before_it_is_sent() -> None:
    stored = {**STORED, "sites": 1}
    shown = every_type("counted", answers=stored)
    [group] = [one for one in shown.prompts if one.kind == "repeat"]
    assert group.notice == (
        "Your answers ask for 1 entry now. Left out when you continue: 연구소 · not answered."
    )
    assert every_type("counted", post=sent(shown), answers=stored).is_valid()


def test_every_counted_entry_has_to_be_filled_in() -> None:
    shown = every_type("counted", answers={**STORED, "places": None})
    back = every_type("counted", post=sent(shown, **{"places-1-place_name": ""}), answers=STORED)
    assert messages(back) == ["“Name” in entry 2: Write your answer."]


def test_a_count_of_none_asks_for_no_entry_at_all() -> None:
    less = counted(0)
    assert messages(less) == []
    assert less.answers == {"sites": 0}
    assert [one.name for one in less.prompts] == ["sites"]


@pytest.mark.parametrize("action", ["add:places", "remove:places:0"])
def test_counted_entries_are_not_added_or_removed_by_hand(action: str) -> None:
    shown = every_type("counted", answers=STORED)
    assert not every_type("counted", post=sent(shown, row_action=action)).row_action()


# --- Defaults -------------------------------------------------------------------------------------


def test_a_default_is_filled_in_where_nothing_was_answered_yet() -> None:
    stage = question("stage", Q.TEXT, default=Literal("early"))
    assert form(stage).typed["stage"] == ["early"]
    assert form(stage, answers={"stage": None}).typed.get("stage") is None
    assert form(stage, answers={"stage": "late"}).typed["stage"] == ["late"]
    assert form(stage, post={"stage": "", "shown": "stage"}).typed["stage"] == [""]
    assert form(stage, typed={"shown": ["stage"]}).typed.get("stage") is None


@pytest.mark.parametrize(
    ("kind", "default", "typed"),
    [
        (Q.INTEGER, "${heads} * 1000", ["4,000"]),
        (Q.MONEY, "${heads} * 1000000", ["4,000,000"]),
        (Q.DATE, "today()", ["2026-03-02"]),
        (Q.MONTH, "today()", ["2026-03"]),
        (Q.TEXT, "concat(${heads}, '명')", ["4명"]),
        (Q.INTEGER, "'many'", None),
        (Q.INTEGER, "1 div 0", None),
    ],
)
def test_a_default_is_worked_out_and_written_as_people_do(
    kind: QuestionType, default: str, typed: list[str] | None
) -> None:
    heads = question("heads", Q.INTEGER, default=Literal(4))
    shown = form(heads, question("x", kind, default=parse(default)))
    assert shown.typed.get("x") == typed


def test_a_default_of_a_question_that_is_opened_later_waits_until_it_is_shown() -> None:
    more = question("more", Q.TEXT)
    x = question("x", Q.TEXT, default=Literal("d"), relevant=parse("${more} = 'y'"))
    back = form(more, x, post={"more": "y", "shown": "more"})
    assert back.typed["x"] == ["d"]
    assert messages(back) == ["“About x”: Your answers open one more question. Please answer it."]
    done = form(more, x, post=sent(back))
    assert done.is_valid()
    assert done.answers == {"more": "y", "x": "d"}


GROUP = question(
    "rows",
    Q.REPEAT,
    is_required=False,
    children=(
        question("x", Q.TEXT, default=parse("concat('n', position(..))")),
        question("y", Q.TEXT),
    ),
)


def test_a_new_entry_is_filled_in_and_still_counts_as_blank() -> None:
    shown = form(GROUP)
    assert shown.typed == {"rows-rows": ["1"], "rows-0-x": ["n1"]}
    more = form(GROUP, post=sent(shown, row_action="add:rows"))
    assert more.row_action()
    assert (more.typed["rows-0-x"], more.typed["rows-1-x"]) == (["n1"], ["n2"])
    done = form(GROUP, post=sent(more, **{"rows-1-y": "typed"}))
    assert done.is_valid()
    assert done.answers == {"rows": [{"x": "n2", "y": "typed"}]}
    assert form(GROUP, post=sent(shown)).is_valid()


def test_an_entry_that_was_stored_is_not_filled_in_again() -> None:
    assert form(GROUP, answers={"rows": [{"x": None, "y": "b"}]}).typed == {
        "rows-rows": ["1"],
        "rows-0-y": ["b"],
    }


def test_counted_entries_are_filled_in_too() -> None:
    shown = every_type("counted", answers={**STORED, "places": None})
    assert shown.typed["places-0-place_name"] == ["본사"]
    assert "places-1-place_name" not in shown.typed


def test_the_number_of_an_entry_is_the_one_it_is_stored_under() -> None:
    shown = every_type("rows", answers=STORED)
    third = {name.replace("-1-", "-2-"): v for name, v in sent(shown).items() if "-1-" in name}
    first = {name: v for name, v in sent(shown).items() if "-1-" not in name}
    back = every_type("rows", post={**first, **third, "openings-rows": "3"})
    notes = [text_of(note) for note in drawn(back).xpath("//*[@class='form-note']")]
    assert notes == [f"This is job number {number}." for number in (1, 2, 2)]
