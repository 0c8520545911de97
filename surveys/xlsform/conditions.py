"""The relevant and constraint columns: expressions, and what they may refer to."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from surveys.language import in_words
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.xlsform_syntax import ExpressionSyntaxError, parse
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import FaultList
from surveys.xlsform.fields import did_you_mean


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression and the cell it was read from; `repeat` is the one whose rows it is about."""

    row: Row
    column: str
    expression: Expression
    repeat: str


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads expressions that may refer to the `known` codes, and remembers what it read."""

    known: frozenset[str]
    faults: FaultList
    repeat: str = ""
    found: list[Condition] = field(default_factory=list)

    def inside(self, repeat: str) -> "ConditionReader":
        """For the columns of a repeat; what it reads is remembered here, too."""
        return replace(self, repeat=repeat)

    def read(self, row: Row, column: str, *, this: str | None = None) -> Expression | None:
        """The cell's expression; None where it is empty or, with a fault, cannot be read.

        `this` is what “.” stands for.
        """
        written = row.value(column)
        if not written:
            return None
        try:
            expression = parse(written, this=this)
        except ExpressionSyntaxError as error:
            message = _("The expression cannot be read. %(reason)s") % {
                "reason": in_words(error.text)
            }
            self.faults.add(row.fault(column, message))
            return None
        for name in sorted(answers_read(expression) - self.known):
            message = _("There is no question “%(name)s” that has an answer.") % {"name": name}
            self.faults.add(row.fault(column, f"{message} {did_you_mean(name, self.known)}"))
        self.found.append(Condition(row, column, expression, self.repeat))
        return expression


def both(first: Expression | None, second: Expression | None) -> Expression | None:
    """The condition that both hold; None is no condition. LogicError where it gets too deep."""
    if first is None or second is None:
        return first or second
    return Apply("and", (first, second))


def between(this: str, minimum: Decimal, maximum: Decimal) -> Expression:
    """`. >= minimum and . <= maximum`"""
    answer = Answer(this)
    return Apply(
        "and",
        (Apply(">=", (answer, _number(minimum))), Apply("<=", (answer, _number(maximum)))),
    )


def _number(value: Decimal) -> Literal:
    return Literal(int(value) if value == value.to_integral_value() else value)
