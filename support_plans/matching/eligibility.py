"""Is a company eligible, and which conditions decided it: true, false or unknown, never a guess."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from support_plans.matching.rule import Condition, Group
from surveys.logic.evaluate import Trace, evaluate, trace
from surveys.logic.expressions import Answer, Apply, Expression
from surveys.logic.values import Facts, Missing, Value

Truth: TypeAlias = bool | Missing
Truths: TypeAlias = Mapping[str, Truth]  # condition code → what became of it

_ORDERINGS = frozenset({"<", "<=", ">", ">=", "="})


def truth_of(expression: Expression, facts: Facts, *, today: date) -> Truth:
    """Whether it holds. What is neither true nor false nor missing cannot be computed as truth."""
    value = evaluate(expression, facts, today=today)
    return value if isinstance(value, bool | Missing) else Missing.NOT_COMPUTABLE


def truths_of(group: Group, facts: Facts, *, today: date) -> dict[str, Truth]:
    """Every condition's truth by its code, also of those that decide nothing."""
    conditions = {condition.code: condition for condition in group.conditions()}
    return {
        code: truth_of(condition.expression, facts, today=today)
        for code, condition in conditions.items()
    }


def eligibility(group: Group, truths: Truths) -> Truth:
    """Kleene's all and any: one false settles an `all`, one true an `any`; else unknown stays."""
    settling = group.quantifier == "any"
    unknown: Missing | None = None
    for member in group.members:
        truth = _truth(member, truths)
        if truth is settling:
            return settling
        if isinstance(truth, Missing):
            unknown = unknown or truth
    return unknown or not settling


def deciding(group: Group, truths: Truths) -> tuple[Condition, ...]:
    """The conditions that made the group what it is, in the order written, each once.

    A member counts when it came out as its group did: the failed ones of a failed group, the
    unknown ones of an unknown group, the met ones of a met group.
    """
    return tuple({condition.code: condition for condition in _deciding(group, truths)}.values())


def _deciding(group: Group, truths: Truths) -> Iterator[Condition]:
    outcome = _kind(eligibility(group, truths))
    for member in group.members:
        if _kind(_truth(member, truths)) is not outcome:
            continue
        if isinstance(member, Group):
            yield from _deciding(member, truths)
        else:
            yield member


def _truth(member: Condition | Group, truths: Truths) -> Truth:
    if isinstance(member, Group):
        return eligibility(member, truths)
    return truths[member.code]


def _kind(truth: Truth) -> bool | None:
    return None if isinstance(truth, Missing) else truth


def lacking(expression: Expression, facts: Facts, *, today: date) -> tuple[str, ...]:
    """The facts whose absence makes the expression unknown, in the order it reads them."""
    return tuple(dict.fromkeys(_lacking(trace(expression, facts, today=today))))


def _lacking(node: Trace) -> Iterator[str]:
    if not isinstance(node.value, Missing):
        return
    if isinstance(node.expression, Answer):
        yield node.expression.name
    for child in node.children:
        yield from _lacking(child)


def distance(expression: Expression, facts: Facts, *, today: date) -> float | None:
    """How far a failed numeric comparison is from holding: 0 (at its threshold) to 1.

    Relative to the larger of the two numbers, so that people, won and years can be put in one
    order. None where nothing numeric failed.
    """
    return _distance(trace(expression, facts, today=today))


def _distance(node: Trace) -> float | None:
    if node.value is not False or not isinstance(node.expression, Apply):
        return None
    if node.expression.op in ("and", "or"):
        distances = [_distance(child) for child in node.children if child.value is False]
        known = [one for one in distances if one is not None]
        if node.expression.op == "or":
            return min(known, default=None)
        return max(known) if known and len(known) == len(distances) else None
    if node.expression.op in _ORDERINGS:
        left, right = (_number(child.value) for child in node.children)
        if left is None or right is None:
            return None
        return float(abs(left - right) / max(abs(left), abs(right), Decimal(1)))
    return None


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)
