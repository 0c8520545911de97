"""Conditions that can never be true, and conditions that can never be false.

The answer errs on one side only: what is called a contradiction is one. Each way in which the
condition could come true is a list of claims (`claims.py`). Claims about the same thing are tried
on enough values of it (`trials.py`); where no value meets them all, the way leads nowhere.
"""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import TypeAlias

from surveys.logic.claims import Claim, TooManyWays, Way, ways_to_hold
from surveys.logic.descriptions import NO_WORDS, describe_value
from surveys.logic.expressions import Apply, Expression, Literal, LogicError, answers_read
from surveys.logic.kind_check import shown
from surveys.logic.kinds import plain
from surveys.logic.operators import OPERATORS
from surveys.logic.schema import Schema
from surveys.logic.text import Text
from surveys.logic.trials import (
    Domain,
    Trial,
    compared_with_constant,
    trial_of,
    values_worth_trying,
)
from surveys.logic.wording import fill

Clash: TypeAlias = tuple[Trial, ...]


def contradiction(
    expression: Expression, schema: Schema, *, given: Sequence[Expression] = ()
) -> Text | None:
    """Why it can never be true, in a sentence; None where it can be, for all one can tell.

    `given` are conditions that hold wherever this one matters. What reads no answer at all, such as
    false(), is meant as it is.
    """
    if not answers_read(expression):
        return None
    clash = _clash([expression, *given], schema)
    if clash and given and _clash([*given], schema) is not None:  # that fault is theirs
        clash = _clash([expression], schema)
    return None if clash is None else _in_words(clash)


def always_holds(expression: Expression, schema: Schema) -> bool:
    """Whether no answers make it false. What reads no answer at all is meant as it is."""
    if not answers_read(expression):
        return False
    return _clash([expression], schema, is_true=False) is not None


def _clash(
    conditions: Sequence[Expression], schema: Schema, *, is_true: bool = True
) -> Clash | None:
    """What stands in the way, if something does in every way there is."""
    first: Clash | None = None
    try:
        for way in ways_to_hold(conditions, schema, is_true=is_true):
            clash = _clash_in(way, schema)
            if clash is None:
                return None
            first = first or clash
    except TooManyWays:
        return None
    return first


def _clash_in(way: Way, schema: Schema) -> Clash | None:
    """The fewest of the claims that cannot hold together."""
    by_subject: dict[tuple[Domain, Expression], list[Trial]] = {}
    for claim in way:
        trial = trial_of(claim, schema)
        by_subject.setdefault((trial.domain, trial.subject), []).append(trial)
    for trials in by_subject.values():
        if _can_all_hold(trials):
            continue
        few = (one for count in (1, 2) for one in combinations(trials, count))
        return next((one for one in few if not _can_all_hold(one)), tuple(trials))
    return None


def _can_all_hold(trials: Sequence[Trial]) -> bool:
    return any(all(trial.holds(value) for trial in trials) for value in values_worth_trying(trials))


# --- in words -----------------------------------------------------------------------------------


def _in_words(clash: Clash) -> Text:
    message = _what_is_wrong(clash)
    for claim in dict.fromkeys(trial.claim for trial in clash):
        if claim.asked and claim.condition != Literal(False):
            why = fill(_ASKED_IF, [f"${{{claim.asked}}}", _shown(claim)])
            message = Text(ko=f"{message.ko} {why.ko}", en=f"{message.en} {why.en}")
    return message


def _what_is_wrong(clash: Clash) -> Text:
    claims = [trial.claim for trial in clash]
    if claims[0].condition == Literal(False):
        return fill(_NEVER_ASKED, [f"${{{claims[0].asked}}}"])
    if len(claims) == 1:
        return fill(_NEVER, [_shown(claims[0]), _bounds(clash[0])])
    if len(claims) > 2:
        named = [_shown(one) for one in claims]
        listed = Text(", ".join(one.ko for one in named), ", ".join(one.en for one in named))
        return fill(_NOT_ALL, [listed])
    terms = [compared_with_constant(one.condition) for one in claims]
    predicates = [one for one in map(_predicate, claims) if one]
    if terms[0] and terms[1] and terms[0][1] == terms[1][1]:
        return fill(_NOT_AT_ONCE, [shown(terms[0][1]), *predicates])
    return fill(_NOT_BOTH, [_shown(one) for one in claims])


