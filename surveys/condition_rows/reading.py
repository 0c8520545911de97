"""An expression to rows, where rows can show it."""

from collections.abc import Sequence

from surveys.condition_rows.choices import COUNTED, subject_kind
from surveys.condition_rows.comparisons import FORMS, Comparison
from surveys.condition_rows.rows import (
    OF_COLUMNS,
    AnswerTo,
    DaysFromToday,
    Group,
    Joined,
    Measure,
    Operand,
    Row,
    Subject,
)
from surveys.condition_rows.writing import EACH_OPTION, MEASURED_BY, NEGATED, ONE_OPERATOR
from surveys.logic.check import Schema, same_family
from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Kind, kind_of
from surveys.logic.operators import OPERATORS

_MEASURES = {op: measure for measure, op in MEASURED_BY.items()}
_COMPARISONS = {op: comparison for comparison, op in ONE_OPERATOR.items()}
_NEGATIONS = {one: negation for negation, one in NEGATED.items()}
_OF_SEVERAL = {each: comparison for comparison, each in EACH_OPTION.items()}
_OF_ONE_OPTION = {
    Comparison.INCLUDES: Comparison.IS,
    Comparison.INCLUDES_NOT: Comparison.IS_NOT,
    Comparison.INCLUDES_ANY: Comparison.ONE_OF,
    Comparison.INCLUDES_NONE: Comparison.NONE_OF,
}
"""selected() of a question with one answer says the same as = does."""
COMPARED_WITH_ANSWERS = frozenset({Kind.NUMBER, Kind.DATE, Kind.TEXT})
_COMPUTED = (AnswerTo, DaysFromToday)


def rows_of(expression: Expression | None, schema: Schema) -> Group | None:
    """The rows that say the same; None where no rows do. Of no expression: a group without any.

    A question that the schema does not know is shown nevertheless, so that it can be replaced.
    """
    if expression is None:
        return Group(Joined.ALL)
    found = _Reader(schema).part(expression)
    return Group(Joined.ALL, (found,)) if isinstance(found, Row) else found


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    # --- groups ---

    def part(self, expression: Expression) -> Row | Group | None:
        row = self.row(expression)
        if row is not None:
            return row
        match expression:
            case Apply(op="not", args=(inner,)):
                return self.negated(inner)
            case Apply(op="and" | "or" as op, args=args):
                return self.group(Joined.ALL if op == "and" else Joined.ANY, args)
        return None

    def negated(self, inner: Expression) -> Group | None:
        match inner:
            case Apply(op="and" | "or" as op, args=args) if self.row(inner) is None:
                return self.group(Joined.NOT_ALL if op == "and" else Joined.NONE, args)
        return self.group(Joined.NONE, (inner,))

    def group(self, joined: Joined, parts: Sequence[Expression]) -> Group | None:
        members = [self.part(one) for one in parts]
        found = tuple(one for one in members if one is not None)
        return Group(joined, found) if len(found) == len(parts) else None

    # --- rows ---

    def row(self, expression: Expression) -> Row | None:
        found = _row(expression)
        return self.fitting(found) if found else None

    def fitting(self, row: Row) -> Row | None:
        """The row as it is offered for such an answer; None where it is not."""
        kind = subject_kind(row.subject, self.schema)
        if kind is None:
            return row
        if kind is Kind.CHOICE and row.comparison in _OF_ONE_OPTION:
            row = Row(row.subject, _OF_ONE_OPTION[row.comparison], row.operands)
        fits = kind in FORMS[row.comparison].kinds and self.is_offered(row.subject)
        return row if fits and all(self.goes_with(kind, one) for one in row.operands) else None

    def is_offered(self, subject: Subject) -> bool:
        fact = self.schema.get(subject.name)
        if fact is None or subject.measure is Measure.ANSWER:
            return True
        if subject.measure in OF_COLUMNS:
            column = fact.columns.get(subject.column)
            return column is not None and column.kind is Kind.NUMBER
        return COUNTED.get(fact.kind) is subject.measure

    def goes_with(self, kind: Kind, operand: Operand) -> bool:
        """Whether what the operand is worth can be compared with such an answer."""
        match operand:
            case DaysFromToday():
                return kind is Kind.DATE
            case AnswerTo(name=name):
                other = self.schema.get(name)
                return kind in COMPARED_WITH_ANSWERS and (
                    other is None or same_family(other.kind, kind)
                )
        is_of_options = kind in (Kind.CHOICE, Kind.CHOICES)
        return kind_of(operand) is (Kind.TEXT if is_of_options else kind)


