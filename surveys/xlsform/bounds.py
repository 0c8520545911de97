"""The least and greatest answer that a constraint allows."""

from decimal import Decimal
from functools import reduce

from surveys.logic.expressions import Answer, Apply, Expression, Literal

Bounds = tuple[Decimal | None, Decimal | None]

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def bounds(constraint: Expression | None, this: str, *, is_whole: bool) -> Bounds:
    """The least and greatest answer a constraint allows, as far as it says so outright.

    They are for the input's own attributes; the constraint stays the whole truth. For whole
    numbers `. > 0` is a least answer of 1.
    """
    if constraint is None:
        return None, None
    step = Decimal(1) if is_whole else None
    unbounded: Bounds = (None, None)
    found = [_bound(part, this, step) for part in _conjuncts(constraint)]
    return reduce(_tighter, found, unbounded)


def _conjuncts(expression: Expression) -> list[Expression]:
    if isinstance(expression, Apply) and expression.op == "and":
        return [part for argument in expression.args for part in _conjuncts(argument)]
    return [expression]


def _bound(part: Expression, this: str, step: Decimal | None) -> Bounds:
    match part:
        case Apply(op=op, args=(Answer(name=name), right)) if name == this:
            limit = _constant(right)
        case Apply(op=op, args=(left, Answer(name=name))) if name == this:
            limit, op = _constant(left), _MIRRORED.get(op, "")
        case _:
            return None, None
    if (
        limit is None
        or not _can_be_stored(limit)
        or (op in ("<", ">") and (step is None or limit % 1))
    ):
        return None, None
    match op:
        case ">=":
            return limit, None
        case "<=":
            return None, limit
        case ">":
            return limit + (step or 0), None
        case "<":
            return None, limit - (step or 0)
    return None, None


def _can_be_stored(limit: Decimal) -> bool:
    """Limits out of all proportion are left to the constraint alone."""
    return abs(limit) < 10**15 and limit == round(limit, 4)


def _constant(expression: Expression) -> Decimal | None:
    match expression:
        case Literal(value=bool()):
            return None
        case Literal(value=int() | Decimal() as value):
            return Decimal(value)
        case Apply(op="neg", args=(Literal(value=int() | Decimal() as value),)):
            return -Decimal(value)
    return None


def _tighter(one: Bounds, other: Bounds) -> Bounds:
    least = [bound for bound in (one[0], other[0]) if bound is not None]
    greatest = [bound for bound in (one[1], other[1]) if bound is not None]
    return max(least, default=None), min(greatest, default=None)
