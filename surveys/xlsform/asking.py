"""Rows that ask something."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from surveys.logic.expressions import Expression
from surveys.logic.values import Missing
from surveys.questionnaire import WITH_OPTIONS, Option, Question, QuestionType
from surveys.xlsform.appearances import is_dropdown
from surveys.xlsform.cells import Row
from surveys.xlsform.defaults import constant, is_word
from surveys.xlsform.expressions import both
from surveys.xlsform.fields import is_yes, yes
from surveys.xlsform.names import free
from surveys.xlsform.outline import Node
from surveys.xlsform.ranges import read_ends
from surveys.xlsform.reading import Conditions, Reading
from surveys.xlsform.stand_ins import OTHER, TIME_PATTERN, acknowledgement, what_other
from surveys.xlsform.types import Asked, Way

MOST_OPTIONS_IN_ALL = 100_000


def asking(node: Node, asked: Asked, outer: Conditions, reading: Reading) -> list[Question]:
    """The question; two of an `or_other`; none, with a fault, where its list is missing."""
    row = node.row
    options = _options(node, asked, reading)
    if options is None:
        return []
    is_required, required_if = required(row, reading)
    label, hint = reading.label_and_hint(row)
    question = Question(
        code=node.code,
        type=asked.type,
        label=label,
        short=reading.text(row, "short"),
        hint=hint,
        guidance=reading.text(row, "guidance_hint"),
        is_required=is_required,
        required_if=required_if,
        options=options,
        choice_filter=_choice_filter(row, asked, reading),
        is_dropdown=asked.type in WITH_OPTIONS and is_dropdown(row.value("appearance")),
        relevant=reading.relevant(node, outer),
        constraint=reading.expressions.read(row, "constraint", this=node.code or None),
        constraint_message=reading.text(row, "constraint_message"),
        unit=reading.text(row, "unit"),
        pattern=TIME_PATTERN if asked.way is Way.TIME else "",
        default=_default(row, asked.type, reading),
        allowed_missing=allowed_missing(row, reading),
    )
    if asked.way is Way.RANGE:
        question = _ranged(row, question, reading)
    elif row.value("parameters"):
        reading.report.add(row.notice("parameters", _("The parameters are left out.")))
    return _with_other(row, question, reading) if asked.has_other else [question]


def _options(node: Node, asked: Asked, reading: Reading) -> tuple[Option, ...] | None:
    """The options to choose from; None, with a fault, where there is no such list."""
    if asked.way is Way.ACKNOWLEDGE:
        return acknowledgement()
    if not asked.list_name:
        return ()
    found = reading.lists.get(asked.list_name)
    if found is None:
        reading.give_up(node.code)
        node.row.pass_over()
        reading.without_list.setdefault(asked.list_name, []).append(node.row)
        return None
    reading.offered.append(len(found.options))
    if sum(reading.offered) > MOST_OPTIONS_IN_ALL:
        message = _(
            "Together the questions up to here offer more than %(most)s options. Ask for a text "
            "where the list is longest."
        )
        reading.report.add(node.row.fault("type", message % {"most": MOST_OPTIONS_IN_ALL}))
        return ()
    found.report(asked.list_name, reading.report)
    reading.rows.lists[node.code] = found
    return found.for_question(may_exclude=asked.type is QuestionType.CHOOSE_SEVERAL)


def _choice_filter(row: Row, asked: Asked, reading: Reading) -> Expression | None:
    if asked.list_name not in reading.lists:
        return None
    columns = frozenset({"name", *reading.option_columns})
    return reading.expressions.read(row, "choice_filter", option_columns=columns)


def required(row: Row, reading: Reading) -> tuple[bool, Expression | None]:
    """Always, or where a condition holds."""
    written = row.value("required")
    answer = is_yes(written)
    if answer is None and not written.replace(" ", "").isalpha():
        return False, reading.expressions.read(row, "required")
    return yes(row, "required", reading.report), None


def _default(row: Row, kind: QuestionType, reading: Reading) -> Expression | None:
    """What it is filled in with: its default, or what a device would calculate into it."""
    if row.value("calculation"):
        row.value("trigger")
        message = _(
            "The value is filled in when the page is first shown, and may be changed then; it is "
            "not calculated again."
        )
        reading.report.add(row.notice("calculation", message))
        return reading.expressions.read(row, "calculation")
    reading.report_trigger(row)
    written = row.value("default")
    if "last-saved#" in written:
        message = _("An earlier response is not known here, so the default is left out.")
        reading.report.add(row.notice("default", message))
        return None
    if written and kind is QuestionType.FILE:
        message = _("A file cannot be chosen beforehand, so the default is left out.")
        reading.report.add(row.notice("default", message))
        return None
    if not written:
        return None
    found = constant(written, kind)
    if found is None and is_word(written, kind):
        message = _("“%(written)s” is not a number or a date. Write one, or empty the cell.")
        reading.report.add(row.fault("default", message % {"written": written}))
        return None
    return found or reading.expressions.read(row, "default")


def allowed_missing(row: Row, reading: Reading) -> frozenset[Missing]:
    offered = {
        "dont_know": Missing.DONT_KNOW,
        "prefer_not_to_say": Missing.PREFER_NOT_TO_SAY,
    }
    allowed = partial(yes, row, report=reading.report)
    return frozenset(missing for field, missing in offered.items() if allowed(field))


def _ranged(row: Row, question: Question, reading: Reading) -> Question:
    """A range is a number between two, on a step."""
    ends = read_ends(row, reading.report)
    return replace(
        question,
        type=QuestionType.INTEGER if ends.is_whole else QuestionType.DECIMAL,
        minimum=ends.start,
        maximum=ends.end,
        constraint=both(ends.on_a_step(question.code), question.constraint),
    )


def _with_other(row: Row, question: Question, reading: Reading) -> list[Question]:
    """or_other: one more option, and a text that says what it is."""
    code = free(f"{question.code}_{OTHER}", reading.names.taken)
    message = _(
        "“or_other” becomes an option “other”, and a text question “%(name)s” that is asked when "
        "it is chosen."
    )
    reading.report.add(row.notice("type", message % {"name": code}))
    reading.rows.remember("question", code, row)
    for source in reading.rows.conditions.get(("question", question.code), []):
        reading.rows.remember_condition(code, *source)
    return list(what_other(question, code))
