"""How much a programme would help a company: 0 to 100, from what the company said."""

from dataclasses import dataclass
from datetime import date

from support_plans.matching.eligibility import Truth, truth_of
from support_plans.matching.rule import Need
from surveys.logic.values import Facts, Missing


@dataclass(frozen=True, slots=True)
class NeedScore:
    score: int  # 0 to 100
    shown: tuple[Need, ...]  # the needs the answers show, the weightiest first
    unknown: tuple[Need, ...]  # those the answers leave open; they count as 0
    truths: dict[str, Truth]


def need_score(needs: tuple[Need, ...], facts: Facts, *, today: date) -> NeedScore:
    """100 × the weights of the needs shown ÷ all weights, rounded half up; 0 without needs."""
    truths = {need.code: truth_of(need.expression, facts, today=today) for need in needs}
    shown = [need for need in needs if truths[need.code] is True]
    total = sum(need.weight for need in needs)
    gained = sum(need.weight for need in shown)
    return NeedScore(
        score=(200 * gained + total) // (2 * total) if total else 0,
        shown=tuple(sorted(shown, key=lambda need: -need.weight)),
        unknown=tuple(need for need in needs if isinstance(truths[need.code], Missing)),
        truths=truths,
    )
