"""What is known of answers before there are any: a type for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from surveys.logic.expressions import Expression
from surveys.logic.kinds import Kind
from surveys.logic.text import Text


@dataclass(frozen=True, slots=True)
class FactType:
    """What an answer can be: its kind, the codes of its options, a repeat's columns, its bounds.

    Of options, `exclusive` ones are chosen alone. `is_whole` is a number without decimals, or a day
    without a time. All of `asked_if` hold wherever there is an answer.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    columns: Mapping[str, "FactType"] = field(default_factory=dict, hash=False)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    is_whole: bool = False
    exclusive: frozenset[str] = frozenset()
    asked_if: tuple[Expression, ...] = ()


Schema: TypeAlias = Mapping[str, FactType]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: the part that has it, and a sentence that says what is wrong and what to do."""

    expression: Expression
    message: Text
