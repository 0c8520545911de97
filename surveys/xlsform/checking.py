"""What is wrong with the questionnaire as a whole, said of the cells it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surveys.checking import Finding, Place, findings
from surveys.checking.piping import placeholders
from surveys.fact_types import fact_types
from surveys.language import in_words
from surveys.logic.adapting import adapted
from surveys.logic.check import Schema, check
from surveys.logic.kinds import Kind
from surveys.questionnaire import Questionnaire, QuestionType
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Fault, Notice, Report
from surveys.xlsform.placing import Rows, column_of

_CONTENTS = frozenset({"sections", "pages", "questions", "children", "options"})


def report_findings(
    questionnaire: Questionnaire,
    earlier_types: Mapping[str, QuestionType],
    rows: Rows,
    report: Report,
) -> None:
    """Add every finding at its cell: a fault where it is blocking, else a notice.

    Passed over are cells that have a fault already, what is only missing because of a fault inside
    it, and words that refer to something unreadable.
    """
    found = findings(questionnaire, earlier_types)
    earlier = report.cells_with_fault
    placing = _Placing(questionnaire, rows)
    for finding in found:
        remark = placing.remark(finding)
        is_known = (remark.sheet, remark.row, remark.column) in earlier
        if is_known or _follows_from_a_fault(finding.place, rows, report):
            continue
        if not _refers_to_unreadable(finding.place, rows):
            report.add(remark)


@dataclass(frozen=True)
class _Placing:
    questionnaire: Questionnaire
    rows: Rows

    @cached_property
    def schema(self) -> Schema:
        return fact_types(self.questionnaire)

    @cached_property
    def inside(self) -> Mapping[str, str]:
        """Column → the repeat that it belongs to."""
        return {column: code for code, one in self.schema.items() for column in one.columns}

    def remark(self, finding: Finding) -> Fault | Notice:
        place, message = finding.place, in_words(finding.message)
        row = self._row(finding)
        if row is None or place.field == "sections":
            return (Fault if finding.is_blocking else Notice)("survey", 0, "", message)
        column = column_of(place)
        if place.field == "default" and not row.is_filled("default"):
            column = "calculation"  # which a question that is asked is filled in with
        return row.fault(column, message) if finding.is_blocking else row.notice(column, message)

    def _row(self, finding: Finding) -> Row | None:
        """The row of the place; of a condition, the row of the group that it was written for."""
        place = finding.place
        sources = self.rows.conditions.get((place.part, place.code), [])
        if place.field == "relevant" and sources:
            schema = self._visible(place)
            for row, condition in sources:
                problems = check(adapted(condition, schema), schema, expected=Kind.BOOLEAN)
                if any(problem.message == finding.message for problem in problems):
                    return row
            return sources[-1][0]  # what is wrong is wrong with all of them together
        return self.rows.row_of(place)

    def _visible(self, place: Place) -> Schema:
        repeat = self.inside.get(place.code)
        return {**self.schema, **self.schema[repeat].columns} if repeat else self.schema


def _follows_from_a_fault(place: Place, rows: Rows, report: Report) -> bool:
    row = rows.row_of(place)
    if row is None or place.part == "questionnaire":
        return place.field in _CONTENTS and bool(report)
    if place.field in _CONTENTS:
        return report.has_fault_in(row.sheet, rows.inside.get((place.part, place.code), ()))
    is_label = column_of(place) == "label"
    return is_label and not row.can_have("label")


def _refers_to_unreadable(place: Place, rows: Rows) -> bool:
    """Whether words of the place show the answer to something that has a fault itself."""
    row = rows.row_of(place)
    if row is None or not rows.unreadable:
        return False
    words = row.text(column_of(place))
    return any(code in rows.unreadable for code in placeholders(words))
