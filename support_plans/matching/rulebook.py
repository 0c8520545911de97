"""Every rule in force at one moment, and the name (digest) of exactly that rulebook."""

import hashlib
import itertools
import json
from dataclasses import dataclass
from functools import cached_property

from support_plans.matching.rule import Condition, Group, Need, Rule, RuleError
from support_plans.matching.rule_json import Json, rule_from_json, rule_to_json

__all__ = ["Condition", "Group", "Need", "Rule", "RuleError", "Rulebook"]


@dataclass(frozen=True)
class Rulebook:
    """Rules of different programmes. Equal to another with the same rules, in whatever order."""

    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.rules, key=lambda rule: rule.programme))
        for one, other in itertools.pairwise(ordered):
            if one.programme == other.programme:
                raise RuleError(f"{one.programme}: two rules for one programme")
        object.__setattr__(self, "rules", ordered)

    @cached_property
    def digest(self) -> str:
        """sha256 of the canonical JSON, 64 hex digits."""
        return hashlib.sha256(canonical(self.to_json()).encode()).hexdigest()

    def to_json(self) -> Json:
        return {"rules": [rule_to_json(rule) for rule in self.rules]}

    @classmethod
    def from_json(cls, data: object) -> "Rulebook":
        """The rulebook that `to_json` wrote. Raises RuleError, and nothing else."""
        match data:
            case {"rules": list(rules)}:
                return cls(tuple(rule_from_json(rule) for rule in rules))
        raise RuleError("A stored rulebook is an object with a list of “rules”.")


def canonical(data: Json) -> str:
    """One text for one meaning: keys sorted, no spaces, letters as themselves."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
