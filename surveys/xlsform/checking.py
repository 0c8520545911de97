"""Whether the conditions of a workbook can hold at all: kinds of value, options that exist."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from surveys.fact_types import fact_types
from surveys.language import in_words
from surveys.logic.check import check
from surveys.logic.expressions import answers_read
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.questionnaire import Questionnaire, Section
from surveys.xlsform.conditions import Condition
from surveys.xlsform.faults import FaultList


def check_conditions(
    conditions: Iterable[Condition], sections: Iterable[Section], faults: FaultList
) -> None:
    """Add a fault for each condition that cannot mean what it says.

    One that refers to a question that could not be read is passed over: that fault comes first.
    """
    whole = Questionnaire("", Text(), tuple(sections))
    schema = fact_types(whole)
    columns = {code: one.columns for code, one in schema.items()}
    read = schema.keys() | {name for inner in columns.values() for name in inner}
    for condition in conditions:
        if answers_read(condition.expression) - read:
            continue
        visible = schema | dict(columns.get(condition.repeat, {}))
        for problem in check(condition.expression, visible, expected=Kind.BOOLEAN):
            message = _("The expression cannot be used. %(reason)s") % {
                "reason": in_words(problem.message)
            }
            faults.add(condition.row.fault(condition.column, message))
