"""What would make a company eligible: the smallest set of conditions that it can change."""

from itertools import product
from typing import TypeAlias

from support_plans.matching.eligibility import Truths, eligibility
from support_plans.matching.rule import Condition, Group

Change: TypeAlias = frozenset[str]  # condition codes to be made true

# A condition may stand in several branches, so that the smallest union is not the union of the
# smallest. Keeping the few smallest ways of each group finds it in every rule a person can read,
# and keeps a rule nobody can read from taking for ever.
_WAYS_KEPT = 32


def would_be_if(group: Group, truths: Truths) -> tuple[str, ...]:
    """The codes of changeable conditions which, all made true, make the group true.

    No subset of them does. In the order written. Empty when it is true already, and when no change
    within the company's power is enough (a given condition fails or is unknown).
    """
    ways = _ways(group, truths)
    if not ways:
        return ()
    change = _pruned(group, truths, ways[0])
    return tuple(dict.fromkeys(one.code for one in group.conditions() if one.code in change))


def _ways(member: Condition | Group, truths: Truths) -> list[Change]:
    """Ways to make it true, the smallest first. None: it cannot be made true."""
    if isinstance(member, Condition):
        if truths[member.code] is True:
            return [frozenset()]
        return [frozenset({member.code})] if member.is_changeable else []
    if member.quantifier == "any":
        return _smallest([way for one in member.members for way in _ways(one, truths)])
    ways: list[Change] = [frozenset()]
    for one in member.members:
        ways = _smallest([a | b for a, b in product(ways, _ways(one, truths))])
    return ways


def _smallest(ways: list[Change]) -> list[Change]:
    # dict.fromkeys and a stable sort: of equally small ways, the one written first wins, always.
    return sorted(dict.fromkeys(ways), key=len)[:_WAYS_KEPT]


def _pruned(group: Group, truths: Truths, change: Change) -> Change:
    """Without what the rest makes superfluous. Truth only grows with changes, so one pass does."""
    for code in sorted(change):
        fewer = change - {code}
        if eligibility(group, {**truths, **dict.fromkeys(fewer, True)}) is True:
            change = fewer
    return change
