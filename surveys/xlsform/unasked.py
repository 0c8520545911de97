"""Rows that ask nothing: notes, calculations, what a device would note down."""

from dataclasses import replace

from django.utils.translation import gettext as _

from surveys.logic.expressions import Apply, Expression
from surveys.logic.text import Text
from surveys.questionnaire import Question, QuestionType
from surveys.xlsform.defaults import constant
from surveys.xlsform.names import free, has_answer
from surveys.xlsform.outline import Node
from surveys.xlsform.reading import Conditions, Reading
from surveys.xlsform.stand_ins import shown_value
from surveys.xlsform.types import HIDDEN_WITHOUT_VALUE, Asked, Recorded, Way


def note(node: Node, outer: Conditions, reading: Reading) -> list[Question]:
    row = node.row
    label, hint = reading.label_and_hint(row)
    if not label and not row.is_filled("label"):
        reading.report.add(row.notice("label", _("A note without words is left out.")))
        row.pass_over()
        return []
    found = Question(
        node.code,
        QuestionType.NOTE,
        label,
        short=reading.text(row, "short"),
        hint=hint,
        guidance=reading.text(row, "guidance_hint"),
        unit=reading.text(row, "unit"),
        is_required=False,
        relevant=reading.relevant(node, outer),
    )
    return [found]


def recorded(node: Node, asked: Recorded, outer: Conditions, reading: Reading) -> list[Question]:
    """What a device would note down: worked out here, where something refers to it."""
    if not has_answer(node, reading.names.referred):
        reading.report.add(node.row.notice("type", _(asked.notice)))
        return []
    message = _("This is worked out when the survey is answered, because other cells refer to it.")
    reading.report.add(node.row.notice("type", message))
    return [_worth(node, Apply(asked.function, ()), outer, reading)]


def calculated(node: Node, asked: Asked, outer: Conditions, reading: Reading) -> list[Question]:
    row = node.row
    column = "calculation" if row.value("calculation") else "default"
    if asked.way is Way.HIDDEN and not row.value(column):
        reading.report.add(row.notice("type", _(HIDDEN_WITHOUT_VALUE)))
        row.pass_over()
        return []
    value = _value(node, column, reading)
    if value is None and row.value(column):
        return []
    return [_worth(node, value, outer, reading)]


def read_only(node: Node, outer: Conditions, reading: Reading) -> list[Question]:
    """A value that nobody may change is calculated, and shown in a note."""
    row = node.row
    column = "calculation" if row.value("calculation") else "default"
    if not row.value(column):
        message = _("What nobody may answer is shown as a note.")
        reading.report.add(row.notice("read_only", message))
        return note(node, outer, reading)
    message = _("What nobody may change is calculated, and shown in a note.")
    why = "read_only" if row.is_filled("read_only") else column
    reading.report.add(row.notice(why, message))
    value = _value(node, column, reading)
    if value is None:
        return []
    label, hint = reading.label_and_hint(row)
    worth = _worth(node, value, outer, reading)
    code = free(f"{node.code}_shown", reading.names.taken)
    reading.rows.remember("question", code, row)
    shown = replace(
        worth,
        code=code,
        type=QuestionType.NOTE,
        label=shown_value(label, node.code),
        short=Text(),
        unit=Text(),
        hint=hint,
        constraint=None,
        constraint_message=Text(),
        calculation=None,
    )
    return [worth, shown]


def _value(node: Node, column: str, reading: Reading) -> Expression | None:
    """What a calculation or a default gives; None, with a fault, where it cannot be read."""
    row = node.row
    value: Expression | None = None
    if column == "default" and row.value("default"):
        value = constant(row.value("default"), QuestionType.CALCULATED)
    elif row.value("default"):
        message = _("The default is left out; the calculation decides.")
        reading.report.add(row.notice("default", message))
    value = value or reading.expressions.read(row, column)
    if value is None and row.value(column):
        reading.give_up(node.code)
    reading.report_trigger(row, value)
    return value


def _worth(node: Node, value: Expression | None, outer: Conditions, reading: Reading) -> Question:
    return Question(
        node.code,
        QuestionType.CALCULATED,
        reading.text(node.row, "label"),
        short=reading.text(node.row, "short"),
        hint=reading.text(node.row, "hint"),
        guidance=reading.text(node.row, "guidance_hint"),
        unit=reading.text(node.row, "unit"),
        is_required=False,
        relevant=reading.relevant(node, outer),
        constraint=reading.expressions.read(node.row, "constraint", this=node.code or None),
        constraint_message=reading.text(node.row, "constraint_message"),
        calculation=value,
    )
