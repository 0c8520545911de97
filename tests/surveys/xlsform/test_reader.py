"""What a workbook that is in order is read as."""

from decimal import Decimal
from pathlib import Path

import pytest

from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Question, QuestionType
from surveys.xlsform import read_workbook
from tests.surveys.xlsform.workbooks import faults_of, page_of, read, saved, workbook


def only_question(*rows: tuple[object, ...], header: tuple[str, ...] | None = None) -> Question:
    table = page_of(*rows, header=header) if header else page_of(*rows)
    return read(table).pages[0].questions[0]


def test_groups_are_sections_and_pages() -> None:
    questionnaire = read(
        (
            ("type", "name", "label", "relevant", "hint"),
            ("integer", "before", "Outside of every group?"),
            ("begin group", "one", "One", "${before} > 1"),
            ("text", "loose", "Loose?"),
            ("begin_group", "inner", "Inner", "${loose} = 'a'", "An introduction."),
            ("text", "a", "A?"),
            ("end group",),
            ("text", "looser", "Looser?"),
            ("end_group",),
        )
    )
    found = [
        (section.code, page.code, [question.code for question in page.questions])
        for section in questionnaire.sections
        for page in section.pages
    ]
    assert found == [
        ("a_form", "a_form", ["before"]),
        ("one", "one", ["loose"]),
        ("one", "inner", ["a"]),
        ("one", "one_2", ["looser"]),
    ]
    assert questionnaire.sections[1].relevant == parse("${before} > 1")
    inner = questionnaire.pages_by_code["inner"]
    assert inner.relevant == parse("${loose} = 'a'")
    assert inner.intro == Text(en="An introduction.")
    assert questionnaire.pages_by_code["one_2"].title == Text(en="One")


def test_a_group_inside_a_page_hands_its_condition_down() -> None:
    page = read(
        page_of(
            ("integer", "n", "How many?"),
            ("begin_group", "more", "More", None, "${n} > 1"),
            ("text", "a", "A?"),
            ("text", "b", "B?", None, "${a} = 'x'"),
            ("end_group",),
        )
    ).pages[0]
    assert [(one.code, one.type, one.relevant) for one in page.questions] == [
        ("n", QuestionType.INTEGER, None),
        ("more", QuestionType.NOTE, parse("${n} > 1")),
        ("a", QuestionType.TEXT, parse("${n} > 1")),
        ("b", QuestionType.TEXT, parse("${n} > 1 and ${a} = 'x'")),
    ]


def test_a_table_list_is_a_grid_of_one_scale() -> None:
    grid = only_question(
        ("begin_group", "rating", "How good?", None, None, None, "w1 table-list"),
        ("select_one yn", "first", "First", "yes"),
        ("select_one yn", "second", "Second"),
        ("end_group",),
    )
    assert (grid.type, grid.code, grid.is_required) == (QuestionType.GRID, "rating", True)
    assert [option.code for option in grid.options] == ["yes", "no"]
    assert [(row.code, row.is_required) for row in grid.children] == [
        ("first", True),
        ("second", False),
    ]
    assert {row.options for row in grid.grid_rows} == {grid.options}


def test_a_repeat_has_its_questions_as_columns() -> None:
    header = ("type", "name", "label", "required", "most_rows")
    repeat = only_question(
        ("begin_repeat", "rows", "Which ones?", "yes", 5),
        ("text", "what", "What?"),
        ("end_repeat",),
        header=header,
    )
    assert (repeat.type, repeat.is_required, repeat.most_rows) == (QuestionType.REPEAT, True, 5)
    assert [column.code for column in repeat.children] == ["what"]


def test_a_path_ends_in_a_name_that_one_row_alone_has() -> None:
    rows = (
        ("begin_group", "one", "One"),
        ("text", "a", "A?"),
        ("text", "b", "B?", None, "../a = 'x' and current()/../a != 'y'"),
        ("end_group",),
        ("begin_group", "two", "Two"),
    )
    page = read(page_of(*rows, ("text", "c", "C?"), ("end_group",))).pages[0]
    relevant = {one.code: one.relevant for one in page.questions}["b"]
    assert relevant == parse("${a} = 'x' and ${a} != 'y'")
    twice = workbook(page_of(*rows, ("text", "a", "A?"), ("end_group",)))
    assert [(fault.row, fault.column) for fault in faults_of(twice)] == [(6, "E")]


def test_a_condition_reads_columns_beside_it_and_sums_from_outside() -> None:
    page = read(
        page_of(
            ("begin_repeat", "rows", "Which?"),
            ("integer", "n", "How many?"),
            ("text", "why", "Why?", None, "${n} > 3"),
            ("end_repeat",),
            ("text", "all", "All?", None, "sum(${rows}/n) > 10"),
        )
    ).pages[0]
    assert page.questions[0].children[1].relevant == parse("${n} > 3")
    assert page.questions[1].relevant == parse("sum(${rows}/n) > 10")


