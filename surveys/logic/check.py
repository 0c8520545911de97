"""Faults of an expression that can be found before anybody has answered anything."""

from collections.abc import Sequence

from surveys.logic.contradictions import contradiction
from surveys.logic.expressions import Expression
from surveys.logic.kind_check import KindCheck, same_family, shown, value_kind
from surveys.logic.kinds import KIND_NAMES, Kind
from surveys.logic.schema import FactType, Problem, Schema
from surveys.logic.text import Text

__all__ = ["FactType", "Problem", "Schema", "check", "same_family", "value_kind"]


def check(
    expression: Expression,
    schema: Schema,
    *,
    expected: Kind | None = None,
    given: Sequence[Expression] = (),
) -> list[Problem]:
    """All faults, in reading order: unknown answers, wrong kinds, options that do not exist.

    With `expected`, also whether the whole gives that kind. A condition (BOOLEAN) without any other
    fault is also one where it can never be true; `given` are conditions that hold wherever it is
    asked, such as its page's.
    """
    kinds = KindCheck(schema)
    kind = kinds.kind(expression)
    if expected and kind and not same_family(kind, expected):
        kinds.report(expression, _GIVES, shown(expression), KIND_NAMES[kind], KIND_NAMES[expected])
    if expected is Kind.BOOLEAN and not kinds.problems:
        message = contradiction(expression, schema, given=given)
        if message is not None:
            kinds.problems.append(Problem(expression, message))
    return kinds.problems


_GIVES = Text(
    ko="{0}의 값은 {1}인데, 여기에는 {2:이/가} 필요합니다.", en="{0} gives {1}, but {2} is needed."
)
