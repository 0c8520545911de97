"""Every broken workbook gets faults that say where, what and what to do."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from surveys.xlsform import Fault, WorkbookFaults, read_workbook
from tests.surveys.xlsform.workbooks import CHOICES, HEADER, Table, faults_of, page_of, workbook

A_TEXT = ("text", "q", "Q?")


def places(faults: Sequence[Fault]) -> list[str]:
    return [f"{fault.sheet}!{fault.column}{fault.row}" for fault in faults]


def row(type_: Any, name: Any = "q", label: Any = "Q?", **cells: Any) -> tuple[Any, ...]:
    return (type_, name, label, *(cells.get(heading) for heading in HEADER[3:]))


ROWS: list[tuple[str, Sequence[Sequence[Any]], str, str]] = [
    ("unknown type", [row("geopoint")], "survey!A4", "“geopoint” cannot be asked"),
    ("misspelt type", [row("integr")], "survey!A4", "Did you mean “integer”?"),
    ("no type", [row(None)], "survey!A4", "The type is missing"),
    ("no list named", [row("select_one")], "survey!A4", "Did you mean “select_one”"),
    ("list of two words", [row("select_one a b")], "survey!A4", "Name one list"),
    ("or_other", [row("select_one yn or_other")], "survey!A4", "“or_other” is not supported"),
    ("unknown list", [row("select_one fruits")], "survey!A4", "Did you mean “fruit”?"),
    ("appearance", [row("text", appearance="money")], "survey!A4", "It goes with integer."),
    ("no name", [row("text", None)], "survey!B4", "The name is missing"),
    ("name with a space", [row("text", "my name")], "survey!B4", "“my name” cannot be used"),
    ("name in Korean", [row("text", "이름")], "survey!B4", "“이름” cannot be used"),
    ("name of digits", [row("text", 7)], "survey!B4", "“7” cannot be used"),
    ("long name", [row("text", "n" * 121)], "survey!B4", "longer than 120 characters"),
    ("same name", [A_TEXT, A_TEXT], "survey!B5", "Row 4 has the name “q”, too."),
    ("no label", [row("text", label=None)], "survey!C4", "The label is missing"),
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
        "text as a number",
        [A_TEXT, row("text", "r", relevant="${q} > 3")],
        "survey!E5",
        "cannot be used",
    ),
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
    ("empty page", [], "survey!A3", "“page” holds no question"),
    ("empty repeat", [row("begin_repeat"), ("end_repeat",)], "survey!A4", "holds no question"),
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


COLUMNS: list[tuple[str, str | None, Any, str]] = [
    ("calculation", "calculation", "1 + 1", "“calculation” is not supported"),
    ("choice filter", "choice_filter", "a = 1", "“choice_filter” is not supported"),
    ("default", "default", "7", "“default” is not supported"),
    ("picture", "media::image::English (en)", "a.png", "“image” is not supported"),
    ("no heading", None, "stray", "has values but no heading"),
    ("heading twice", "LABEL", "again", "says the same as that of column C"),
]


@pytest.mark.parametrize(
    ("heading", "value", "words"), [one[1:] for one in COLUMNS], ids=[one[0] for one in COLUMNS]
)
def test_a_column_that_cannot_be_honoured(heading: str | None, value: Any, words: str) -> None:
    table = page_of((*A_TEXT, value), header=("type", "name", "label", heading))
    (fault,) = faults_of(workbook(table))
    assert fault.column == "D"
    assert fault.row == (4 if heading not in (None, "LABEL") else 1)
    assert words in fault.message


CHOICE_ROWS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("no list", (None, "a", "A"), "choices!A6", "name of the list is missing"),
    ("no code", ("yn", None, "A"), "choices!B6", "has no name"),
    ("spaces", ("yn", "a b", "A"), "choices!B6", "without spaces"),
    ("no label", ("yn", "a"), "choices!C6", "has no label"),
    ("code twice", ("yn", "no", "No"), "choices!B6", "already has an option “no”"),
    ("exclusive", ("yn", "a", "A", "perhaps"), "choices!D6", "neither yes nor no"),
]


@pytest.mark.parametrize(
    ("option", "place", "words"),
    [one[1:] for one in CHOICE_ROWS],
    ids=[one[0] for one in CHOICE_ROWS],
)
def test_a_broken_option(option: tuple[Any, ...], place: str, words: str) -> None:
    faults = faults_of(workbook(page_of(A_TEXT), (*CHOICES, option)))
    assert places(faults) == [place]
    assert words in faults[0].message


BOOKS: list[tuple[str, Table | None, Table | None, Table | None, str, str]] = [
    ("no survey", None, CHOICES, None, "!0", "no sheet “survey”"),
    ("empty survey", (), None, None, "survey!1", "no column “type”"),
    ("only headings", (HEADER,), None, None, "survey!2", "asks nothing"),
    ("no name column", (("type", "label"), ("text", "Q?")), None, None, "survey!1", "“name”"),
    (
        "third language",
        (("type", "name", "label::French (fr)"), A_TEXT),
        None,
        None,
        "survey!1",
        "",
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
    ("no choices", page_of(row("select_one yn")), None, None, "survey!A4", "no list “yn”"),
    ("no list_name", page_of(A_TEXT), (("name", "label"),), None, "choices!1", "“list_name”"),
    ("version", page_of(A_TEXT), None, (("version",), ("v1.2",)), "settings!A2", "whole number"),
    (
        "form_id",
        page_of(A_TEXT),
        None,
        (("form_id",), ("a form",)),
        "settings!A2",
        "cannot be used",
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
        row("geopoint", "r", None),
        row("select_one yn", "s", relevant="x("),
    ]
    faults = faults_of(workbook(page_of(*rows), (*CHOICES, ("yn", "a"))))
    assert places(faults) == [
        "survey!B4",
        "survey!C5",
        "survey!A5",
        "survey!E6",
        "choices!C6",
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


def test_a_formula_without_a_stored_result_is_refused() -> None:
    (fault,) = faults_of(workbook(page_of(row("text", label="=UPPER(B4)"))))[:1]
    assert (fault.row, fault.column) == (4, "C")
    assert "no stored result" in fault.message


def test_an_excel_error_is_refused() -> None:
    faults = faults_of(workbook(page_of(row("text", label="#N/A"))))
    assert "C4" in {f"{fault.column}{fault.row}" for fault in faults}
    assert "#N/A" in faults[0].message


def test_a_stray_cell_at_the_far_end_is_refused() -> None:
    book = workbook(page_of(A_TEXT))
    book["survey"]["XFD1048576"] = "here"
    (fault,) = faults_of(book)
    assert "XFD1048576" in fault.message


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
    monkeypatch.setattr("surveys.xlsform.workbook.MOST_BYTES_UNPACKED", 100)
    (fault,) = faults_of(workbook(page_of(A_TEXT)))
    assert "(.xlsx)" in fault.message


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
