"""What one programme version asks of a company, and what need it serves, as frozen values.

Nothing here evaluates anything (`eligibility`, `need`) or stores anything (`rule_json`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveys.logic.expressions import Expression
from surveys.logic.text import Text

Quantifier = Literal["all", "any"]

NO_WORDS = Text()

MOST_CONDITIONS = 500  # in one rule; beyond this nobody can read the reasons either
MOST_LEVELS = 20  # of groups within groups


class RuleError(ValueError):
    """A rule that cannot be meant: the message says where and why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a programme asks of a company.

    `met`, `unmet` and `unknown` are whole sentences to the company. They may hold `{code}` (the
    company's own answer, described) and `{code:은/는}` (the same, with the Korean particle that
    fits it). A sentence nobody wrote is made from the expression.
    """

    code: str
    expression: Expression
    met: Text = NO_WORDS
    unmet: Text = NO_WORDS
    unknown: Text = NO_WORDS
    is_changeable: bool = False  # may the company bring it about (open a branch, certify)?
    change: Text = NO_WORDS  # what it would do, as a title: "Open a branch in Gwangju"


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that must all hold, or of which any must. `all` of none holds for everybody."""

    quantifier: Quantifier
    members: tuple["Condition | Group", ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it, in the order written; one that is used twice comes twice."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.conditions()
            else:
                yield member


@dataclass(frozen=True, slots=True)
class Need:
    """One sign that a programme would help: `reason` tells the company what it said."""

    code: str
    expression: Expression
    weight: int  # 1 or more; a need score is a share of the sum of weights
    reason: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class Rule:
    """The logic of one version of one programme. Raises `RuleError` where it cannot be meant."""

    programme: str
    version: int
    eligibility: Group
    needs: tuple[Need, ...] = ()
    not_needed: Text = NO_WORDS  # said to an eligible company whose answers show no need
    exclusive_with: tuple[str, ...] = ()  # programmes that may not be held beside this one
    prerequisites: tuple[str, ...] = ()  # programmes to be gone through before this one

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise RuleError(f"{self.programme}: {faults[0]}")


def _faults(rule: Rule) -> Iterator[str]:
    # Size and depth first: what follows walks the tree.
    depth = _levels(rule.eligibility)
    if depth > MOST_LEVELS:
        yield f"groups lie more than {MOST_LEVELS} levels deep; flatten them"
        return
    conditions = list(rule.eligibility.conditions())
    if len(conditions) > MOST_CONDITIONS:
        yield f"{len(conditions)} conditions; at most {MOST_CONDITIONS} can be read by anybody"
        return
    by_code: dict[str, Condition] = {}
    for condition in conditions:
        if by_code.setdefault(condition.code, condition) != condition:
            yield f"two different conditions are called {condition.code}; rename one"
    seen: set[str] = set()
    for need in rule.needs:
        if need.weight < 1:
            yield f"need {need.code}: its weight is {need.weight}; it must be 1 or more"
        if need.code in seen or need.code in by_code:
            yield f"need {need.code}: the code is taken; rename one"
        seen.add(need.code)
    if _has_empty_any(rule.eligibility):
        yield "an “any” group without members can never hold; add a condition or remove it"


def _levels(group: Group) -> int:
    """How deep groups lie within groups, without recursion, so that no depth can break it."""
    levels, row = 0, [group]
    while row and levels <= MOST_LEVELS:
        levels += 1
        row = [member for one in row for member in one.members if isinstance(member, Group)]
    return levels


def _has_empty_any(group: Group) -> bool:
    if group.quantifier == "any" and not group.members:
        return True
    return any(_has_empty_any(member) for member in group.members if isinstance(member, Group))