def _row(expression: Expression) -> Row | None:
    """What the expression says of one subject, by its shape alone."""
    match expression:
        case Answer(name=name):
            return Row(Subject(name), Comparison.HOLDS)
        case Apply(op="answered", args=(Answer(name=name),)):
            return Row(Subject(name), Comparison.ANSWERED)
        case Apply(op="not", args=(inner,)):
            row = _row(inner)
            negation = _NEGATIONS.get(row.comparison) if row else None
            return Row(row.subject, negation, row.operands) if row and negation else None
        case Apply(op="and" | "or" as op, args=args):
            return _between(op, args) or _several(op, args)
        case Apply(op=op, args=(left, right)) if op in _COMPARISONS:
            return _comparison(op, left, right)
    return None


def _comparison(op: str, left: Expression, right: Expression) -> Row | None:
    if OPERATORS[op].mirrored and _subject(left) is None:
        op, left, right = OPERATORS[op].mirrored, right, left
    subject, operand = _subject(left), _operand(right)
    if subject is None or operand is None:
        return None
    is_plain = op not in ("=", "!=", "<", "<=", ">", ">=")
    if is_plain and not isinstance(operand, str):
        return None
    return Row(subject, _COMPARISONS[op], (operand,))


def _between(op: str, parts: Sequence[Expression]) -> Row | None:
    rows = [_row(one) for one in parts]
    match op, rows:
        case "and", [
            Row(subject=one, comparison=Comparison.AT_LEAST, operands=(low,)),
            Row(subject=other, comparison=Comparison.AT_MOST, operands=(high,)),
        ] if one == other and not isinstance(low, _COMPUTED) and not isinstance(high, _COMPUTED):
            return Row(one, Comparison.BETWEEN, (low, high))
    return None


def _several(op: str, parts: Sequence[Expression]) -> Row | None:
    """The same comparison with one option after the other."""
    rows = [row for row in map(_row, parts) if row and len(row.operands) == 1]
    operands = tuple(row.operands[0] for row in rows)
    alike = {(row.subject, row.comparison) for row in rows}
    if len(rows) != len(parts) or len(alike) != 1 or len(set(operands)) != len(operands):
        return None
    subject, each = alike.pop()
    comparison = _OF_SEVERAL.get((op, each))
    is_of_options = all(isinstance(one, str) for one in operands)
    return Row(subject, comparison, operands) if comparison and is_of_options else None


def _subject(expression: Expression) -> Subject | None:
    match expression:
        case Answer(name=name):
            return Subject(name)
        case Apply(op=op, args=(Answer(name=name),)) if op in _MEASURES:
            measure = _MEASURES[op]
            return None if measure in OF_COLUMNS else Subject(name, measure)
        case Apply(
            op=op, args=(Apply(op="column", args=(Answer(name=name), Literal(value=str(column)))),)
        ) if _MEASURES.get(op) in OF_COLUMNS:
            return Subject(name, _MEASURES[op], column)
    return None


def _operand(expression: Expression) -> Operand | None:
    match expression:
        case Answer(name=name):
            return AnswerTo(name)
        case Apply(op="today"):
            return DaysFromToday(0)
        case Apply(op="+" | "-" as op, args=(Apply(op="today"), Literal(value=int(days)))) if (
            not isinstance(days, bool)
        ):
            return DaysFromToday(days if op == "+" else -days)
        case Literal(value=value) if value != "" and not isinstance(value, bool):
            return value
    return None