def _shown(claim: Claim) -> Text:
    if claim.is_true:
        return shown(claim.condition)
    try:
        return shown(Apply("not", (claim.condition,)))
    except LogicError:  # one level too deep
        return shown(claim.condition)


def _predicate(claim: Claim) -> Text | None:
    """What it says of its subject, in the operator's own words: “under 3”, ‘3 미만임’."""
    found = compared_with_constant(claim.condition)
    if found is None:
        return None
    op, _, constant = found
    row = OPERATORS[op if claim.is_true else OPERATORS[op].opposite]
    words = row.words_of_dates if isinstance(constant, date) else row.words
    named = describe_value("", constant, NO_WORDS)
    if isinstance(constant, str):
        named = Text(ko=named.ko, en=f"“{named.en}”")
    predicate = Text(ko=words.ko.partition(" ")[2], en=words.en.partition(" ")[2])
    filled = fill(predicate, ["", named])
    return Text(ko=f"‘{filled.ko}’", en=filled.en.removeprefix("is "))


def _bounds(trial: Trial) -> Text:
    """What is known of the subject, and makes the claim vain."""
    known, named = trial.known, shown(trial.subject)
    if trial.domain is Domain.SELECTIONS:
        return fill(_OPTIONS, [named, len(known.options)])
    if known.minimum is not None and known.maximum is not None:
        return fill(_BETWEEN, [named, plain(known.minimum), plain(known.maximum)])
    if known.minimum is not None:
        return fill(_AT_LEAST, [named, plain(known.minimum)])
    if known.maximum is not None:
        return fill(_AT_MOST, [named, plain(known.maximum)])
    return _CHECK


_NEVER = Text(ko="{0:은/는} 참이 될 수 없습니다. {1}", en="{0} can never be true. {1}")
_CHECK = Text(ko="조건을 다시 확인하십시오.", en="Check the condition.")
_OPTIONS = Text(ko="{0}의 선택지는 {1}개입니다.", en="{0} has {1} options.")
_AT_LEAST = Text(ko="{0}의 값은 {1} 이상입니다.", en="{0} is at least {1}.")
_AT_MOST = Text(ko="{0}의 값은 {1} 이하입니다.", en="{0} is at most {1}.")
_BETWEEN = Text(ko="{0}의 값은 {1}에서 {2} 사이입니다.", en="{0} lies between {1} and {2}.")
_NOT_AT_ONCE = Text(
    ko="{0}의 값은 {1:과/와} {2:을/를} 동시에 충족할 수 없습니다. 둘 중 하나를 고치십시오.",
    en="{0} cannot be {1} and {2} at once. Change one of the two.",
)
_NOT_BOTH = Text(
    ko="{0:과/와} {1:은/는} 동시에 참일 수 없습니다. 둘 중 하나를 고치십시오.",
    en="{0} and {1} cannot be true at once. Change one of the two.",
)
_NOT_ALL = Text(
    ko="다음은 모두 함께 참일 수 없습니다: {0}. 그중 하나를 고치십시오.",
    en="These cannot all be true at once: {0}. Change one of them.",
)
_ASKED_IF = Text(ko="{0} 질문은 {1}인 경우에만 나옵니다.", en="{0} is asked only if {1}.")
_NEVER_ASKED = Text(
    ko="{0} 질문은 나오는 경우가 없습니다. 그 질문의 조건을 확인하십시오.",
    en="{0} is never asked. Check the condition of that question.",
)
