"""What is written is read again as the same questionnaire, and by other programs, too."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

import surveys.demonstration
from surveys.checking import Place
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Question, Questionnaire, QuestionType
from surveys.xlsform import CannotWrite, read_workbook, write_workbook
from tests.factories import small_questionnaire
from tests.surveys.xlsform.questionnaires import TRICKY, questionnaires

DEMONSTRATION = Path(surveys.demonstration.__file__).with_name("company_survey.xlsx")
SLOW = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def again(questionnaire: Questionnaire) -> Questionnaire:
    return read_workbook(BytesIO(write_workbook(questionnaire))).questionnaire


def sheets_of(questionnaire: Questionnaire) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(write_workbook(questionnaire)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def asking(*questions: Question) -> Questionnaire:
    """The small questionnaire with these questions on its first page."""
    whole = small_questionnaire()
    first, *others = whole.sections
    page = replace(first.pages[0], questions=questions)
    return replace(whole, sections=(replace(first, pages=(page,)), *others))


def text(code: str, **fields: Any) -> Question:
    return Question(code, QuestionType.TEXT, Text("질문", "Question?"), **fields)


@given(questionnaire=questionnaires())
@SLOW
def test_what_is_written_is_read_as_the_same(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions_by_code.values():
        event(question.type.value)
    assert again(questionnaire) == questionnaire


@given(questionnaire=questionnaires())
@SLOW
def test_pyxform_reads_what_is_written(questionnaire: Questionnaire) -> None:
    convert(write_workbook(questionnaire))


def test_the_demonstration_is_read_as_the_same() -> None:
    questionnaire = read_workbook(DEMONSTRATION).questionnaire
    assert again(questionnaire) == questionnaire


def test_pyxform_has_no_warning_about_the_demonstration() -> None:
    questionnaire = read_workbook(DEMONSTRATION).questionnaire
    assert convert(write_workbook(questionnaire)).warnings == []


@pytest.mark.parametrize("word", TRICKY)
def test_words_neither_run_nor_change(word: str) -> None:
    label = Text(word, word)
    questionnaire = asking(replace(text("q"), label=label))
    book = load_workbook(BytesIO(write_workbook(questionnaire)))
    cells = [cell for row in book["survey"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert again(questionnaire).questions_by_code["q"].label == label


def test_what_xml_cannot_hold_is_left_out() -> None:
    questionnaire = asking(replace(text("q"), label=Text("가\x00나", "a\x0bb\ud800")))
    assert again(questionnaire).questions_by_code["q"].label == Text("가나", "ab")


def test_only_columns_that_are_used_are_there() -> None:
    sheets = sheets_of(asking(text("q")))
    assert sheets["survey"][0] == (
        *("type", "name", "label::Korean (ko)", "label::English (en)", "required", "appearance"),
    )
    assert list(sheets) == ["survey", "settings"]
    assert sheets["settings"] == [
        ("form_title", "translated_title::English (en)", "form_id", "version", "default_language"),
        ("작은 조사", "A small survey", "small", "1", "Korean (ko)"),
    ]


def test_a_title_in_english_alone_is_the_form_s_title() -> None:
    questionnaire = replace(small_questionnaire(), title=Text(en="A survey"))
    assert sheets_of(questionnaire)["settings"][1] == ("A survey", "small", "1", "English (en)")
    assert again(questionnaire).title == Text(en="A survey")


def test_sections_and_pages_are_groups() -> None:
    rows = [row[:2] for row in sheets_of(small_questionnaire())["survey"][1:]]
    assert rows == [
        ("begin_group", "company"),
        ("begin_group", "company_size"),
        ("integer", "employees"),
        ("select_one uses_gpu", "uses_gpu"),
        ("end_group", None),
        ("begin_group", "compute_barriers"),
        ("select_multiple compute_barriers", "compute_barriers"),
        ("end_group", None),
        ("end_group", None),
        ("begin_group", "consent"),
        ("begin_group", "signature"),
        ("text", "signatory_name"),
        ("end_group", None),
        ("end_group", None),
    ]


def test_equal_lists_are_written_once_and_named_after_their_first_question() -> None:
    options = (Option("yes", Text("예", "Yes")), Option("no", Text("아니요", "No")))
    first, second, third = (
        replace(text(code), type=QuestionType.CHOOSE_ONE, options=options) for code in "abc"
    )
    other = replace(third, options=options[:1])
    sheets = sheets_of(asking(first, second, other))
    assert [row[0] for row in sheets["survey"][3:6]] == [
        "select_one a",
        "select_one a",
        "select_one c",
    ]
    assert [row[:2] for row in sheets["choices"][1:]] == [("a", "yes"), ("a", "no"), ("c", "yes")]


def test_the_headings_stay_in_sight() -> None:
    book = load_workbook(BytesIO(write_workbook(small_questionnaire())))
    assert {sheet.title: sheet.freeze_panes for sheet in book} == dict.fromkeys(
        ("survey", "choices", "settings"), "C2"
    )
    widths = [one.width for one in book["survey"].column_dimensions.values()]
    assert min(widths) >= 8
    assert max(widths) <= 60


def lookups(*columns: str) -> Iterator[Expression]:
    """One for each, in the list “grades”, by the option's name."""
    for column in columns:
        entries = (Literal("a"), Literal(f"{column} of a"), Literal("b"), Literal(""))
        names = (Literal("grades"), Literal(column), Literal("name"))
        yield Apply("lookup", (*names, Answer("q"), *entries))


