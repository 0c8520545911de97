"""Every broken workbook gets faults that say where, what and what to do."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from surveys.xlsform import Fault, WorkbookFaults, read_workbook, said_once
from tests.surveys.xlsform.workbooks import (
    CHOICES,
    HEADER,
    Table,
    faults_of,
    page_of,
    saved,
    told,
    workbook,
)

A_TEXT = ("text", "q", "Q?")


def places(faults: Sequence[Fault]) -> list[str]:
    return [f"{fault.sheet}!{fault.column}{fault.row}" for fault in faults]


def row(type_: Any, name: Any = "q", label: Any = "Q?", **cells: Any) -> tuple[Any, ...]:
    return (type_, name, label, *(cells.get(heading) for heading in HEADER[3:]))


ROWS: list[tuple[str, Sequence[Sequence[Any]], str, str]] = [
    ("unknown type", [row("hologram")], "survey!A4", "“hologram” cannot be asked"),
    ("misspelt type", [row("integr")], "survey!A4", "Did you mean “integer”?"),
    ("no type", [row(None)], "survey!A4", "The type is missing"),
    ("no list named", [row("select_one")], "survey!A4", "Name one list"),
    ("list of two words", [row("select_one a b")], "survey!A4", "Name one list"),
    ("a file's list", [row("select_one_from_file a.csv")], "survey!A4", "another file"),
    ("a file's search", [row("select_one yn", appearance="search('a')")], "survey!A4", "searched"),
    ("a repeat's list", [row("select_one ${q}")], "survey!A4", "entries of a repeat"),
    ("lines on a map", [row("geotrace")], "survey!A4", "Lines and areas on a map"),
    ("a feature of a map", [row("osm tags")], "survey!A4", "OpenStreetMap"),
    ("another form", [row("include")], "survey!A4", "Other forms cannot be included"),
    ("cascade", [row("cascading_select a")], "survey!A4", "one select_one for each level"),
    ("loop_", [row("begin_loop over yn")], "survey!A4", "Loops are not supported"),
    (
        "label of an option",
        [row("select_one yn"), row("calculate", "c", calculation="jr:choice-name(${q}, '${q}')")],
        "survey!H5",
        "expected ${name} in a label or a hint, where it shows the option's label)",
    ),
    (
        "label in a list",
        [
            row("select_one yn"),
            row("calculate", "c", calculation="pulldata('yn', 'label', 'name', ${q})"),
        ],
        "survey!H5",
        "The label of an option differs by language and cannot be looked up",
    ),
    ("loop", [row("begin loop over yn"), ("end loop",)], "survey!A4", "Loops are not supported"),
    ("unknown list", [row("select_one fruits")], "survey!A4", "Did you mean “fruit”?"),
    ("appearance", [row("text", appearance="money")], "survey!A4", "It goes with integer."),
    ("no name", [row("text", None)], "survey!B4", "The code is missing"),
    ("name with a space", [row("text", "my name")], "survey!B4", "Write “my_name”, for example."),
    ("name in Korean", [row("text", "이름")], "survey!B4", "“이름” cannot be a code."),
    ("name of digits", [row("text", 7)], "survey!B4", "Write “q_7”, for example."),
    ("long name", [row("text", "n" * 121)], "survey!B4", "longer than 120 characters"),
    ("same name", [A_TEXT, A_TEXT], "survey!B5", "Row 4 has the name “q”, too."),
    ("no label", [row("text", label=None)], "survey!C4", "The words are missing"),
    ("required", [row("text", required="maybe")], "survey!D4", "neither yes nor no"),
    ("no operand", [row("text", relevant="${q} = ")], "survey!E4", "character"),
    ("unclosed", [row("text", constraint="(. = 'a'")], "survey!F4", "character"),
    ("no function", [row("text", constraint="frobnicate(.)")], "survey!F4", "character"),
    ("dot in relevant", [row("text", relevant=". = 'a'")], "survey!E4", "at character 1"),
    ("unknown reference", [row("text", relevant="${r} = 'a'")], "survey!E4", "no question “r”"),
    ("close reference", [row("text", "age", relevant="${agee} > 1")], "survey!E4", "mean “age”"),
    ("reference to a page", [row("text", relevant="${page} = 'a'")], "survey!E4", "“page”"),
    (
        "reference to a note",
        [row("note"), row("text", "r", relevant="${q} = 'a'")],
        "survey!E5",
        "",
    ),
    (
        "option that is not there",
        [row("select_one yn"), row("text", "r", relevant="${q} = 'maybe'")],
        "survey!E5",
        "has no option maybe",
    ),
    (
        "several options as one",
        [row("select_multiple fruit"), row("text", "r", relevant="${q} = 'apple'")],
        "survey!E5",
        "Write selected(${q}, 'apple')",
    ),
    ("earlier response", [row("text", relevant="${last-saved#q} = 1")], "survey!E4", "An earlier"),
    (
        "reference to a device",
        [row("deviceid", "d", None), row("text", relevant="${d} = 'a'")],
        "survey!E5",
        "“d” (row 4) has no answer here",
    ),
    (
        "words about a device",
        [row("deviceid", "d", None), row("text", label="Of ${d}?")],
        "survey!C5",
        "There is no answer to show in place of ${d}",
    ),
    (
        "circle",
        [row("text", "a", "A?", relevant="${b} = 1"), row("text", "b", "B?", relevant="${a} = 1")],
        "survey!E4",
        "A? → B? → A?",
    ),
    ("bounds", [row("integer", constraint=". > 5 and . < 3")], "survey!F4", "6, is above"),
    ("pattern", [row("text", constraint="regex(., '(')")], "survey!F4", "no regular expression"),
    (
        "column from outside its rows",
        [
            row("begin_repeat", "rows"),
            row("integer"),
            ("end_repeat",),
            row("text", "r", relevant="${q} > 3"),
        ],
        "survey!E7",
        "a column of rows",
    ),
    ("nothing to close", [A_TEXT, ("end_repeat",)], "survey!A5", "Write end_group to close it"),
    ("empty page", [], "survey!A3", "The page holds no question"),
    ("empty repeat", [row("begin_repeat"), ("end_repeat",)], "survey!A4", "holds no question"),
    (
        "clock at an answer",
        [A_TEXT, ("calculate", "c", None, *[None] * 4, "now()", "${q}")],
        "survey!I5",
        "moment at which",
    ),
    (
        "rows in rows",
        [
            row("begin_repeat"),
            row("begin_repeat", "r"),
            row("text", "s"),
            ("end_repeat",),
            ("end_repeat",),
        ],
        "survey!A5",
        "Rows inside rows",
    ),
    (
        "grid of two lists",
        [
            row("begin_group", appearance="table-list"),
            row("select_one yn", "a"),
            row("select_one fruit", "b"),
            ("end_group",),
        ],
        "survey!A6",
        "all of one list",
    ),
]


@pytest.mark.parametrize(
    ("rows", "place", "words"), [one[1:] for one in ROWS], ids=[one[0] for one in ROWS]
)
def test_a_broken_row(rows: Sequence[Sequence[Any]], place: str, words: str) -> None:
    faults = faults_of(workbook(page_of(*rows)))
    assert place in places(faults)
    assert words in faults[places(faults).index(place)].message


COLUMNS: list[tuple[str, str, str]] = [
    ("relevent", "1 = 1", "Did you mean “relevant”?"),
    ("Requred", "yes", "Did you mean “required”?"),
    ("lable::English (en)", "Q?", "Did you mean “label”?"),
]


@pytest.mark.parametrize(("heading", "value", "words"), COLUMNS)
def test_a_column_that_is_nearly_one_that_is_read(heading: str, value: Any, words: str) -> None:
    table = page_of((*A_TEXT, value), header=("type", "name", "label", heading))
    (fault,) = faults_of(workbook(table))
    assert (fault.row, fault.column) == (1, "D")
    assert words in fault.message


def test_two_columns_of_one_heading_may_not_contradict() -> None:
    header = ("type", "name", "label", "LABEL")
    (fault,) = faults_of(workbook(page_of((*A_TEXT, "Another?"), header=header)))
    assert (fault.row, fault.column) == (4, "D")
    assert "that of column C" in fault.message
    assert faults_of(workbook(page_of((*A_TEXT, "Q?"), header=header))) == ()


def test_a_list_that_is_missing_is_said_once() -> None:
    rows = [row("select_one fruits", name) for name in "abc"]
    (fault,) = faults_of(workbook(page_of(*rows, A_TEXT)))
    assert (fault.row, fault.column) == (4, "A")
    assert fault.message == (
        "The choices sheet has no list “fruits”. Did you mean “fruit”? Also in rows 5, 6."
    )


def test_for_people_the_same_fault_is_said_once() -> None:
    faults = faults_of(workbook(page_of(*[row("geotrace", f"g{at}") for at in range(3)], A_TEXT)))
    assert places(faults) == ["survey!A4", "survey!A5", "survey!A6"]
    (one,) = said_once(faults)
    assert (one.row, one.column) == (4, "A")
    assert one.message == f"{faults[0].message} Also in rows 5, 6."


def test_what_hangs_on_a_fault_is_not_one_more() -> None:
    faults = faults_of(
        workbook(
            page_of(
                row("hologram", "h"),
                row("text", "a", "Of ${h}?", relevant="${h} = 1"),
                row("calculate", "c", None, relevant="x("),
                row("text", "b", "B?", relevant="${c} > ${h}"),
            )
        )
    )
    assert places(faults) == ["survey!A4", "survey!E6", "survey!H6"]


CHOICE_ROWS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("no code", ("yn", None, "A"), "choices!B6", "has no code"),
    ("spaces", ("yn", "a b", "A"), "choices!B6", "without spaces"),
    ("code twice", ("yn", "no", "Nope"), "choices!B6", "already has an option “no”"),
    ("exclusive", ("yn", "a", "A", "perhaps"), "choices!D6", "neither yes nor no"),
]


@pytest.mark.parametrize(
    ("option", "place", "words"),
    [one[1:] for one in CHOICE_ROWS],
    ids=[one[0] for one in CHOICE_ROWS],
)
def test_a_broken_option(option: tuple[Any, ...], place: str, words: str) -> None:
    faults = faults_of(workbook(page_of(row("select_one yn")), (*CHOICES, option)))
    assert places(faults) == [place]
    assert words in faults[0].message


def test_an_option_with_words_in_another_language_only() -> None:
    headings = ("list_name", "name", "label", "label::French (fr)")
    options = (headings, ("yn", "yes", "Yes", "Oui"), ("yn", "no", None, "Non"))
    faults = faults_of(workbook(page_of(row("select_one yn")), options))
    assert places(faults) == ["choices!C3"]


@pytest.mark.parametrize("type_", ["integer", "date"])
def test_a_default_that_is_but_a_word(type_: str) -> None:
    header = ("type", "name", "label", "default")
    faults = faults_of(workbook(page_of((type_, "q", "Q?", "not_specified"), header=header)))
    message = "“not_specified” is not a number or a date. Write one, or empty the cell."
    assert told(faults) == [("survey!D4", message)]


def test_what_a_question_is_filled_in_with_is_told_where_it_is_written() -> None:
    faults = faults_of(workbook(page_of(row("integer", calculation="''"))))
    assert places(faults) == ["survey!H4"]


def test_a_broken_option_of_a_list_that_nobody_uses() -> None:
    assert faults_of(workbook(page_of(A_TEXT), (*CHOICES, ("yn", "no", "No")))) == ()


BOOKS: list[tuple[str, Table | None, Table | None, Table | None, str, str]] = [
    ("no survey", None, CHOICES, None, "!0", "no sheet “survey”"),
    ("empty survey", (), None, None, "survey!1", "no column “type”"),
    ("only headings", (HEADER,), None, None, "survey!0", "asks nothing"),
    ("no name column", (("type", "label"), ("text", "Q?")), None, None, "survey!1", "“name”"),
    (
        "third language",
        (("type", "name", "label::French (fr)"), A_TEXT),
        None,
        None,
        "survey!C1",
        "The words are in French (fr) only.",
    ),
    (
        "never closed",
        (HEADER, row("begin_group", "g"), A_TEXT),
        None,
        None,
        "survey!A2",
        "end_group",
    ),
    ("closed twice", (HEADER, A_TEXT, ("end group",)), None, None, "survey!A3", "Nothing is open"),
    (
        "deep",
        (HEADER, *[row("begin_group", f"g{n}") for n in range(30)]),
        None,
        None,
        "survey!A22",
        "20",
    ),
    (
        "no choices",
        page_of(row("select_one yn")),
        None,
        None,
        "survey!A4",
        "Add it, with the lists “yn”.",
    ),
    (
        "no list_name",
        page_of(A_TEXT),
        (("name", "label"), ("a", "A")),
        None,
        "choices!1",
        "“list_name”",
    ),
    (
        "title",
        page_of(A_TEXT),
        None,
        (("form_id", "form_title"), ("a", "t" * 201)),
        "settings!B2",
        "longer than 200",
    ),
]


@pytest.mark.parametrize(
    ("survey", "choices", "settings", "place", "words"),
    [one[1:] for one in BOOKS],
    ids=[one[0] for one in BOOKS],
)
def test_a_broken_workbook(
    survey: Table | None, choices: Table | None, settings: Table | None, place: str, words: str
) -> None:
    faults = faults_of(workbook(survey, choices, settings))
    assert place in places(faults)
    assert words in faults[places(faults).index(place)].message


def test_all_faults_come_at_once_and_in_order() -> None:
    rows = [
        row("text", "my name"),
        row("text", "r", None),
        row("hologram", "h"),
        row("select_one yn", "s", relevant="x("),
    ]
    faults = faults_of(workbook(page_of(*rows), (*CHOICES, ("yn", "a b", "A"))))
    assert places(faults) == [
        "survey!B4",
        "survey!C5",
        "survey!A6",
        "survey!E7",
        "choices!B6",
    ]


def test_a_fault_says_where_it_is() -> None:
    fault = Fault("survey", 5, "C", "It is wrong. Mend it.", "relevant")
    assert str(fault) == "survey, row 5, column C (relevant): It is wrong. Mend it."
    assert str(Fault("", 0, "", "No workbook.")) == "No workbook."
    assert Fault("survey", 5, "C", "").place == "survey, row 5, column C"
    assert Fault("survey", 5, "", "").place == "survey, row 5"
    assert Fault("survey", 0, "", "").place == "survey"


def test_cells_merged_across_rows_are_refused() -> None:
    book = workbook(page_of(row("text", relevant="${r} = 'a'"), row("text", "r")))
    book["survey"].merge_cells("E4:E5")
    (fault,) = faults_of(book)
    assert (fault.row, fault.column) == (4, "E")
    assert "E4:E5 are merged" in fault.message


def test_cells_merged_within_a_row_do_no_harm() -> None:
    book = workbook(page_of(A_TEXT))
    book["survey"].merge_cells("C2:G2")
    assert faults_of(book) == ()


def edited(book: Workbook, old: str, new: str) -> BytesIO:
    """The workbook with something else in the XML of its survey sheet."""
    found = BytesIO()
    with zipfile.ZipFile(saved(book)) as before, zipfile.ZipFile(found, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    found.seek(0)
    return found


def test_all_cells_of_a_sheet_may_be_merged() -> None:
    merged = '</sheetData><mergeCells><mergeCell ref="A8:XFD1048576"/></mergeCells>'
    assert faults_of(edited(workbook(page_of(A_TEXT)), "</sheetData>", merged)) == ()


@pytest.mark.parametrize(("column", "is_fine"), [("XFD", True), ("XFE", False)])
def test_a_sheet_wider_than_any(column: str, is_fine: bool) -> None:
    book = workbook(page_of(A_TEXT))
    book["survey"]["XFD9"] = "far away"
    faults = faults_of(edited(book, 'r="XFD9"', f'r="{column}9"'))
    assert (faults == ()) is is_fine
    assert is_fine or "not an Excel workbook" in faults[0].message


def test_a_formula_counts_with_its_stored_result() -> None:
    book = edited(workbook(page_of(row("text", label="=UPPER(B4)"))), "<v></v>", "<v>7</v>")
    question = read_workbook(book).questionnaire.questions_by_code["q"]
    assert question.label.en == "7"


def test_a_formula_without_a_stored_result_is_refused() -> None:
    (fault,) = faults_of(workbook(page_of(row("text", label="=UPPER(B4)"))))[:1]
    assert (fault.row, fault.column) == (4, "C")
    assert "no stored result" in fault.message


def test_an_excel_error_is_refused() -> None:
    faults = faults_of(workbook(page_of(row("text", label="#N/A"))))
    assert "C4" in {f"{fault.column}{fault.row}" for fault in faults}
    assert "#N/A" in faults[0].message


def test_a_stray_cell_at_the_far_end_does_no_harm() -> None:
    book = workbook(page_of(A_TEXT))
    book["survey"]["XFD1048576"] = "here"
    notices = read_workbook(saved(book)).notices
    assert ("survey!XFD1", "The column XFD has no heading and is left out.") in told(notices)


def _zip_of(**files: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"\xd0\xcf\x11\xe0 an old .xls", _zip_of(a="b"), b"type,name,label\n"],
    ids=["empty", "text", "xls", "other zip", "csv"],
)
def test_a_file_that_is_no_workbook(content: bytes) -> None:
    (fault,) = faults_of(BytesIO(content))
    assert (fault.sheet, fault.row) == ("", 0)
    assert "(.xlsx)" in fault.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorkbookFaults, match="cannot be opened"):
        read_workbook(tmp_path / "missing.xlsx")
    with pytest.raises(WorkbookFaults, match="cannot be opened"):
        read_workbook(tmp_path)


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveys.xlsform.workbook.MOST_BYTES", 100)
    (fault,) = faults_of(workbook(page_of(A_TEXT)))
    assert "larger than" in fault.message


def test_a_zip_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveys.xlsform.xlsx.MOST_BYTES_UNPACKED", 100)
    (fault,) = faults_of(workbook(page_of(A_TEXT)))
    assert "(.xlsx)" in fault.message


@pytest.mark.parametrize(("count", "is_fine"), [(3000, True), (3001, False)])
def test_a_survey_longer_than_any_that_somebody_answers(count: int, is_fine: bool) -> None:
    rows = [("text", "q", "Q?"), *[("note", f"n{at}", "N") for at in range(count - 1)]]
    faults = faults_of(workbook((("type", "name", "label"), *rows)))
    assert ([fault.message for fault in faults] == []) is is_fine
    assert is_fine or faults[0].message.startswith("The sheet has more than 3000 rows.")


def test_more_options_in_all_than_can_be_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveys.xlsform.asking.MOST_OPTIONS_IN_ALL", 4)
    rows = [row("select_one yn", name) for name in "abc"]
    (fault,) = faults_of(workbook(page_of(*rows)))
    assert (fault.row, fault.column) == (6, "A")
    assert faults_of(workbook(page_of(*rows[:2]))) == ()


def test_conditions_nested_too_deep_are_refused() -> None:
    deep = "not(" * 98 + "${q} = 'a'" + ")" * 98
    table = page_of(
        A_TEXT,
        row("begin_group", "g1", relevant=deep),
        row("begin_group", "g2", relevant=deep),
        row("begin_group", "g3", relevant=deep),
        row("text", "r", relevant=deep),
        *[("end_group",)] * 3,
    )
    faults = faults_of(workbook(table))
    assert faults
    assert {fault.column for fault in faults} == {"E"}
    assert "nested too deep" in faults[0].message


def test_an_empty_workbook() -> None:
    (fault,) = faults_of(Workbook())
    assert "no sheet “survey”" in fault.message
