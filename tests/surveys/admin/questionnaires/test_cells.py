"""Whatever options hold, what is written of them in lines and in cells is read as it was."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.admin.questionnaires.cells import escaped, parted, read
from surveys.admin.questionnaires.option_lines import options_in, written_out
from surveys.admin.questionnaires.rows import OptionForm, option_rows
from surveys.logic.text import Text
from surveys.questionnaire import Option

AWKWARD = "|\\=;*nt u3000\n\r\t\x0b\x1c\x85\u2028\u3000가a"
texts = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_characters="\0")))
codes = st.from_regex(r"[^\s'\"|=\x00]{1,20}", fullmatch=True)


def options(least_named: int = 0) -> st.SearchStrategy[list[Option]]:
    names = texts.filter(lambda name: len(name) >= least_named)
    columns = st.dictionaries(names, texts, max_size=3).map(lambda one: tuple(sorted(one.items())))
    labels = st.builds(Text, texts, texts).filter(bool)
    one = st.builds(Option, codes, labels, st.booleans(), columns)
    return st.lists(one, max_size=4, unique_by=lambda option: option.code)


@given(options())
def test_options_written_as_lines_are_read_as_they_were(written: list[Option]) -> None:
    assert options_in(written_out(written)) == tuple(written)


@given(st.lists(texts, min_size=1), st.sampled_from("|;="))
@example(["a\\", "b"], "|")
def test_cells_are_parted_where_they_were_joined(cells: list[str], mark: str) -> None:
    line = f" {mark} ".join(escaped(one, mark) for one in cells)

    assert [read(one, mark) for one in parted(line, mark)] == cells
    assert len(line.splitlines()) <= 1


@given(options(least_named=1))
def test_columns_written_into_a_row_are_read_as_they_were(written: list[Option]) -> None:
    for option, row in zip(written, option_rows(written), strict=True):
        form = OptionForm({**row, "label_ko": "가"})

        form.is_valid()

        if len(row["columns"]) <= 2_000:
            assert form.cleaned_data["columns"] == option.columns


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (r"a | C:\data \| x\ny | ", Text("C:\\data | x\ny", "")),
        ("a\tC:\\new | old\t", Text("C:\\new | old", "")),
        (r"a | \u0000\ud800\u3000b | \\", Text("\\u0000\\ud800\u3000b", "\\")),
    ],
)
def test_a_backslash_means_something_only_where_it_has_to(line: str, label: Text) -> None:
    assert options_in(line) == (Option("a", label),)


def test_ordinary_lines_are_written_plainly() -> None:
    option: Any = Option("a", Text("가 = 나; 다", "A  B"), True, (("region", "south; west=1"),))

    assert written_out([option]) == "a | 가 = 나; 다 | A  B | * | region=south; west=1"
    assert option_rows([option])[0]["columns"] == r"region=south\; west=1"
