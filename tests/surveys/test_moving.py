"""Which answers keep a place in a newer version: none is lost, and none lands where it is wrong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import Stored, decode_one
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.moving import MovedAnswers, is_blank, moved_answers
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section
from tests.surveys.questionnaires import questionnaires, stored_pages

LABEL = Text("문항", "Question")


def options(*codes: str, exclusive: str = "") -> tuple[Option, ...]:
    return tuple(Option(code, Text(code, code), code == exclusive) for code in codes)


def pages(**questions: Question | list[Question]) -> Questionnaire:
    """Page code → what is asked on it."""
    found = tuple(
        Page(code, LABEL, tuple(asked) if isinstance(asked, list) else (asked,))
        for code, asked in questions.items()
    )
    return Questionnaire("small", LABEL, (Section("s", LABEL, found),))


def question(type_: QuestionType = QuestionType.TEXT, code: str = "q", **more: object) -> Question:
    return replace(Question(code, type_, LABEL), **more)  # type: ignore[arg-type]


def moved(old: Question, new: Question, answer: object) -> MovedAnswers:
    return moved_answers(pages(page=old), pages(page=new), {"page": {old.code: answer}})


def assert_stays(old: Question, new: Question, answer: object) -> None:
    found = moved(old, new, answer)
    assert (found.pages, found.displaced) == ({"page": {"q": answer}}, {})


def assert_displaced(old: Question, new: Question, answer: object) -> None:
    found = moved(old, new, answer)
    assert (found.pages, found.displaced) == ({}, {"q": answer})


# --- The property ---------------------------------------------------------------------------------


def said(answer: object) -> object:
    """The answer; of rows, the cells in which something is said."""
    if not isinstance(answer, list) or not any(isinstance(row, dict) for row in answer):
        return answer
    rows = [{code: cell for code, cell in row.items() if not is_blank(cell)} for row in answer]
    return [row for row in rows if row]


@given(st.data())
def test_every_answer_stays_whole_or_is_displaced_whole(data: st.DataObject) -> None:
    old, new = data.draw(questionnaires()), data.draw(questionnaires())
    before = data.draw(stored_pages(old))

    found = moved_answers(old, new, before)

    given_answers = {code: value for page in before.values() for code, value in page.items()}
    for code, value in given_answers.items():
        if not is_blank(value):
            assert found.displaced.get(code) == value or said(found.stored[code]) == said(value)
    assert set(found.stored) | set(found.displaced) <= set(given_answers)
    for page, answers in found.pages.items():
        asked = {one.code: one for one in new.pages_by_code[page].answered}
        assert set(answers) <= set(asked)
        for code, value in answers.items():
            assert decode_one(asked[code], value) is not Missing.NOT_COMPUTABLE or (
                decode_one(old.questions_by_code[code], value) is Missing.NOT_COMPUTABLE
            )
            assert old.questions_by_code[code].type is asked[code].type
        assert set(found.sources[page]) <= set(before)


@given(st.data())
def test_nothing_changes_where_the_questionnaire_does_not(data: st.DataObject) -> None:
    whole = data.draw(questionnaires())
    before: dict[str, Stored] = {**data.draw(stored_pages(whole))}
    found = moved_answers(whole, whole, before)
    assert (found.pages, found.displaced) == (before, {})
    assert found.sources == {page: (page,) for page in before}


# --- Where it stands ------------------------------------------------------------------------------


def test_an_answer_goes_with_its_question_to_another_page() -> None:
    a, b = question(code="a"), question(code="b")
    old, new = pages(one=[a, b]), pages(one=a, two=b)
    found = moved_answers(old, new, {"one": {"a": "x", "b": "y"}})
    assert found.pages == {"one": {"a": "x"}, "two": {"b": "y"}}
    assert found.sources == {"one": ("one",), "two": ("one",)}


def test_two_pages_become_one() -> None:
    a, b = question(code="a"), question(code="b")
    old, new = pages(one=a, two=b), pages(whole=[a, b])
    found = moved_answers(old, new, {"one": {"a": "x"}, "two": {"b": "y"}})
    assert found.pages == {"whole": {"a": "x", "b": "y"}}
    assert found.sources == {"whole": ("one", "two")}


def test_a_page_of_notes_that_was_read_stays_read() -> None:
    note = question(QuestionType.NOTE)
    assert moved_answers(pages(page=note), pages(page=note), {"page": {}}).pages == {"page": {}}
    assert moved_answers(pages(page=note), pages(other=note), {"page": {}}).pages == {}


def test_a_removed_question_s_answer_is_displaced_and_a_blank_one_is_not() -> None:
    old, new = pages(page=[question(code="a"), question(code="b")]), pages(page=question(code="c"))
    found = moved_answers(old, new, {"page": {"a": "x", "b": None}})
    assert (found.pages, found.displaced) == ({}, {"a": "x"})


def test_a_column_is_no_place_for_an_answer_of_its_own() -> None:
    inside = question(QuestionType.REPEAT, "rows", children=(question(),))
    found = moved_answers(pages(page=question()), pages(page=inside), {"page": {"q": "x"}})
    assert (found.pages, found.displaced) == ({}, {"q": "x"})


def test_a_code_that_the_old_version_does_not_know_is_kept_as_displaced() -> None:
    found = moved_answers(pages(page=question()), pages(page=question()), {"page": {"stray": 1}})
    assert (found.pages, found.displaced) == ({}, {"stray": 1})


# --- What it is -----------------------------------------------------------------------------------


def test_another_type_is_no_place() -> None:
    assert_displaced(question(), question(QuestionType.LONG_TEXT), "x")


def test_new_bounds_are_no_reason_to_drop_a_number() -> None:
    assert_stays(question(QuestionType.INTEGER), question(QuestionType.INTEGER, maximum=5), 38)


def test_a_way_out_stays_while_it_is_offered() -> None:
    offers = question(allowed_missing=frozenset({Missing.DONT_KNOW}))
    dont_know = {"missing": "dont_know"}
    assert_stays(offers, offers, dont_know)
    assert_displaced(offers, question(), dont_know)


@pytest.mark.parametrize("blank", [None, "", []])
@pytest.mark.parametrize("type_", [QuestionType.TEXT, QuestionType.REPEAT])
def test_a_blank_stays_blank(type_: QuestionType, blank: object) -> None:
    assert_stays(question(type_), question(type_), blank)


def test_a_file_stays() -> None:
    file = question(QuestionType.FILE)
    assert_stays(file, file, {"file": "a key", "name": "plan.pdf"})


def one_of(*codes: str) -> Question:
    return question(QuestionType.CHOOSE_ONE, options=options(*codes))


def several_of(*codes: str, exclusive: str = "") -> Question:
    return question(QuestionType.CHOOSE_SEVERAL, options=options(*codes, exclusive=exclusive))


def ranking_of(*codes: str) -> Question:
    return question(QuestionType.RANKING, options=options(*codes))


def test_a_chosen_option_stays_while_it_exists() -> None:
    assert_stays(one_of("a", "b"), one_of("b", "c"), "b")
    assert_displaced(one_of("a", "b"), one_of("b", "c"), "a")


def test_of_several_those_stay_that_exist_and_the_whole_is_displaced_too() -> None:
    found = moved(several_of("a", "b", "c"), several_of("b", "c", "d"), ["a", "b", "c"])
    assert found.pages == {"page": {"q": ["b", "c"]}}
    assert found.displaced == {"q": ["a", "b", "c"]}
    assert_displaced(several_of("a", "b"), several_of("b"), ["a"])
    assert_stays(several_of("a", "b"), several_of("b", "a"), ["a", "b"])


def test_options_that_exclude_each_other_now_do_not_stay_together() -> None:
    newer = several_of("a", "none", exclusive="none")
    assert_displaced(several_of("a", "none"), newer, ["a", "none"])
    assert_stays(several_of("a", "none"), newer, ["none"])
    assert_stays(several_of("a", "none"), newer, ["a"])


def test_a_ranking_stays_while_it_ranks_everything() -> None:
    older = ranking_of("a", "b", "c")
    assert_stays(older, ranking_of("c", "b", "a"), ["b", "a", "c"])
    assert_displaced(older, ranking_of("a", "b", "c", "d"), ["b", "a", "c"])
    found = moved(older, ranking_of("a", "c"), ["b", "a", "c"])
    assert found.pages == {"page": {"q": ["a", "c"]}}
    assert found.displaced == {"q": ["b", "a", "c"]}


def test_a_grid_s_row_is_an_answer_of_its_own_with_the_grid_s_options() -> None:
    def grid(*codes: str) -> Question:
        row = question(QuestionType.CHOOSE_ONE)
        return question(QuestionType.GRID, "grid", options=options(*codes), children=(row,))

    def on(*codes: str) -> Questionnaire:
        return pages(page=grid(*codes))

    before = {"page": {"q": "high"}}
    assert moved_answers(on("low", "high"), on("high"), before).pages == before
    assert moved_answers(on("low", "high"), on("low"), before).displaced == {"q": "high"}


# --- Rows -----------------------------------------------------------------------------------------


def rows_of(*columns: Question) -> Question:
    return question(QuestionType.REPEAT, children=columns)


JOB = question(code="job")
COUNT = question(QuestionType.INTEGER, "count")
LEVEL = question(QuestionType.CHOOSE_ONE, "level", options=options("junior", "senior"))
ROWS = [{"job": "A", "count": 1}, {"job": None, "count": 2}]


def test_rows_stay_while_their_columns_do() -> None:
    assert_stays(rows_of(JOB, COUNT), rows_of(COUNT, JOB, LEVEL), ROWS)


def test_without_a_column_the_rest_of_each_row_stays_and_the_whole_is_displaced_too() -> None:
    found = moved(rows_of(JOB, COUNT), rows_of(JOB), ROWS)
    assert found.pages == {"page": {"q": [{"job": "A"}]}}
    assert found.displaced == {"q": ROWS}


def test_rows_of_which_nothing_stays_are_displaced() -> None:
    assert_displaced(rows_of(JOB), rows_of(COUNT), [{"job": "A"}])


def counted(*columns: Question) -> Question:
    """As many rows as another answer says."""
    return replace(rows_of(*columns), row_count=parse("${n}"))


NOTHING = {"job": None}


def test_what_was_said_of_a_counted_entry_stays_with_that_entry() -> None:
    assert_stays(counted(JOB), counted(JOB), [NOTHING, {"job": "A"}, NOTHING])
    assert_stays(rows_of(JOB), counted(JOB), [{"job": "A"}, {"job": "B"}])


def test_a_counted_entry_of_which_nothing_stays_is_a_blank_one() -> None:
    answer = [{"job": None, "count": 2}, {"job": "A", "count": 1}]
    found = moved(counted(JOB, COUNT), counted(JOB), answer)
    assert found.pages == {"page": {"q": [NOTHING, {"job": "A"}]}}
    assert found.displaced == {"q": answer}

    answer = [{"level": "junior"}, {"level": "senior"}]
    newer = counted(replace(LEVEL, options=options("senior")))
    found = moved(counted(LEVEL), newer, answer)
    assert found.pages == {"page": {"q": [{"level": None}, {"level": "senior"}]}}
    assert found.displaced == {"q": answer}


def test_counted_entries_of_which_nothing_stays_are_displaced() -> None:
    assert_displaced(counted(JOB), counted(COUNT), [NOTHING, {"job": "A"}])


def test_entries_that_say_nothing_displace_nothing() -> None:
    assert_stays(counted(JOB), counted(JOB), [NOTHING])
    assert_stays(counted(JOB), counted(JOB), [{}])  # where no column is asked
    assert moved(counted(JOB), question(code="other"), [NOTHING]).displaced == {}
    found = moved(counted(JOB, COUNT), counted(COUNT), [{**NOTHING, "count": None}, NOTHING])
    assert (found.pages, found.displaced) == (
        {"page": {"q": [{"count": None}, {"count": None}]}},
        {},
    )


def test_blank_entries_go_where_nothing_counts_them_any_more() -> None:
    found = moved(counted(JOB), rows_of(JOB), [NOTHING, {"job": "A"}])
    assert (found.pages, found.displaced) == ({"page": {"q": [{"job": "A"}]}}, {})
    found = moved(counted(JOB), rows_of(JOB), [NOTHING])
    assert (found.pages, found.displaced) == ({"page": {"q": None}}, {})


def test_a_cell_s_option_that_is_gone_leaves_its_row() -> None:
    newer = rows_of(JOB, replace(LEVEL, options=options("senior")))
    answer = [{"job": "A", "level": "junior"}, {"job": "B", "level": "senior"}]
    found = moved(rows_of(JOB, LEVEL), newer, answer)
    assert found.pages == {"page": {"q": [{"job": "A"}, {"job": "B", "level": "senior"}]}}
    assert found.displaced == {"q": answer}


def test_a_removed_column_that_nobody_filled_in_displaces_nothing() -> None:
    found = moved(rows_of(JOB, COUNT), rows_of(JOB), [{"job": "A", "count": None}])
    assert (found.pages, found.displaced) == ({"page": {"q": [{"job": "A"}]}}, {})


@pytest.mark.parametrize(
    "type_",
    [
        QuestionType.CHOOSE_ONE,
        QuestionType.CHOOSE_SEVERAL,
        QuestionType.RANKING,
        QuestionType.REPEAT,
    ],
)
def test_what_cannot_be_such_an_answer_is_displaced(type_: QuestionType) -> None:
    odd = question(type_, options=options("a"), children=(JOB,))
    assert_displaced(odd, odd, {"unreadable": 1})