@pytest.mark.parametrize(
    ("type_", "appearance", "expected"),
    [
        ("text", None, QuestionType.TEXT),
        ("text", "multiline", QuestionType.LONG_TEXT),
        ("text", "registration-number", QuestionType.REGISTRATION_NUMBER),
        ("text", "email", QuestionType.EMAIL),
        ("text", "tel", QuestionType.PHONE),
        ("text", "w4 url", QuestionType.URL),
        ("Integer", None, QuestionType.INTEGER),
        ("integer", "thousands-sep money", QuestionType.MONEY),
        ("decimal", None, QuestionType.DECIMAL),
        ("decimal", "percent", QuestionType.PERCENT),
        ("date", None, QuestionType.DATE),
        ("date", "month-year", QuestionType.MONTH),
        ("date", "year", QuestionType.YEAR),
        ("range", None, QuestionType.INTEGER),
        ("note", None, QuestionType.NOTE),
        ("select_one yn", None, QuestionType.CHOOSE_ONE),
        ("select one from yn", None, QuestionType.CHOOSE_ONE),
        ("select1 yn", None, QuestionType.CHOOSE_ONE),
        ("select_multiple fruit", "minimal", QuestionType.CHOOSE_SEVERAL),
        ("select all that apply fruit", None, QuestionType.CHOOSE_SEVERAL),
    ],
)
def test_types(type_: str, appearance: str | None, expected: QuestionType) -> None:
    table = page_of((type_, "q", "Q?", None, None, None, appearance), ("text", "r", "R?"))
    assert read(table).pages[0].questions[0].type is expected


@pytest.mark.parametrize(
    ("type_", "constraint", "bounds", "rest"),
    [
        ("integer", ". >= 0", (0, None), None),
        ("integer", ". > 0 and . < 10", (1, 9), None),
        ("integer", "0 <= . and (. <= 10 and . <= 5)", (0, 5), None),
        ("integer", ". >= '3' and . != 7", (3, None), ". != 7"),
        ("decimal", ". > 0 and . <= 2.5", (None, Decimal("2.5")), ". > 0"),
        ("decimal", ". >= -1.5", (Decimal("-1.5"), None), None),
        ("integer", ". >= 0 or . <= 10", (None, None), ". >= 0 or . <= 10"),
        ("integer", ". != 3", (None, None), ". != 3"),
        ("integer", ". <= 1000000000000000", (None, None), ". <= 1000000000000000"),
        ("integer", ". <= 999999999999999", (None, 999999999999999), None),
        ("decimal", ". <= 0.00001", (None, None), ". <= 0.00001"),
        ("decimal", ". <= 0.0001", (None, Decimal("0.0001")), None),
        ("date", ". <= today()", (None, None), ". <= today()"),
    ],
)
def test_a_constraint_gives_the_least_and_greatest_answer_away(
    type_: str,
    constraint: str,
    bounds: tuple[Decimal | int | None, Decimal | int | None],
    rest: str | None,
) -> None:
    question = only_question((type_, "q", "Q?", None, None, constraint))
    assert (question.minimum, question.maximum) == bounds
    assert question.constraint == (parse(rest, this="q") if rest else None)


def test_a_constraint_gives_the_pattern_of_a_text_away() -> None:
    question = only_question(
        ("text", "q", "Q?", None, None, "regex(., '[a-z]+') and . != 'x' and regex(., '..')")
    )
    assert question.pattern == "[a-z]+"
    assert question.constraint == parse(". != 'x' and regex(., '..')", this="q")


@pytest.mark.parametrize(
    ("parameters", "kind", "ends", "rest"),
    [
        (None, QuestionType.INTEGER, (1, 10), None),
        ("start=0 end=100 step=5", QuestionType.INTEGER, (0, 100), ". mod 5 = 0"),
        ("start = 3 ; end = 9, step = 2", QuestionType.INTEGER, (3, 9), "(. - 3) mod 2 = 0"),
        ("start=0 end=1 step=0.5", QuestionType.DECIMAL, (0, 1), ". mod 0.5 = 0"),
    ],
)
def test_a_range_is_a_number_on_a_step_between_its_ends(
    parameters: str | None, kind: QuestionType, ends: tuple[int, int], rest: str | None
) -> None:
    header = ("type", "name", "label", "parameters")
    question = only_question(("range", "q", "Q?", parameters), header=header)
    assert (question.type, question.minimum, question.maximum) == (kind, *ends)
    assert question.constraint == (parse(rest, this="q") if rest else None)


