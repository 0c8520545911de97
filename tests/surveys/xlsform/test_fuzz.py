"""However a workbook is mutilated, it is read or it has faults; nothing else happens."""

from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import surveys.demonstration
from surveys.xlsform import Fault, WorkbookFaults, read_workbook
from tests.surveys.xlsform.workbooks import CHOICES, page_of, saved, workbook

DEMONSTRATION = Path(surveys.demonstration.__file__).with_name("company_survey.xlsx").read_bytes()

SMALL = page_of(
    ("integer", "n", "How many?", "yes", None, ". >= 0"),
    ("begin_repeat", "rows", "Which?", None, "${n} > 0"),
    ("select_one yn", "a", "A?"),
    ("end_repeat",),
    ("begin_group", "grid", "How good?", None, None, None, "table-list"),
    ("select_one yn", "first", "First"),
    ("end_group",),
    ("range", "r", "R?"),
)

ODD = st.one_of(
    st.sampled_from(
        [
            None,
            "",
            " ",
            "begin_group",
            "end_group",
            "begin_repeat",
            "end_repeat",
            "select_one",
            "select_one yn",
            "select_multiple fruit",
            "range",
            "note",
            "n",
            "rows",
            "table-list",
            "money",
            "yes",
            ". > ${n}",
            "${rows} = 1",
            "sum(${a})",
            "((((",
            "=1+1",
            "#REF!",
            "label",
            "type",
            "name::English (en)",
            "start=1 end=x",
            "\N{NO-BREAK SPACE}",
            "9" * 400,
            1e300,
            -0.0,
            True,
        ]
    ),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        max_size=12,
    ),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
)
EDIT = st.tuples(
    st.sampled_from(["survey", "choices", "settings"]), st.integers(1, 17), st.integers(1, 8), ODD
)


def read_or_faults(content: BytesIO) -> None:
    """Fails by whatever else reading raises, and by faults that say nothing."""
    faults: tuple[Fault, ...] = ()
    try:
        read_workbook(content)
    except WorkbookFaults as error:
        faults = error.faults or (Fault("", 0, "", ""),)
    assert all(fault.message for fault in faults)


@given(edits=st.lists(EDIT, min_size=1, max_size=8))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cells_overwritten_at_random(edits: list[tuple[str, int, int, Any]]) -> None:
    book = workbook(SMALL, CHOICES)
    for sheet, row, column, value in edits:
        cell = book[sheet].cell(row, column)
        cell.value = value
    read_or_faults(saved(book))


@given(gone=st.lists(st.integers(1, 142), min_size=1, max_size=4), by=st.integers(1, 3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_the_demonstration_deleted(gone: list[int], by: int) -> None:
    book = load_workbook(BytesIO(DEMONSTRATION))
    for row in gone:
        book["survey"].delete_rows(row, by)
    read_or_faults(saved(book))


@given(at=st.integers(0, len(DEMONSTRATION) - 1), junk=st.binary(min_size=1, max_size=64))
@settings(max_examples=40, deadline=None)
def test_bytes_of_the_file_overwritten(at: int, junk: bytes) -> None:
    content = bytearray(DEMONSTRATION)
    content[at : at + len(junk)] = junk
    read_or_faults(BytesIO(bytes(content)))
