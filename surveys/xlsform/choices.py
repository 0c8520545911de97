"""The choices sheet: lists of options by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from surveys.logic.parser import Entries
from surveys.questionnaire import Option
from surveys.xlsform.cells import Row, Sheet
from surveys.xlsform.columns import extra_columns, want_columns
from surveys.xlsform.faults import Report
from surveys.xlsform.fields import yes
from surveys.xlsform.wording import named, words


@dataclass(slots=True)
class OptionList:
    """A list's options in the sheet's order, and the row of each by its code."""

    options: list[Option] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    repeated: list[Row] = field(default_factory=list)  # a code that another row has, too
    unlabelled: list[Row] = field(default_factory=list)
    made: dict[bool, tuple[Option, ...]] = field(default_factory=dict)

    def for_question(self, *, may_exclude: bool) -> tuple[Option, ...]:
        """The options as a question has them; it need not filter by their columns yet."""
        if may_exclude not in self.made:
            self.made[may_exclude] = tuple(
                replace(option, is_exclusive=option.is_exclusive and may_exclude)
                for option in self.options
            )
        return self.made[may_exclude]

    @property
    def entries(self) -> Entries:
        """For looking things up: name and further columns, as texts."""
        return [{"name": option.code, **dict(option.columns)} for option in self.options]

    def report(self, name: str, report: Report) -> None:
        """What matters only where the list is used."""
        for row in self.repeated:
            message = _("The list “%(list)s” already has an option “%(code)s”. Rename one of them.")
            report.add(row.fault("name", message % {"list": name, "code": row.value("name")}))
        for row in self.unlabelled:
            report.add(row.notice("label", _("The label is missing. The name stands in for it.")))


Lists = Mapping[str, OptionList]


def read_lists(sheets: Iterable[Sheet], report: Report) -> Lists:
    """List name → its options. What is wrong with an option is said where its list is used."""
    lists: dict[str, OptionList] = {}
    for sheet in sheets:
        has_labels = any(field == "label" for field, _language in sheet.headings)
        wanted = ("list_name", "name", "label") if has_labels else ("list_name", "name")
        if sheet.rows and want_columns(sheet, wanted, report):
            extras = extra_columns(sheet)
            for row in sheet.rows:
                _add(row, extras, lists, report)
    return lists


def _add(row: Row, extras: Mapping[str, str], lists: dict[str, OptionList], report: Report) -> None:
    name, code = row.value("list_name"), row.value("name")
    if not name:
        if code or row.text("label"):
            message = _(
                "The row names no list and is left out. Write the list's name, if it counts."
            )
            report.add(row.notice("list_name", message))
        return
    found = lists.setdefault(name, OptionList())
    if code in found.rows:
        is_same = row.text("label") == found.rows[code].text("label")
        if not is_same:
            found.repeated.append(row)
        return
    found.rows[code] = row
    columns = sorted((name, row.value(field)) for field, name in extras.items() if row.value(field))
    label = words(row, "label", report)
    if code and not row.is_filled("label"):
        found.unlabelled.append(row)
        label = named(code)
    found.options.append(Option(code, label, yes(row, "exclusive", report), tuple(columns)))
