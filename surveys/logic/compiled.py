"""Expressions as functions: what is asked of one submission many times runs fast.

The value is that of the traced interpreter (`evaluate.py`), without the trace.
"""

from collections.abc import Callable
from typing import TypeAlias

from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import Expression
from surveys.logic.kinds import Blanks, Context
from surveys.logic.values import Facts, Value

Compiled: TypeAlias = Callable[[Facts, Context], Value]


def compiled(expression: Expression, *, blanks: Blanks = Blanks.UNKNOWN) -> Compiled:
    """A function from the answers and a context (of the same `blanks`) to the value."""
    return lambda facts, context: evaluate(
        expression, facts, today=context.now, blanks=context.blanks
    )
