"""Conditions and calculations as one uniform, frozen, hashable tree.

Skip logic, constraints, calculations and programme rules are all this tree. It is stored as JSON
with a schema version, and it is the only thing the evaluator, the XLSForm printer and the sentences
read. A tree that exists is well formed: its operators are in the table (`operators.py`), have the
number of arguments they take, and it is never deeper than `MAX_DEPTH`, so that no code that walks
it needs to fear the recursion limit.
"""

import reprlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from surveys.logic.operators import OPERATORS, Role
from surveys.logic.values import Scalar

SCHEMA = 1
MAX_DEPTH = 100
MOST_DIGITS = 30  # before the point, and after it
_TOO_LARGE: int = 10**MOST_DIGITS

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class LogicError(ValueError):
    """A tree, or the JSON of one, that means nothing. The message is a sentence for its author."""


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A constant. `1`, `Decimal("1")` and `True` are three different literals."""

    value: Scalar

    def __post_init__(self) -> None:
        if isinstance(self.value, datetime) or not isinstance(
            self.value, bool | int | Decimal | str | date
        ):
            raise LogicError(f"{self.value!r} cannot be a constant in a condition.")
        if isinstance(self.value, int | Decimal) and not _is_sensible(self.value):
            raise LogicError(f"A number in a condition has at most {MOST_DIGITS} digits.")

    @property
    def depth(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Literal):
            return NotImplemented
        return type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the question with this code, or a derived fact of this name."""

    name: str

    @property
    def depth(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator of the table, applied. Raises LogicError for one that does not exist."""

    op: str
    args: tuple["Expression", ...]
    depth: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        operator = OPERATORS.get(self.op)
        if operator is None:
            raise LogicError(f"There is no operator “{self.op}”.")
        if not operator.accepts(len(self.args)):
            raise LogicError(
                f"“{self.op}” takes {operator.arity_in_words}, but {len(self.args)} came."
            )
        for index, argument in enumerate(self.args):
            role = operator.role_at(index)
            if not _fits(argument, role):
                raise LogicError(f"Argument {index + 1} of “{self.op}” has to be {role.value}.")
        depth = 1 + max((argument.depth for argument in self.args), default=0)
        if depth > MAX_DEPTH:
            raise LogicError(f"The condition is nested more than {MAX_DEPTH} levels deep.")
        object.__setattr__(self, "depth", depth)


Expression: TypeAlias = Literal | Answer | Apply


def _is_sensible(number: int | Decimal) -> bool:
    """Finite, and short enough to be written out; nobody's threshold is longer."""
    if isinstance(number, int):
        return -_TOO_LARGE < number < _TOO_LARGE
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):  # NaN and the infinities have a letter there
        return False
    return -MOST_DIGITS <= exponent <= MOST_DIGITS and number.adjusted() < MOST_DIGITS


def _fits(argument: Expression, role: Role) -> bool:
    if role is Role.ANSWER:
        return isinstance(argument, Answer)
    if role is Role.NAME:
        return isinstance(argument, Literal) and isinstance(argument.value, str)
    return True


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and every part of it, each before its own parts, left to right."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Apply):
            waiting.extend(reversed(one.args))


def answers_read(expression: Expression) -> frozenset[str]:
    """The codes of all questions whose answers the expression refers to."""
    return frozenset(one.name for one in walk(expression) if isinstance(one, Answer))


def to_json(expression: Expression) -> dict[str, Json]:
    """What is stored: `from_json(to_json(e)) == e`."""
    return {"logic": SCHEMA, "expression": _node_to_json(expression)}


def _node_to_json(expression: Expression) -> Json:
    match expression:
        case Apply(op=op, args=args):
            return {"op": op, "args": [_node_to_json(argument) for argument in args]}
        case Answer(name=name):
            return {"answer": name}
        case Literal(value=Decimal() as value):
            return {"value": str(value), "type": "decimal"}
        case Literal(value=date() as value):
            return {"value": value.isoformat(), "type": "date"}
        case Literal(value=(bool() | int() | str()) as value):
            return {"value": value}
    raise AssertionError("a literal is of one of these types")


def from_json(data: object) -> Expression:
    """The stored tree. Raises LogicError, and nothing else, for whatever cannot be read."""
    if not isinstance(data, dict) or "expression" not in data:
        raise LogicError("A stored condition is an object with “logic” and “expression”.")
    if data.get("logic") != SCHEMA:
        raise LogicError(
            f"The condition was written in version {data.get('logic')!r} of the logic; "
            f"this program reads version {SCHEMA}."
        )
    return _node_from_json(data["expression"], MAX_DEPTH)


def _node_from_json(data: object, levels_left: int) -> Expression:
    if levels_left < 0:
        raise LogicError(f"The condition is nested more than {MAX_DEPTH} levels deep.")
    match data:
        case bool() | int() | float() | str():
            return Literal(_scalar_from_json(data, None))
        case {"op": str(op), "args": list(args), **rest} if not rest:
            return Apply(op, tuple([_node_from_json(one, levels_left - 1) for one in args]))
        case {"answer": str(name), **rest} if not rest and name:
            return Answer(name)
        case {"value": value, **rest} if not rest.keys() - {"type"}:
            return Literal(_scalar_from_json(value, rest.get("type")))
    raise LogicError(
        "A part of a condition is a constant, an “answer”, or an “op” with its “args”; "
        f"this is none of them: {_shortened(data)}"
    )


def _scalar_from_json(value: object, kind: object) -> Scalar:
    try:
        match kind, value:
            case None, bool() | int() | str():
                return value
            case None, float():
                return Decimal(repr(value))
            case "decimal", str():
                return Decimal(value)
            case "date", str():
                return date.fromisoformat(value)
    except (ArithmeticError, ValueError):
        pass
    raise LogicError(f"{_shortened(value)} is not a constant of type {kind or 'text or number'}.")


def _shortened(data: object) -> str:
    """A glimpse of any data; unlike repr() it survives the deepest nesting."""
    return reprlib.repr(data)
