"""A rule as JSON and back: `rule_from_json(rule_to_json(rule)) == rule`."""

from collections.abc import Mapping
from typing import TypeAlias, TypeVar

from support_plans.matching.rule import (
    MOST_LEVELS,
    Condition,
    Group,
    Need,
    Quantifier,
    Rule,
    RuleError,
)
from surveys.logic.expressions import Expression, LogicError
from surveys.logic.expressions import from_json as expression_from_json
from surveys.logic.expressions import to_json as expression_to_json
from surveys.logic.text import Text

Json: TypeAlias = dict[str, object]
T = TypeVar("T")


def rule_to_json(rule: Rule) -> Json:
    return {
        "programme": rule.programme,
        "version": rule.version,
        "eligibility": _group_to_json(rule.eligibility),
        "needs": [_need_to_json(need) for need in rule.needs],
        "not_needed": rule.not_needed.to_json(),
        "exclusive_with": list(rule.exclusive_with),
        "prerequisites": list(rule.prerequisites),
    }


def rule_from_json(data: object) -> Rule:
    """The rule that `rule_to_json` wrote. Raises RuleError, and nothing else."""
    place = "rule"
    rule = _object(data, place)
    programme = _field(rule, "programme", str, place)
    return Rule(
        programme=programme,
        version=_field(rule, "version", int, programme),
        eligibility=_group_from_json(rule.get("eligibility"), f"{programme} · eligibility"),
        needs=tuple(
            _need_from_json(need, f"{programme} · needs")
            for need in _field(rule, "needs", list, programme)
        ),
        not_needed=_text(rule, "not_needed", programme),
        exclusive_with=_codes(rule, "exclusive_with", programme),
        prerequisites=_codes(rule, "prerequisites", programme),
    )


def _group_to_json(group: Group) -> Json:
    return {
        group.quantifier: [
            _group_to_json(member) if isinstance(member, Group) else _condition_to_json(member)
            for member in group.members
        ]
    }


def _group_from_json(data: object, place: str, level: int = 1) -> Group:
    if level > MOST_LEVELS:
        raise RuleError(f"{place}: groups lie more than {MOST_LEVELS} levels deep; flatten them")
    group = _object(data, place)
    quantifier: Quantifier = "all" if "all" in group else "any"
    if set(group) != {quantifier}:
        raise RuleError(f"{place}: a group is an object with either “all” or “any”")
    members = _field(group, quantifier, list, place)
    return Group(quantifier, tuple(_member_from_json(member, place, level) for member in members))


def _member_from_json(data: object, place: str, level: int) -> Condition | Group:
    if isinstance(data, dict) and "code" in data:
        return _condition_from_json(data, place)
    return _group_from_json(data, place, level + 1)


def _condition_to_json(condition: Condition) -> Json:
    return {
        "code": condition.code,
        "if": expression_to_json(condition.expression),
        "met": condition.met.to_json(),
        "unmet": condition.unmet.to_json(),
        "unknown": condition.unknown.to_json(),
        "is_changeable": condition.is_changeable,
        "change": condition.change.to_json(),
    }


def _condition_from_json(data: object, place: str) -> Condition:
    condition = _object(data, place)
    code = _field(condition, "code", str, place)
    place = f"{place} · {code}"
    return Condition(
        code=code,
        expression=_expression(condition, place),
        met=_text(condition, "met", place),
        unmet=_text(condition, "unmet", place),
        unknown=_text(condition, "unknown", place),
        is_changeable=_field(condition, "is_changeable", bool, place),
        change=_text(condition, "change", place),
    )


def _need_to_json(need: Need) -> Json:
    return {
        "code": need.code,
        "if": expression_to_json(need.expression),
        "weight": need.weight,
        "reason": need.reason.to_json(),
    }


def _need_from_json(data: object, place: str) -> Need:
    need = _object(data, place)
    code = _field(need, "code", str, place)
    place = f"{place} · {code}"
    return Need(
        code=code,
        expression=_expression(need, place),
        weight=_field(need, "weight", int, place),
        reason=_text(need, "reason", place),
    )


def _object(data: object, place: str) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise RuleError(f"{place}: an object was expected")
    return data


def _field(data: Mapping[str, object], name: str, kind: type[T], place: str) -> T:
    value = data.get(name)
    # bool is an int to Python, and never what a version or a weight means.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RuleError(f"{place}: “{name}” must be of type {kind.__name__}")
    return value


def _text(data: Mapping[str, object], name: str, place: str) -> Text:
    match data.get(name):
        case {"ko": str(ko), "en": str(en)}:
            return Text(ko, en)
    raise RuleError(f"{place}: “{name}” must hold a text in “ko” and in “en”")


def _codes(data: Mapping[str, object], name: str, place: str) -> tuple[str, ...]:
    codes = tuple(_field(data, name, list, place))
    if not all(isinstance(code, str) for code in codes):
        raise RuleError(f"{place}: “{name}” must be a list of programme codes")
    return codes


def _expression(data: Mapping[str, object], place: str) -> Expression:
    try:
        return expression_from_json(data.get("if"))
    except LogicError as error:
        raise RuleError(f"{place}: {error}") from error
