"""Workbooks as they were written years ago: .xls files, and spellings out of use."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Questionnaire, QuestionType
from surveys.xlsform import WorkbookFaults, read_workbook
from tests.surveys.xlsform.workbooks import faults_of, imported, saved, told
from tests.surveys.xlsform.xls_files import Error, Formula, xls_file

SURVEY = [
    ["type", "name", "label::English", "required", "relevant", "default"],
    ["begin group", "g", "A group", None, None, None],
    ["integer", "q1", "How many?", True, None, 2.0],
    ["select one from scale", "q2", "How good?", False, "${q1} > 1", 1],
    ["date", "q3", "When?", None, None, date(2026, 3, 1)],
    ["decimal", "q4", "How much?", None, None, Formula(2.5)],
    ["end group", None, None, None, None, None],
]
CHOICES = [
    ["list name", "name", "label:English"],
    ["scale", 1, "나쁨 Bad"],
    ["scale", 2, "Good"],
]


def old(**sheets: list[list[Any]]) -> BytesIO:
    return BytesIO(xls_file({"survey": SURVEY, "choices": CHOICES, **sheets}))


def read_old(**sheets: list[list[Any]]) -> Questionnaire:
    return read_workbook(old(**sheets)).questionnaire


def test_an_xls_file_is_read_like_any_other() -> None:
    questions = read_old().questions_by_code
    assert [one.type for one in questions.values()] == [
        QuestionType.INTEGER,
        QuestionType.CHOOSE_ONE,
        QuestionType.DATE,
        QuestionType.DECIMAL,
    ]
    assert questions["q1"].is_required
    assert not questions["q2"].is_required
    assert questions["q2"].relevant == parse("${q1} > 1")
    assert [option.code for option in questions["q2"].options] == ["1", "2"]
    assert questions["q2"].options[0].label == Text(en="나쁨 Bad")
    assert questions["q3"].default == parse("date('2026-03-01')")
    assert questions["q4"].default == parse("2.5")


def test_an_error_in_an_xls_file_is_placed() -> None:
    rows = [*SURVEY[:2], ["text", "q", Error(0x2A)], SURVEY[-1]]
    (fault,) = [one for one in faults_of(old(survey=rows)) if "#N/A" in one.message]
    assert (fault.sheet, fault.row, fault.column) == ("survey", 3, "C")


def test_cells_merged_across_rows_of_an_xls_file_are_refused() -> None:
    content = xls_file({"survey": SURVEY, "choices": CHOICES}, merged=[(2, 3, 2, 2)])
    (fault,) = faults_of(BytesIO(content))
    assert (fault.row, fault.column) == (3, "C")
    assert "C3:C4 are merged" in fault.message


def test_merged_cells_with_nothing_in_them_do_no_harm() -> None:
    content = xls_file({"survey": SURVEY, "choices": CHOICES}, merged=[(7, 9, 0, 3)])
    assert faults_of(BytesIO(content)) == ()


def test_what_begins_like_an_xls_file_and_is_none() -> None:
    content = old().getvalue()
    for broken in (content[:600], content[:512] + b"\xff" * 4000, content.replace(b"W", b"X")):
        with pytest.raises(WorkbookFaults, match="remove its password"):
            read_workbook(BytesIO(broken))


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("select one scale", QuestionType.CHOOSE_ONE),
        ("Select One From scale", QuestionType.CHOOSE_ONE),
        ("select1 scale", QuestionType.CHOOSE_ONE),
        ("select_all_that_apply scale", QuestionType.CHOOSE_SEVERAL),
        ("select all that apply from scale", QuestionType.CHOOSE_SEVERAL),
        ("add select multiple prompt using scale", QuestionType.CHOOSE_SEVERAL),
        ("  select_multiple   scale ", QuestionType.CHOOSE_SEVERAL),
        ("add text prompt", QuestionType.TEXT),
        ("q int", QuestionType.INTEGER),
        ("TEXT", QuestionType.TEXT),
    ],
)
def test_older_types(type_: str, expected: QuestionType) -> None:
    rows = [SURVEY[0], [type_, "q", "Q?"], ["text", "r", "R?"]]
    assert read_old(survey=rows).questions_by_code["q"].type is expected


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("begin lgroup", "end lgroup"),
        ("begin looped group", "end looped group"),
        ("Begin Repeat", "end_repeat"),
        ("begin repeat", "end"),
    ],
)
def test_older_names_of_repeats(begin: str, end: str) -> None:
    rows = [SURVEY[0], [begin, "r", "R"], ["text", "q", "Q?"], [end]]
    assert read_old(survey=rows).questions_by_code["r"].type is QuestionType.REPEAT


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("bind:relevant", "relevant"),
        ("bind::relevant", "relevant"),
        ("Relevance", "relevant"),
        (" RELEVANT ", "relevant"),
        ("bind::constraint", "constraint"),
    ],
)
def test_older_headings_of_conditions(heading: str, field: str) -> None:
    found = imported(
        (
            ("type", "name", "label", heading),
            ("text", "a", "A?", None),
            ("date", "q", "Q?", "${a} != 'x' and 1 = 1"),
        )
    ).questionnaire.questions_by_code["q"]
    assert getattr(found, field) == parse("${a} != 'x' and 1 = 1")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("label:English(en)", "label"),
        ("LABEL::English", "label"),
        ("caption::eng", "label"),
        ("bind::jr:constraintMsg", "constraint_message"),
        ("bind:jr:constraintMsg:English", "constraint_message"),
        ("constraint-message", "constraint_message"),
        ("Constraint Message::English (en)", "constraint_message"),
        ("guidance hint", "guidance"),
        ("hint::English (UK)", "hint"),
    ],
)
def test_older_headings_of_words(heading: str, field: str) -> None:
    label = () if field == "label" else ("label",)
    values = () if field == "label" else ("Q?",)
    found = imported((("type", "name", *label, heading), ("text", "q", *values, "Words")))
    assert getattr(found.questionnaire.questions_by_code["q"], field) == Text(en="Words")


def test_a_blank_second_row_and_blank_rows_between_do_no_harm() -> None:
    found = imported(
        (("type", "name", "label"), (), ("text", "q", "Q?"), (None,), ("text", "r", "R?"))
    )
    assert list(found.questionnaire.questions_by_code) == ["q", "r"]


def test_blank_rows_above_the_headings_do_no_harm() -> None:
    found = imported(((), ("type", "name", "label"), ("text", "q", "Q?")))
    assert list(found.questionnaire.questions_by_code) == ["q"]


def test_sheets_are_named_in_any_case() -> None:
    book = Workbook()
    book.active.title = " Survey "
    for row in (("type", "name", "label"), ("select_one l", "q", "Q?")):
        book.active.append(row)
    choices = book.create_sheet("Choices and Columns")
    for row in (("list name", "name", "label"), ("l", "a", "A")):
        choices.append(row)
    assert faults_of(book) == ()


@pytest.mark.parametrize("titles", [("Surveys", "Notes"), ("Sheet1",)])
def test_the_sheet_that_is_probably_the_survey_is_pointed_out(titles: tuple[str, ...]) -> None:
    book = Workbook()
    book.remove(book.active)
    for title in titles:
        book.create_sheet(title)
    (fault,) = faults_of(book)
    assert fault.message == (
        f"The workbook has no sheet “survey”. Rename “{titles[0]}”, if that is the one."
    )


def test_a_million_empty_rows_do_no_harm() -> None:
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "q", "Q?")):
        book.active.append(row)
    book.active["A1048576"].number_format = "0.00"
    assert told(read_workbook(saved(book)).notices) == []


def test_labels_below_a_row_of_labels_are_a_grid() -> None:
    header = ("type", "name", "label", "appearance", "required")
    found = imported(
        (
            header,
            ("begin_group", "g", "A group", "field-list"),
            ("select_one yn", "head", "How good is", "label"),
            ("select_one yn", "a", "this?", "list-nolabel", "yes"),
            ("select_one yn", "b", "that?", "list-nolabel"),
            ("select_one fruit", "c", "And which fruit?", "list-nolabel"),
            ("end_group",),
        )
    )
    grid, other = found.questionnaire.pages[0].questions
    assert (grid.code, grid.type, grid.label) == (
        ("head", QuestionType.GRID, Text(en="How good is"))
    )
    assert [row.code for row in grid.children] == ["a", "b"]
    assert other.type is QuestionType.CHOOSE_ONE
    assert told(found.notices) == []


def test_rows_with_a_condition_stay_a_grid() -> None:
    header = ("type", "name", "label", "appearance", "relevant")
    found = imported(
        (
            header,
            ("begin_group", "g", "How good is", "table-list"),
            ("select_one yn", "a", "this?"),
            ("select_one yn", "b", "that?", None, "${a} = 'no'"),
            ("end_group",),
        )
    )
    (grid,) = found.questionnaire.pages[0].questions
    assert [row.relevant for row in grid.children] == [None, parse("${a} = 'no'")]
    assert told(found.notices) == []


def test_rows_with_filters_of_their_own_are_no_grid() -> None:
    header = ("type", "name", "label", "appearance", "choice_filter")
    found = imported(
        (
            header,
            ("begin_group", "g", "How good is", "table-list"),
            ("select_one yn", "a", "this?"),
            ("select_one yn", "b", "that?", None, "name != ${a}"),
            ("end_group",),
        )
    )
    assert [(one.code, one.type) for one in found.questionnaire.pages[0].questions] == [
        ("g", QuestionType.NOTE),
        ("a", QuestionType.CHOOSE_ONE),
        ("b", QuestionType.CHOOSE_ONE),
    ]
    assert told(found.notices) == [
        (
            "survey!D2",
            "A row has a filter of its own, so the rows are asked one by one.",
        )
    ]
