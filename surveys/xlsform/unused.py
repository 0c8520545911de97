"""Cells that their row has no use for: nothing is lost unsaid."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from surveys.xlsform.columns import READ
from surveys.xlsform.faults import Report
from surveys.xlsform.fields import is_yes
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.types import Asked

_SAID_ELSEWHERE = frozenset({"type", "name", "disabled", "appearance"})


def report_unused(tops: Iterable[Node], report: Report) -> None:
    """A notice for each cell that was filled in and that nobody looked at.

    Rows that are left out, or have a fault that kept them from being read, are passed over.
    """
    for node in (one for top in tops for one in top.walk()):
        row = node.row
        asks = node.kind is not Kind.QUESTION or isinstance(node.asked, Asked)
        if not asks or report.has_fault_in(row.sheet, [row.number]):
            continue
        filled = {field for field, _language in row.cells} & READ["survey"]
        for field in sorted(filled - row.looked_at - _SAID_ELSEWHERE):
            if is_yes(row.value(field)) is not False:
                message = _("A row of this type has no use for this cell, so it is left out.")
                report.add(row.notice(field, message))
