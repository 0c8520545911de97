"""The choices sheet: lists of options by name."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from surveys.questionnaire import LONGEST_CODE, Option
from surveys.xlsform.cells import Row, Sheet
from surveys.xlsform.faults import Fault, FaultList
from surveys.xlsform.fields import yes

Lists = Mapping[str, tuple[Option, ...]]


def read_lists(sheet: Sheet | None, default_language: str, faults: FaultList) -> Lists:
    """List name → its options, in the sheet's order."""
    if sheet is None:
        return {}
    if not _has_columns(sheet, faults):
        return {}
    lists: dict[str, dict[str, Option]] = {}
    for row in sheet.rows:
        name = row.value("list_name")
        if not name:
            faults.add(
                row.fault("list_name", _("The name of the list is missing. Write it on every row."))
            )
            continue
        options = lists.setdefault(name, {})
        option = _option(row, default_language, faults)
        if option.code in options:
            message = _("The list “%(list)s” already has an option “%(code)s”. Rename one of them.")
            faults.add(row.fault("name", message % {"list": name, "code": option.code}))
        options.setdefault(option.code, option)
    return {name: tuple(options.values()) for name, options in lists.items()}


def _has_columns(sheet: Sheet, faults: FaultList) -> bool:
    missing = [name for name in ("list_name", "name", "label") if not sheet.has(name)]
    for name in missing:
        message = _("The sheet has no column “%(name)s”. Add it in row 1.") % {"name": name}
        faults.add(Fault(sheet.name, 1, "", message))
    return not missing


def _option(row: Row, default_language: str, faults: FaultList) -> Option:
    code, label = row.value("name"), row.text("label", default_language)
    if not code:
        faults.add(row.fault("name", _("The option has no name. Write a code, such as “yes”.")))
    elif len(code) > LONGEST_CODE or re.search(r"\s", code):
        message = _(
            "The option's name “%(code)s” cannot be used. Write at most %(most)s characters, "
            "without spaces."
        ) % {"code": code, "most": LONGEST_CODE}
        faults.add(row.fault("name", message))
    if not label:
        message = _("The option has no label in Korean or English. Write one.")
        faults.add(row.fault("label", message))
    return Option(code, label, yes(row, "exclusive", faults))
