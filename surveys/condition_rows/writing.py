"""Rows to an expression: every row has one spelling, which `reading.py` knows again."""

from collections.abc import Callable, Mapping

from surveys.condition_rows.comparisons import Comparison
from surveys.condition_rows.rows import (
    AnswerTo,
    DaysFromToday,
    Group,
    Joined,
    Measure,
    Operand,
    Row,
    Subject,
)
from surveys.logic.expressions import Answer, Apply, Expression, Literal

MEASURED_BY: Mapping[Measure, str] = {
    Measure.CHOSEN: "count-selected",
    Measure.CHARACTERS: "string-length",
    Measure.ENTRIES: "count",
    Measure.TOTAL: "sum",
    Measure.SMALLEST: "min",
    Measure.LARGEST: "max",
}
ONE_OPERATOR: Mapping[Comparison, str] = {
    Comparison.IS: "=",
    Comparison.IS_NOT: "!=",
    Comparison.UNDER: "<",
    Comparison.AT_MOST: "<=",
    Comparison.OVER: ">",
    Comparison.AT_LEAST: ">=",
    Comparison.INCLUDES: "selected",
    Comparison.CONTAINS: "contains",
    Comparison.BEGINS: "starts-with",
    Comparison.ENDS: "ends-with",
    Comparison.MATCHES: "regex",
}
NEGATED: Mapping[Comparison, Comparison] = {
    Comparison.INCLUDES_NOT: Comparison.INCLUDES,
    Comparison.CONTAINS_NOT: Comparison.CONTAINS,
    Comparison.BEGINS_NOT: Comparison.BEGINS,
    Comparison.ENDS_NOT: Comparison.ENDS,
    Comparison.MATCHES_NOT: Comparison.MATCHES,
    Comparison.FAILS: Comparison.HOLDS,
    Comparison.BLANK: Comparison.ANSWERED,
}
"""A comparison → the one of which it is the negation."""
EACH_OPTION: Mapping[Comparison, tuple[str, Comparison]] = {
    Comparison.ONE_OF: ("or", Comparison.IS),
    Comparison.NONE_OF: ("and", Comparison.IS_NOT),
    Comparison.INCLUDES_ANY: ("or", Comparison.INCLUDES),
    Comparison.INCLUDES_ALL: ("and", Comparison.INCLUDES),
    Comparison.INCLUDES_NONE: ("and", Comparison.INCLUDES_NOT),
}
"""A comparison with several options → how the comparisons with each of them are joined."""
JOINING: Mapping[Joined, str] = {
    Joined.ALL: "and",
    Joined.ANY: "or",
    Joined.NOT_ALL: "and",
    Joined.NONE: "or",
}


def expression_of(part: Row | Group) -> Expression | None:
    """The expression; None for a group that says nothing. Raises LogicError for one too deep."""
    if isinstance(part, Row):
        return _of_row(part)
    members = [one for one in map(expression_of, part.members) if one is not None]
    if not members:
        return None
    whole = members[0] if len(members) == 1 else Apply(JOINING[part.joined], tuple(members))
    return Apply("not", (whole,)) if part.joined.is_negated else whole


def _of_row(row: Row) -> Expression:
    subject, comparison = subject_expression(row.subject), row.comparison
    if comparison in NEGATED:
        return Apply("not", (_of_row(Row(row.subject, NEGATED[comparison], row.operands)),))
    if comparison in EACH_OPTION:
        op, each = EACH_OPTION[comparison]
        return Apply(op, tuple(_of_row(Row(row.subject, each, (one,))) for one in row.operands))
    if comparison in ONE_OPERATOR:
        return Apply(ONE_OPERATOR[comparison], (subject, operand_expression(row.operands[0])))
    return _OTHERS[comparison](subject, row.operands)


_OTHERS: Mapping[Comparison, Callable[[Expression, tuple[Operand, ...]], Expression]] = {
    Comparison.BETWEEN: lambda subject, operands: Apply(
        "and",
        (
            Apply(">=", (subject, operand_expression(operands[0]))),
            Apply("<=", (subject, operand_expression(operands[1]))),
        ),
    ),
    Comparison.ANSWERED: lambda subject, _: Apply("answered", (subject,)),
    Comparison.HOLDS: lambda subject, _: subject,
}


def subject_expression(subject: Subject) -> Expression:
    answer = Answer(subject.name)
    if subject.measure is Measure.ANSWER:
        return answer
    if not subject.column:
        return Apply(MEASURED_BY[subject.measure], (answer,))
    column = Apply("column", (answer, Literal(subject.column)))
    return Apply(MEASURED_BY[subject.measure], (column,))


def operand_expression(operand: Operand) -> Expression:
    match operand:
        case AnswerTo(name=name):
            return Answer(name)
        case DaysFromToday(days=0):
            return Apply("today", ())
        case DaysFromToday(days=days):
            return Apply("+" if days > 0 else "-", (Apply("today", ()), Literal(abs(days))))
    return Literal(operand)