def calculated(code: str, value: Expression) -> Question:
    return Question(code, QuestionType.CALCULATED, Text(), is_required=False, calculation=value)


def test_lists_that_are_looked_up_are_written_with_their_columns() -> None:
    first, second = lookups("word", "points")
    questionnaire = asking(text("q"), calculated("c1", first), calculated("c2", second))
    sheets = sheets_of(questionnaire)
    assert sheets["choices"] == [
        (*("list_name", "name", "label::Korean (ko)", "label::English (en)", "points", "word"),),
        ("grades", "a", "a", "a", "points of a", "word of a"),
        ("grades", "b", "b", "b", None, None),
    ]
    assert "instance('grades')/root/item[name = ${q}]/word" in sheets["survey"][4]
    assert again(questionnaire) == questionnaire
    convert(write_workbook(questionnaire))


def test_a_lookup_stands_inside_of_other_expressions() -> None:
    (inner,) = lookups("word")
    assert isinstance(inner, Apply)
    key = Apply("concat", (inner, Literal("!")))
    outer = Apply("lookup", (*inner.args[:3], key, *inner.args[4:]))
    value = Apply("if", (Apply("=", (outer, Literal(""))), Literal("none"), outer))
    questionnaire = asking(text("q"), calculated("c", value))
    assert again(questionnaire) == questionnaire
    convert(write_workbook(questionnaire))


def test_lists_of_one_name_that_differ_cannot_be_written() -> None:
    first, _second = lookups("word", "points")
    assert isinstance(first, Apply)
    other = Apply("lookup", (*first.args[:4], Literal("z"), Literal("another")))
    key = Apply("lookup", (*other.args[:1], Literal("points"), *other.args[2:]))
    with pytest.raises(CannotWrite) as raised:
        write_workbook(asking(text("q"), calculated("c1", first), calculated("c2", key)))
    ((place, words),) = raised.value.problems
    assert place == Place("questionnaire", "grades", "lists")
    assert "different entries" in words.en


def test_all_that_cannot_be_written_is_named() -> None:
    both_quotes = Apply("=", (Answer("q"), Literal("\"'")))
    questionnaire = asking(
        text("q", constraint=both_quotes), text("r", relevant=both_quotes, pattern="\"'")
    )
    with pytest.raises(CannotWrite) as raised:
        write_workbook(questionnaire)
    assert [place for place, _words in raised.value.problems] == [
        Place("question", "q", "constraint"),
        Place("question", "r", "relevant"),
        Place("question", "r", "constraint"),
    ]


def test_limits_and_the_rest_are_one_constraint() -> None:
    question = Question(
        "n",
        QuestionType.INTEGER,
        Text("수", "Number?"),
        minimum=Decimal(0),
        maximum=Decimal(100),
        constraint=parse(". mod 5 = 0 and . != 50", this="n"),
    )
    rows = sheets_of(asking(question))["survey"]
    assert rows[3][rows[0].index("constraint")] == (
        ". >= 0 and . <= 100 and . mod 5 = 0 and . != 50"
    )
    assert again(asking(question)).questions_by_code["n"] == question


def test_a_grid_that_is_required_at_times_hands_its_condition_to_its_rows() -> None:
    scale = (Option("1", Text("낮음", "Low")), Option("2", Text("높음", "High")))
    rows = (
        Question("speed", QuestionType.CHOOSE_ONE, Text("속도", "Speed")),
        Question("price", QuestionType.CHOOSE_ONE, Text("값", "Price"), is_required=False),
    )
    grid = Question(
        "rating",
        QuestionType.GRID,
        Text("얼마나 좋습니까?", "How good is it?"),
        is_required=False,
        required_if=parse("${q} != ''"),
        options=scale,
        children=rows,
    )
    read = again(asking(text("q"), grid)).questions_by_code["rating"]
    assert [(row.is_required, row.required_if) for row in read.grid_rows] == [
        (False, grid.required_if),
        (False, None),
    ]


def test_the_limits_of_a_calculation_travel() -> None:
    """Those that are fields, and what is left of the constraint."""
    asked = replace(
        calculated("c", parse("${q} * 2")),
        label=Text("두 배", "Twice as many"),
        minimum=Decimal(2),
        maximum=Decimal("99.5"),
        constraint=parse(". != 7", this="c"),
        constraint_message=Text("${c} 맞습니까?", "Is ${c} right?"),
    )
    number = Question("q", QuestionType.INTEGER, Text("수", "Number"))
    questionnaire = asking(number, asked)
    assert again(questionnaire) == questionnaire
