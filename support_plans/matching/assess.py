"""What every programme means for one company: the outcome, the need, and the reasons for both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from support_plans.matching.counterfactual import would_be_if
from support_plans.matching.eligibility import (
    Truth,
    Truths,
    deciding,
    distance,
    eligibility,
    lacking,
    truths_of,
)
from support_plans.matching.need import NeedScore, need_score
from support_plans.matching.reasons import Reason, Reasoner, Sources
from support_plans.matching.rule import Condition, Rule
from support_plans.matching.rulebook import Rulebook
from surveys.logic.descriptions import Vocabulary
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing

ENGINE = "1"  # grows with every change after which the same evidence would give another plan

# One of the main signs of need is enough to recommend (they weigh a fifth of all or more); a side
# benefit by itself, such as a discount the company would get, is not.
RECOMMENDED_FROM = 20


class Outcome(StrEnum):
    RECOMMENDED = "recommended"
    NOT_NEEDED = "not_needed"  # eligible, but the answers show no need
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_INFORMATION = "needs_information"


@dataclass(frozen=True, slots=True)
class Assessment:
    programme: str
    version: int
    outcome: Outcome
    need: int  # 0 to 100, whatever the outcome
    reasons: tuple[Reason, ...]  # never empty, unless the programme asks for nothing
    missing: tuple[str, ...] = ()  # NEEDS_INFORMATION: questions to answer, the most decisive first
    would_be_if: tuple[str, ...] = ()  # NOT_ELIGIBLE: the conditions to change, if changing helps
    changes: tuple[Text, ...] = ()  # the same, in words
    leaves: Mapping[str, str] = field(default_factory=dict)  # condition or need → its truth


def assess(
    rulebook: Rulebook,
    facts: Facts,
    vocabulary: Vocabulary,
    *,
    today: date,
    sources: Sources | None = None,
) -> tuple[Assessment, ...]:
    """One assessment for each rule, in the order of the programmes' codes. Never raises.

    `sources` names the questions behind a derived fact, so that what is missing is always something
    a company can answer; a fact that is the city's own has none.
    """
    reasoner = Reasoner(facts, vocabulary, sources or {})
    return tuple(_assess(rule, reasoner, today) for rule in rulebook.rules)


def _assess(rule: Rule, reasoner: Reasoner, today: date) -> Assessment:
    truths = truths_of(rule.eligibility, reasoner.facts, today=today)
    need = need_score(rule.needs, reasoner.facts, today=today)
    conditions = deciding(rule.eligibility, truths)
    truth = eligibility(rule.eligibility, truths)
    leaves = {code: _leaf(one) for code, one in (truths | need.truths).items()}
    if truth is True:
        outcome = Outcome.RECOMMENDED if need.score >= RECOMMENDED_FROM else Outcome.NOT_NEEDED
        reasons = _eligible(rule, outcome, need, conditions, reasoner, today)
        return Assessment(rule.programme, rule.version, outcome, need.score, reasons, leaves=leaves)
    if truth is False:
        change = would_be_if(rule.eligibility, truths)
        by_code = {one.code: one for one in rule.eligibility.conditions()}
        return Assessment(
            rule.programme,
            rule.version,
            Outcome.NOT_ELIGIBLE,
            need.score,
            tuple(reasoner.unmet(one) for one in _nearest_first(conditions, reasoner, today)),
            would_be_if=change,
            changes=tuple(reasoner.change(by_code[code]) for code in change),
            leaves=leaves,
        )
    missing = {one.code: _questions(one, reasoner, today) for one in conditions}
    return Assessment(
        rule.programme,
        rule.version,
        Outcome.NEEDS_INFORMATION,
        need.score,
        tuple(reasoner.unknown(one, missing[one.code]) for one in conditions),
        missing=_most_decisive_first(rule, truths, missing, reasoner),
        leaves=leaves,
    )


def _eligible(
    rule: Rule,
    outcome: Outcome,
    need: NeedScore,
    conditions: tuple[Condition, ...],
    reasoner: Reasoner,
    today: date,
) -> tuple[Reason, ...]:
    """Needs before conditions: why it helps comes before why it is allowed."""
    reasons = [reasoner.need(one) for one in need.shown]
    if outcome is Outcome.NOT_NEEDED:
        reasons = [reasoner.no_need(rule)]
    reasons += [reasoner.met(one) for one in conditions]
    for one in need.unknown:
        missing = reasoner.questions(lacking(one.expression, reasoner.facts, today=today))
        asked = tuple(code for code in missing if _was_asked(code, reasoner.facts))
        if asked and all(asked != reason.answers for reason in reasons):
            reasons.append(reasoner.open_need(one, asked))
    return tuple(reasons)


def _nearest_first(
    conditions: tuple[Condition, ...], reasoner: Reasoner, today: date
) -> list[Condition]:
    """The nearest miss first; where no distance can be told, in the order written, after those."""

    def remoteness(condition: Condition) -> tuple[bool, float]:
        miss = distance(condition.expression, reasoner.facts, today=today)
        return miss is None, miss or 0.0

    return sorted(conditions, key=remoteness)


def _most_decisive_first(
    rule: Rule, truths: Truths, missing: Mapping[str, tuple[str, ...]], reasoner: Reasoner
) -> tuple[str, ...]:
    """Every missing question; first those whose answer alone settles the outcome, either way."""
    questions = dict.fromkeys(code for codes in missing.values() for code in codes)

    def rank(question: str) -> tuple[int, bool]:
        settled = [one for one, codes in missing.items() if set(codes) == {question}]
        ways = sum(
            not isinstance(
                eligibility(rule.eligibility, {**truths, **dict.fromkeys(settled, way)}), Missing
            )
            for way in (True, False)
        )
        return -ways, not _was_asked(question, reasoner.facts)

    return tuple(sorted(questions, key=rank))


def _questions(condition: Condition, reasoner: Reasoner, today: date) -> tuple[str, ...]:
    return reasoner.questions(lacking(condition.expression, reasoner.facts, today=today))


def _was_asked(code: str, facts: Facts) -> bool:
    return facts.get(code, Missing.NOT_ASKED) is not Missing.NOT_ASKED


def _leaf(truth: Truth) -> str:
    return f"unknown:{truth.value}" if isinstance(truth, Missing) else str(truth).lower()
