"""Expressions as functions: what is asked of one submission many times runs fast.

The value is that of the traced interpreter (`evaluate.py`), without the trace. What is asked most
has a function of its own here: an answer compared with a constant, and, or, not, if. Each takes the
short way where two values are of the kinds it was made for, and the operator's own `compute` where
they are not. A part is skipped only where its value can make no difference.
"""

import operator as python
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.kinds import Blanks, Context, Number, as_truth
from surveys.logic.operations import Operation, answered
from surveys.logic.operators import OPERATORS
from surveys.logic.values import Facts, Missing, Value

Compiled: TypeAlias = Callable[[Facts, Context], Value]

NOT_ASKED = Missing.NOT_ASKED
_ORDERINGS: Mapping[str, Callable[[Number, Number], bool]] = {
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}


def compiled(expression: Expression, *, blanks: Blanks = Blanks.UNKNOWN) -> Compiled:
    """A function from the answers and a context to the value.

    The context has to be of the same `blanks`, the only ones that the function is good for.
    """
    match expression:
        case Literal(value=value):
            return lambda facts, context: value
        case Answer(name=name):
            return lambda facts, context: facts.get(name, NOT_ASKED)
        case Apply(op=op, args=(Answer(name=name), Literal(value=value))):
            return _test(op, name, value)
        case Apply(op=op, args=(Literal(value=value), Answer(name=name))) if OPERATORS[op].mirrored:
            return _test(OPERATORS[op].mirrored, name, value)
        case Apply(op="answered", args=(Answer(name=name),)):
            return lambda facts, context: answered((facts.get(name, NOT_ASKED),), context)
        case Apply(op=op, args=args):
            return _application(op, tuple([compiled(one, blanks=blanks) for one in args]))


def _application(op: str, parts: tuple[Compiled, ...]) -> Compiled:
    match op, parts:
        case "and", _:
            return _decided(parts, by=False)
        case "or", _:
            return _decided(parts, by=True)
        case "not", (part,):
            return _negation(part)
        case "if", (condition, yes, no):
            return _choice(condition, yes, no)
        case "coalesce", _:
            return _first_answered(parts)
    return _general(OPERATORS[op].compute, parts)


def _general(compute: Operation, parts: tuple[Compiled, ...]) -> Compiled:
    match parts:
        case (one,):
            return lambda facts, context: compute((one(facts, context),), context)
        case (one, other):
            return lambda facts, context: compute(
                (one(facts, context), other(facts, context)), context
            )
    return lambda facts, context: compute([part(facts, context) for part in parts], context)


# --- an answer and a constant -------------------------------------------------------------------


def _test(op: str, name: str, constant: Value) -> Compiled:
    compute = OPERATORS[op].compute
    match op, constant:
        case "=" | "!=", bool() | int() | Decimal() | str() | date():
            return _equality(op == "=", compute, name, constant)
        case "<" | "<=" | ">" | ">=", (int() | Decimal()) if not isinstance(constant, bool):
            return _number_ordering(_ORDERINGS[op], compute, name, constant)
        case "<" | "<=" | ">" | ">=", date():
            return _day_ordering(_ORDERINGS[op], compute, name, constant)
        case "selected", str():
            return _membership(compute, name, constant)
    return lambda facts, context: compute((facts.get(name, NOT_ASKED), constant), context)


def _equality(is_wanted: bool, compute: Operation, name: str, constant: Value) -> Compiled:
    kind = type(constant)

    def equals(facts: Facts, context: Context) -> Value:
        value = facts.get(name, NOT_ASKED)
        if type(value) is kind:
            return (value == constant) is is_wanted
        return compute((value, constant), context)

    return equals


def _number_ordering(
    holds: Callable[[Number, Number], bool], compute: Operation, name: str, limit: Number
) -> Compiled:
    def compare(facts: Facts, context: Context) -> Value:
        value = facts.get(name, NOT_ASKED)
        if type(value) is int or type(value) is Decimal:
            return holds(value, limit)
        return compute((value, limit), context)

    return compare


def _day_ordering(
    holds: Callable[[Number, Number], bool], compute: Operation, name: str, limit: date
) -> Compiled:
    ordinal = limit.toordinal()

    def compare(facts: Facts, context: Context) -> Value:
        value = facts.get(name, NOT_ASKED)
        if type(value) is date:
            return holds(value.toordinal(), ordinal)
        return compute((value, limit), context)

    return compare


def _membership(compute: Operation, name: str, code: str) -> Compiled:
    def includes(facts: Facts, context: Context) -> Value:
        value = facts.get(name, NOT_ASKED)
        if type(value) is tuple:
            if code in value:
                return True
            if not value or type(value[0]) is str:
                return False
        return compute((value, code), context)

    return includes


# --- truth --------------------------------------------------------------------------------------


def _decided(parts: tuple[Compiled, ...], *, by: bool) -> Compiled:
    """Kleene's and or or: what comes after the deciding part makes no difference."""
    otherwise = not by

    def decide(facts: Facts, context: Context) -> Value:
        unknown: Missing | None = None
        for part in parts:
            truth = part(facts, context)
            if truth is by:
                return by
            if truth is not otherwise:
                truth = as_truth(truth, context)
                if truth is by:
                    return by
                if unknown is None and isinstance(truth, Missing):
                    unknown = truth
        return otherwise if unknown is None else unknown

    return decide


def _negation(part: Compiled) -> Compiled:
    def negate(facts: Facts, context: Context) -> Value:
        truth = part(facts, context)
        if truth is True:
            return False
        if truth is False:
            return True
        truth = as_truth(truth, context)
        return truth if isinstance(truth, Missing) else not truth

    return negate


def _choice(condition: Compiled, yes: Compiled, no: Compiled) -> Compiled:
    def choose(facts: Facts, context: Context) -> Value:
        truth = as_truth(condition(facts, context), context)
        if isinstance(truth, Missing):
            return truth
        return yes(facts, context) if truth else no(facts, context)

    return choose


def _first_answered(parts: tuple[Compiled, ...]) -> Compiled:
    def first(facts: Facts, context: Context) -> Value:
        values = []
        for part in parts:
            value = part(facts, context)
            if answered((value,), context):
                return value
            values.append(value)
        return values[0]

    return first
