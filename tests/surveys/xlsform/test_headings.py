"""What the headings of a workbook's columns are taken for."""

from surveys.checking.codes import RESERVED_COLUMNS
from surveys.xlsform.columns import _LEFT_OUT, READ
from surveys.xlsform.headings import _FIELD_NAMES


def test_no_name_that_a_heading_is_taken_for_is_free_for_choice_filters() -> None:
    taken = _FIELD_NAMES["choices"].keys() | _LEFT_OUT["choices"].keys() | READ["choices"]
    assert taken == RESERVED_COLUMNS
