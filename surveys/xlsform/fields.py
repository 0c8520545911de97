"""What single cells say: yes or no, a whole number."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext as _

from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Report

_YES = frozenset({"yes", "y", "true", "true()", "1", "예"})
_NO = frozenset({"", "no", "n", "false", "false()", "0", "아니요", "아니오"})


def is_yes(written: str) -> bool | None:
    """Whether a cell says yes; empty is no, None is neither."""
    folded = "".join(written.casefold().split())
    return True if folded in _YES else False if folded in _NO else None


def yes(row: Row, field: str, report: Report) -> bool:
    """Whether the cell says yes; empty is no. A fault where it says neither."""
    found = is_yes(row.value(field))
    if found is None:
        message = _("“%(written)s” is neither yes nor no. Write “yes”, or leave the cell empty.")
        report.add(row.fault(field, message % {"written": row.value(field)}))
    return found is True


def whole_number(row: Row, field: str, report: Report, *, default: int, most: int) -> int:
    written = row.value(field)
    if not written:
        return default
    if re.fullmatch("[0-9]{1,9}", written) and 1 <= int(written) <= most:
        return int(written)
    message = _("“%(written)s” is not a whole number from 1 to %(most)s. Write one.")
    report.add(row.fault(field, message % {"written": written, "most": most}))
    return default


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A sentence that names the likeliest spelling, or one that says what to do without."""
    near = _nearest(written, tuple(known))
    if near:
        return _("Did you mean “%(name)s”?") % {"name": near}
    return _("Check the spelling, or add it.")


@lru_cache(maxsize=256)  # a workbook may have the same mistake in a thousand cells
def _nearest(written: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(written, known, n=1)
    return near[0] if near else ""
