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

from surveys.logic.operators import OPERATORS, ROLE_NAMES, Role
from surveys.logic.text import Text
from surveys.logic.values import Scalar
from surveys.logic.wording import fill

SCHEMA = 1
MAX_DEPTH = 100
MOST_DIGITS = 30  # before the point, and after it
_TOO_LARGE: int = 10**MOST_DIGITS

# What stands in the place of a question's code, where an expression is about something else.
POSITION = "position(..)"
"""Inside repeated rows: which row this is, from 1."""


def option_column(name: str) -> str:
    """In a choice filter: the column `name` of the option that is shown or not."""
    return f"option:{name}"


Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class LogicError(ValueError):
    """A tree, or the JSON of one, that means nothing.

    `text` is a sentence for its author, in both languages; str() is the English one.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


_NO_CONSTANT = Text(
    ko="{0:은/는} 조건의 상수로 쓸 수 없습니다.", en="{0} cannot be a constant in a condition."
)
_TOO_MANY_DIGITS = Text(
    ko="조건에 쓰는 수는 {0}자리를 넘을 수 없습니다.",
    en="A number in a condition has at most {0} digits.",
)
_NO_OPERATOR = Text(ko="‘{0}’ 연산자는 없습니다.", en="There is no operator “{0}”.")
_WRONG_COUNT = Text(
    ko="‘{0}’에는 인수 {1:이/가} 필요한데 {2}개가 왔습니다.",
    en="“{0}” takes {1}, but {2} came.",
)
_WRONG_ROLE = Text(
    ko="‘{1}’의 {0}번째 인수는 {2:이어야/여야} 합니다.",
    en="Argument {0} of “{1}” has to be {2}.",
)
_TOO_DEEP = Text(
    ko="조건이 {0}단계보다 깊게 중첩되어 있습니다. 나누어 쓰십시오.",
    en="The condition is nested more than {0} levels deep.",
)
_NO_ENVELOPE = Text(
    ko="저장된 조건은 “logic”과 “expression”이 있는 객체여야 합니다.",
    en="A stored condition is an object with “logic” and “expression”.",
)
_OTHER_SCHEMA = Text(
    ko="이 조건은 논리 {0}판으로 쓰였습니다. 이 프로그램은 {1}판을 읽습니다.",
    en="The condition was written in version {0} of the logic; this program reads version {1}.",
)
_NO_PART = Text(
    ko="조건을 이루는 것은 상수, “answer”, 또는 “args”가 있는 “op”입니다. 어느 것도 아닙니다: {0}",
    en="A part of a condition is a constant, an “answer”, or an “op” with its “args”; "
    "this is none of them: {0}",
)
_NO_SCALAR = Text(
    ko="{0:은/는} {1} 형식의 상수가 아닙니다.", en="{0} is not a constant of type {1}."
)


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A constant. `1`, `Decimal("1")` and `True` are three different literals."""

    value: Scalar

    def __post_init__(self) -> None:
        if isinstance(self.value, datetime) or not isinstance(
            self.value, bool | int | Decimal | str | date
        ):
            raise LogicError(fill(_NO_CONSTANT, [repr(self.value)]))
        if isinstance(self.value, int | Decimal) and not _is_sensible(self.value):
            raise LogicError(fill(_TOO_MANY_DIGITS, [MOST_DIGITS]))

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
            raise LogicError(fill(_NO_OPERATOR, [self.op]))
        if not operator.accepts(len(self.args)):
            raise LogicError(fill(_WRONG_COUNT, [self.op, operator.arity_in_words, len(self.args)]))
        for index, argument in enumerate(self.args):
            role = operator.role_at(index)
            if not _fits(argument, role):
                raise LogicError(fill(_WRONG_ROLE, [index + 1, self.op, ROLE_NAMES[role]]))
        depth = 1 + max((argument.depth for argument in self.args), default=0)
        if depth > MAX_DEPTH:
            raise LogicError(fill(_TOO_DEEP, [MAX_DEPTH]))
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
    if role is Role.COMPUTED:
        return not isinstance(argument, Literal)
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
        raise LogicError(_NO_ENVELOPE)
    if data.get("logic") != SCHEMA:
        raise LogicError(fill(_OTHER_SCHEMA, [repr(data.get("logic")), SCHEMA]))
    return _node_from_json(data["expression"], MAX_DEPTH)


def _node_from_json(data: object, levels_left: int) -> Expression:
    if levels_left < 0:
        raise LogicError(fill(_TOO_DEEP, [MAX_DEPTH]))
    match data:
        case bool() | int() | float() | str():
            return Literal(_scalar_from_json(data, None))
        case {"op": str(op), "args": list(args), **rest} if not rest:
            return Apply(op, tuple([_node_from_json(one, levels_left - 1) for one in args]))
        case {"answer": str(name), **rest} if not rest and name:
            return Answer(name)
        case {"value": value, **rest} if not rest.keys() - {"type"}:
            return Literal(_scalar_from_json(value, rest.get("type")))
    raise LogicError(fill(_NO_PART, [_shortened(data)]))


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
    named = Text(ko="텍스트나 숫자", en="text or number") if kind is None else str(kind)
    raise LogicError(fill(_NO_SCALAR, [_shortened(value), named]))


def _shortened(data: object) -> str:
    """A glimpse of any data; unlike repr() it survives the deepest nesting."""
    return reprlib.repr(data)
