"""However a workbook is mutilated, it is read or it has faults; nothing else happens."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import surveys.demonstration
from surveys.checking import findings
from surveys.xlsform import CannotWrite, WorkbookFaults, read_workbook, write_workbook
from tests.surveys.xlsform.workbooks import CHOICES, HEADER, page_of, saved, workbook
from tests.surveys.xlsform.xls_files import xls_file

DEMONSTRATION = Path(surveys.demonstration.__file__).with_name("company_survey.xlsx").read_bytes()
LONGEST = 10  # seconds; one of these takes a tenth of one

WIDE = (*HEADER, "default", "choice_filter", "hint", "repeat_count", "parameters", "read_only")
SMALL = page_of(
    ("integer", "n", "How many?", "yes", None, ". >= 0"),
    ("begin_repeat", "rows", "Which?", None, "${n} > 0"),
    ("select_one yn", "a", "A?"),
    ("calculate", "c", None, None, None, None, None, "${n} * 2"),
    ("end_repeat",),
    ("begin_group", "grid", "How good?", None, None, None, "table-list"),
    ("select_one yn", "first", "First"),
    ("end_group",),
    ("range", "r", "R?"),
    ("rank fruit", "k", "Of ${n}?"),
    header=WIDE,
)
OLD = xls_file({"survey": [list(row) for row in SMALL], "choices": [list(row) for row in CHOICES]})

TYPES = (
    *("begin_group", "end_group", "begin_repeat", "end_repeat", "end", "select_one", "note"),
    *("select_one yn", "select_multiple fruit or_other", "rank fruit", "range", "calculate"),
    *("today", "hidden", "time", "acknowledge", "geopoint", "geotrace", "begin loop over yn"),
    *("select_one_from_file x.csv", "select_one ${n}", "text", "integer", "date", "file"),
)
CELLS = (
    *("n", "rows", "a", "table-list", "money", "label", "list-nolabel", "minimal", "yes", "no"),
    *(". > ${n}", "${rows} = 1", "sum(${a})", "((((", "=1+1", "#REF!", "${n}", "${c} = ${c}"),
    *("label", "type", "relevent", "name::English (en)", "label::Korean (ko)", "choice_filter"),
    *("start=1 end=x", "\N{NO-BREAK SPACE}", "9" * 400, "today()", "regex(., '(')", "name = ${a}"),
    *("<b>x</b>", "**", "position(..) = 1", "pulldata('yn', 'label', 'name', ${a})", "${k}"),
    *("instance('yn')/root/item[name = ${a}]/exclusive", "once(now())", "indexed-repeat(${a}"),
)
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, "", " ", *TYPES, *CELLS, 1e300, -0.0, True]),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        max_size=12,
    ),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
)
EDIT = st.tuples(
    st.sampled_from(["survey", "choices", "settings"]), st.integers(1, 17), st.integers(1, 15), ODD
)


def fuzzing(examples: int) -> settings:
    return settings(
        max_examples=examples,
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow],
    )


def read_or_faults(content: BytesIO) -> None:
    """Fails by whatever else reading raises, by faults that say nothing, and by what takes long.

    What is read has no blocking finding, and can be written and read again as the same.
    """
    began = perf_counter()
    refused: WorkbookFaults | None = None
    try:
        imported = read_workbook(content)
    except WorkbookFaults as error:
        refused = error
    assert perf_counter() - began < LONGEST
    if refused:
        assert refused.faults
        assert all(remark.message for remark in (*refused.faults, *refused.notices))
        return
    assert all(notice.message for notice in imported.notices)
    assert not any(finding.is_blocking for finding in findings(imported.questionnaire))
    try:
        again = read_workbook(BytesIO(write_workbook(imported.questionnaire)))
    except CannotWrite:
        return
    assert again.questionnaire == imported.questionnaire


@given(edits=st.lists(EDIT, min_size=1, max_size=8))
@fuzzing(150)
def test_cells_overwritten_at_random(edits: list[tuple[str, int, int, Any]]) -> None:
    book = workbook(SMALL, CHOICES)
    for sheet, row, column, value in edits:
        cell = book[sheet].cell(row, column)
        cell.value = value
    read_or_faults(saved(book))


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(TYPES),
            st.sampled_from(["q", "r", "s", "n", None]),
            st.sampled_from(["Q?", "Of ${q}?", None]),
            *[st.sampled_from([None, None, None, *CELLS])] * (len(WIDE) - 3),
        ),
        max_size=12,
    )
)
@fuzzing(150)
def test_rows_made_up_at_random(rows: Sequence[Sequence[Any]]) -> None:
    read_or_faults(saved(workbook((WIDE, *rows), CHOICES)))


@given(
    order=st.permutations(range(len(WIDE))),
    gone=st.sets(st.integers(0, len(WIDE) - 1), max_size=3),
    title=st.sampled_from(["survey", "Survey ", "surveys", "choices", "settings", "x"]),
)
@fuzzing(30)
def test_columns_and_sheets_exchanged(order: list[int], gone: set[int], title: str) -> None:
    kept = [at for at in order if at not in gone]
    rows = [[(*row, *[None] * len(WIDE))[at] for at in kept] for row in SMALL]
    book = workbook(rows, CHOICES)
    book["survey"].title = "first"
    if title not in book.sheetnames:
        book["first"].title = title
    read_or_faults(saved(book))


@given(depths=st.lists(st.integers(-3, 4), max_size=40))
@fuzzing(40)
def test_groups_nested_at_random(depths: list[int]) -> None:
    rows: list[tuple[str, ...]] = [("type", "name", "label")]
    for at, depth in enumerate(depths):
        opening = "begin_repeat" if depth == 4 else "begin_group"
        rows += [(opening, f"g{at}", "G")] * max(depth, 0)
        rows += [("end_group",)] * max(-depth, 0)
        rows.append(("text", f"q{at}", "Q?"))
    read_or_faults(saved(workbook(rows, CHOICES)))


@given(gone=st.lists(st.integers(1, 142), min_size=1, max_size=4), by=st.integers(1, 3))
@fuzzing(15)
def test_rows_of_the_demonstration_deleted(gone: list[int], by: int) -> None:
    book = load_workbook(BytesIO(DEMONSTRATION))
    for row in gone:
        book["survey"].delete_rows(row, by)
    read_or_faults(saved(book))


@given(at=st.integers(0, len(DEMONSTRATION) - 1), junk=st.binary(min_size=1, max_size=64))
@fuzzing(40)
def test_bytes_of_the_file_overwritten(at: int, junk: bytes) -> None:
    content = bytearray(DEMONSTRATION)
    content[at : at + len(junk)] = junk
    read_or_faults(BytesIO(bytes(content)))


@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(OLD) - 1), st.binary(min_size=1, max_size=8)),
        min_size=1,
        max_size=4,
    ),
    length=st.integers(0, len(OLD)),
)
@fuzzing(150)
def test_bytes_of_an_xls_file_overwritten(edits: list[tuple[int, bytes]], length: int) -> None:
    content = bytearray(OLD)
    for at, junk in edits:
        content[at : at + len(junk)] = junk
    read_or_faults(BytesIO(bytes(content[:length] if length % 5 == 0 else content)))
