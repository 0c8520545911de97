"""What single cells say: yes or no, a code, a number."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

from surveys.questionnaire import LONGEST_CODE
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import FaultList

_YES = frozenset({"yes", "y", "true", "true()", "1", "예"})
_NO = frozenset({"", "no", "n", "false", "false()", "0", "아니요"})
_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def yes(row: Row, field: str, faults: FaultList) -> bool:
    """Whether the cell says yes; empty is no. A fault where it says neither."""
    written = row.value(field).casefold()
    if written not in _YES | _NO:
        message = _("“%(written)s” is neither yes nor no. Write “yes”, or leave the cell empty.")
        faults.add(row.fault(field, message % {"written": row.value(field)}))
    return written in _YES


def code(row: Row, faults: FaultList, field: str = "name") -> str:
    """The name in the cell, as a code; a fault, and whatever is there, where it cannot be one."""
    written = row.value(field)
    if not written:
        faults.add(row.fault(field, _("The name is missing. Write one, such as “employees”.")))
    elif len(written) > LONGEST_CODE:
        message = _("The name is longer than %(most)s characters. Write a shorter one.")
        faults.add(row.fault(field, message % {"most": LONGEST_CODE}))
    elif not _CODE.fullmatch(written):
        message = _(
            "The name “%(name)s” cannot be used. A name begins with a letter from A to Z and has "
            "only such letters, digits and “_”, “-”, “.”."
        )
        faults.add(row.fault(field, message % {"name": written}))
    return written


def whole_number(row: Row, field: str, faults: FaultList, *, default: int, most: int) -> int:
    written = row.value(field)
    if not written:
        return default
    if re.fullmatch("[0-9]{1,9}", written) and 1 <= int(written) <= most:
        return int(written)
    message = _("“%(written)s” is not a whole number from 1 to %(most)s. Write one.")
    faults.add(row.fault(field, message % {"written": written, "most": most}))
    return default


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A sentence that names the likeliest spelling, or one that says what to do without."""
    close = get_close_matches(written, list(known), n=1)
    if close:
        return _("Did you mean “%(name)s”?") % {"name": close[0]}
    return _("Check the spelling, or add it.")
