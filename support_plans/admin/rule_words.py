"""A programme's rule as sentences, for people who never see its JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from support_plans.admin.words import published_questions
from support_plans.facts import vocabulary
from support_plans.matching.rule import Condition, Group, Rule
from surveys.language import in_words
from surveys.logic.sentences import sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One condition or one need: the sentence, and its code for who looks something up."""

    text: str
    code: str
    is_changeable: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A group of conditions; `all` must hold, or any of them."""

    is_all: bool
    members: tuple["Line | Block", ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(one for one in self.members if isinstance(one, Line))

    @property
    def blocks(self) -> tuple["Block", ...]:
        return tuple(one for one in self.members if isinstance(one, Block))


@dataclass(frozen=True, slots=True)
class RuleInWords:
    conditions: Block
    needs: tuple[Line, ...]


def rule_in_words(rule: Rule) -> RuleInWords:
    """The rule in the active language, with the words of the questionnaires that are published."""
    words = vocabulary(published_questions())

    def line(condition: Condition) -> Line:
        text = in_words(sentence(condition.expression, words))
        return Line(text, condition.code, is_changeable=condition.is_changeable)

    def block(group: Group) -> Block:
        return Block(group.quantifier == "all", tuple(members(group.members)))

    def members(all_members: Iterable[Condition | Group]) -> Iterable[Line | Block]:
        for one in all_members:
            yield block(one) if isinstance(one, Group) else line(one)

    return RuleInWords(
        conditions=block(rule.eligibility),
        needs=tuple(
            Line(in_words(sentence(need.expression, words)), need.code, weight=need.weight)
            for need in rule.needs
        ),
    )
