"""Whether the conditions of a workbook can hold at all: kinds of value, options that exist."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from surveys.logic.check import FactType, check
from surveys.logic.expressions import answers_read
from surveys.logic.kinds import Kind
from surveys.questionnaire import NUMERIC, Question, QuestionType, Section
from surveys.xlsform.conditions import Condition
from surveys.xlsform.faults import FaultList

_KINDS = {
    QuestionType.DATE: Kind.DATE,
    QuestionType.MONTH: Kind.DATE,
    QuestionType.CHOOSE_ONE: Kind.CHOICE,
    QuestionType.CHOOSE_SEVERAL: Kind.CHOICES,
    QuestionType.REPEAT: Kind.ROWS,
} | dict.fromkeys(NUMERIC, Kind.NUMBER)


def check_conditions(
    conditions: Iterable[Condition], sections: Iterable[Section], faults: FaultList
) -> None:
    """Add a fault for each condition that cannot mean what it says.

    One that refers to a question that could not be read is passed over: that fault comes first.
    """
    answered = [one for part in sections for page in part.pages for one in page.answered]
    schema = {one.code: _fact_type(one) for one in answered}
    columns = {code: one.columns for code, one in schema.items()}
    read = schema.keys() | {name for inner in columns.values() for name in inner}
    for condition in conditions:
        if answers_read(condition.expression) - read:
            continue
        visible = schema | dict(columns.get(condition.repeat, {}))
        for problem in check(condition.expression, visible, expected=Kind.BOOLEAN):
            message = _("The expression cannot be used. %(reason)s") % {"reason": problem.message}
            faults.add(condition.row.fault(condition.column, message))


def _fact_type(question: Question) -> FactType:
    return FactType(
        _KINDS.get(question.type, Kind.TEXT),
        tuple(option.code for option in question.options),
        {column.code: _fact_type(column) for column in question.children},
    )