def test_headings_are_read_in_any_spelling() -> None:
    question = only_question(
        ("text", "q", "질문?", "Q?", "YES", "짧게", "명", "힌트", "Yes"),
        header=(
            " Type ",
            "NAME",
            "Label::Korean  (ko)",
            "label:English(en)",
            "bind::required",
            "short :: 한국어",
            "unit::ko",
            "hint::Korean (ko)",
            "Dont know",
        ),
    )
    assert question.label == Text(ko="질문?", en="Q?")
    assert question.is_required
    assert (question.short, question.unit, question.hint) == (
        Text("짧게"),
        Text("명"),
        Text("힌트"),
    )
    assert question.allowed_missing == {Missing.DONT_KNOW}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("Korean (ko)", Text(ko="Q?")), ("English", Text(en="Q?")), (None, Text(en="Q?"))],
)
def test_a_plain_label_is_in_the_default_language(language: str | None, expected: Text) -> None:
    settings = (("form_id", "default_language"), ("f", language))
    questionnaire = read(page_of(("text", "q", "Q?")), settings=settings)
    assert questionnaire.questions_by_code["q"].label == expected


def test_one_language_is_enough() -> None:
    table = page_of(("text", "q", "질문?"), header=("type", "name", "label::ko", "label::en"))
    questions = read((*table[:1], *[(r[0], *r[1:2], *r[2:3]) for r in table[1:]]))
    assert questions.questions_by_code["q"].label == Text(ko="질문?")


def test_options_keep_their_order_and_their_exclusive_ones() -> None:
    question = only_question(("select_multiple fruit", "q", "Q?"))
    assert [(one.code, one.is_exclusive) for one in question.options] == [
        ("apple", False),
        ("none", True),
    ]


def test_numbers_serve_as_option_codes() -> None:
    choices = (("list name", "value", "label"), ("scale", 1, "Low"), ("scale", 2.0, "High"))
    questionnaire = read(page_of(("select_one scale", "q", "Q?")), choices=choices)
    assert [one.code for one in questionnaire.questions_by_code["q"].options] == ["1", "2"]


def test_a_disabled_row_and_an_empty_one_are_left_out() -> None:
    header = ("type", "name", "label", "disabled")
    page = read(
        page_of(("hologram", "x", "X?", "yes"), (None,), ("text", "q", "Q?"), header=header)
    ).pages[0]
    assert [one.code for one in page.questions] == ["q"]


def test_settings_name_the_form() -> None:
    settings = (
        ("form_title", "translated_title::English (en)", "form_id", "version", "default_language"),
        ("조사", "Survey", "survey_1", "7", "Korean (ko)"),
    )
    questionnaire = read(page_of(("text", "q", "Q?")), settings=settings)
    assert (questionnaire.code, questionnaire.version) == ("survey_1", 7)
    assert questionnaire.title == Text(ko="조사", en="Survey")


def test_without_settings_the_file_names_the_form(tmp_path: Path) -> None:
    path = tmp_path / "needs 2026.xlsx"
    path.write_bytes(saved(workbook(page_of(("text", "q", "Q?")), settings=None)).getvalue())
    questionnaire = read_workbook(path).questionnaire
    assert (questionnaire.code, questionnaire.title.en) == ("needs_2026", "needs 2026")


def test_a_page_may_have_the_name_of_a_question_or_of_its_section() -> None:
    questionnaire = read(
        (
            ("type", "name", "label"),
            ("begin_group", "same", "Section"),
            ("begin_group", "same", "Page"),
            ("text", "same", "Question?"),
            ("end_group",),
            ("end_group",),
        )
    )
    assert list(questionnaire.page_of) == ["same"]


@pytest.mark.parametrize(("written", "is_required"), [("-1", True), ("0.0", False)])
def test_what_is_always_or_never_required(written: str, is_required: bool) -> None:
    question = only_question(("text", "q", "Q?", written))
    assert (question.is_required, question.required_if) == (is_required, None)


def test_digits_in_a_repeat_are_numbers_to_be_added_up() -> None:
    questions = read(
        page_of(
            ("begin_repeat", "members", "Who?"),
            ("integer", "age", "Age?"),
            ("calculate", "young", *[None] * 5, "if(${age} < 5, '1', if(${age} < 9, 2, '0'))"),
            ("calculate", "code", *[None] * 5, "if(${age} < 5, '01', '0')"),
            ("text", "t", "T?", None, "${young} = '1'"),
            ("end_repeat",),
            ("calculate", "sum", *[None] * 5, "sum(${young})"),
        )
    ).questions_by_code
    assert questions["young"].calculation == parse("if(${age} < 5, 1, if(${age} < 9, 2, 0))")
    assert questions["code"].calculation == parse("if(${age} < 5, '01', '0')")
    assert questions["t"].relevant == parse("${young} = 1")
    assert questions["sum"].calculation == parse("sum(${members}/young)")


def test_the_constraint_of_a_calculation_is_its_limits() -> None:
    questions = read(
        [
            ("type", "name", "label", "constraint", "constraint_message", "calculation"),
            ("integer", "age", "Age?"),
            ("calculate", "c", None, ". >= 2 and . <= 99 and . != 7", "Really?", "${age} * 2"),
        ]
    ).questions_by_code
    found = questions["c"]
    assert (found.minimum, found.maximum) == (Decimal(2), Decimal(99))
    assert found.constraint == parse(". != 7", this="c")
    assert "Really?" in (found.constraint_message.ko, found.constraint_message.en)
    assert found.asks_for_second_look
