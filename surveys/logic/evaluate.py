"""The traced interpreter: what an expression is worth for these answers, and how that came about.

This is the reference that every faster way to run an expression has to agree with. It evaluates
every part, also where a part before it already decided: the trace is evidence, and shows all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from surveys.logic.expressions import Answer, Apply, Expression
from surveys.logic.kinds import Blanks, Context
from surveys.logic.operators import OPERATORS, Reading
from surveys.logic.values import Facts, Missing, Value

__all__ = ["Blanks", "Trace", "evaluate", "is_true", "trace"]

NOT_ASKED = Missing.NOT_ASKED
_COMPUTE = {name: row.compute for name, row in OPERATORS.items()}  # looked up for every part
_COMBINING = frozenset({Reading.JUNCTION, Reading.NEGATION})


@dataclass(slots=True)
class Trace:
    """An expression with its value, and the same of each of its parts.

    To be read only. It is not frozen because a frozen one takes three times as long to make.
    """

    expression: Expression
    value: Value
    children: tuple["Trace", ...] = ()

    def leaves(self) -> Iterator["Trace"]:
        """The conditions that and, or and not combine, left to right: comparisons and the like."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if _is_combining(one.expression):
                waiting.extend(reversed(one.children))
            else:
                yield one

    @property
    def reads(self) -> frozenset[str]:
        """The codes of the answers that the value came from."""
        found: set[str] = set()
        waiting = [self]
        while waiting:
            one = waiting.pop()
            waiting.extend(one.children)
            if isinstance(one.expression, Answer):
                found.add(one.expression.name)
        return frozenset(found)


def evaluate(
    expression: Expression, facts: Facts, *, today: date, blanks: Blanks = Blanks.UNKNOWN
) -> Value:
    """The value. A condition gives True, False, or the `Missing` that says why it is unknown."""
    return trace(expression, facts, today=today, blanks=blanks).value


def trace(
    expression: Expression, facts: Facts, *, today: date, blanks: Blanks = Blanks.UNKNOWN
) -> Trace:
    """The value with its evidence. Never raises: what cannot be computed is NOT_COMPUTABLE."""
    return _trace(expression, facts, Context(today, blanks))


def is_true(value: Value) -> bool:
    """Whether a condition holds for certain. Unknown is not true."""
    return value is True


def _trace(expression: Expression, facts: Facts, context: Context) -> Trace:
    if isinstance(expression, Apply):
        children: list[Trace] = []
        values: list[Value] = []
        for argument in expression.args:
            child = _trace(argument, facts, context)
            children.append(child)
            values.append(child.value)
        value = _COMPUTE[expression.op](values, context)
        return Trace(expression, value, tuple(children))
    if isinstance(expression, Answer):
        return Trace(expression, facts.get(expression.name, NOT_ASKED))
    return Trace(expression, expression.value)


def _is_combining(expression: Expression) -> bool:
    return isinstance(expression, Apply) and OPERATORS[expression.op].reading in _COMBINING
