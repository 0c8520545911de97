"""In which ways conditions can come true together: alternatives of simple claims.

`a = 1 and (b < 2 or c)` comes true in two ways: a = 1 and b < 2; a = 1 and c. A blank means what
XPath makes of it, so that every claim is true or false and nothing else. A claim that nothing but
an answer can make true brings along what that question is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from surveys.logic.compiled import compiled
from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read, walk
from surveys.logic.kinds import Blanks, Context, as_truth
from surveys.logic.schema import Schema
from surveys.logic.values import Facts, Value

XPATH = Context(date(2000, 1, 1), Blanks.AS_XPATH)
"""What an expression is tried in; never one that reads the clock."""

MOST_WAYS = 64
MOST_CLAIMS = 40  # in one way
MOST_ASKED = 8  # questions whose own conditions are followed in one way
_CLOCK = frozenset({"today", "now"})
_ORDERINGS = frozenset({"<", "<=", ">", ">="})


class TooManyWays(Exception):
    """More than can be followed in a moment."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That a condition is true, or that it is not; `asked` names the question asked only then."""

    condition: Expression
    is_true: bool = True
    asked: str = ""

    def holds(self, facts: Facts) -> bool:
        return (as_truth(value_of(self.condition, facts), XPATH) is True) is self.is_true


Way: TypeAlias = tuple[Claim, ...]


def value_of(expression: Expression, facts: Facts) -> Value:
    """For conditions that do not read the clock."""
    return compiled(expression, blanks=Blanks.AS_XPATH)(facts, XPATH)


def reads_clock(expression: Expression) -> bool:
    return any(isinstance(one, Apply) and one.op in _CLOCK for one in walk(expression))


def is_constant(expression: Expression) -> bool:
    return not answers_read(expression) and not reads_clock(expression)


def ways_to_hold(
    conditions: Sequence[Expression], schema: Schema, *, is_true: bool = True
) -> Iterator[Way]:
    """Every way in which all of them are true (or false), none where there is none.

    Raises TooManyWays before the first.
    """
    for way in _all_of([_ways(one, is_true, "") for one in conditions]):
        yield from _with_asking(way, schema)


@lru_cache(maxsize=4096)  # the conditions of a page come up with each of its questions
def _ways(expression: Expression, is_true: bool, asked: str) -> list[Way]:
    """Not to be changed by whoever gets it."""
    if is_constant(expression):
        return [()] if Claim(expression, is_true).holds({}) else []
    match expression:
        case Apply(op="not", args=(inner,)):
            return _ways(inner, not is_true, asked)
        case Apply(op="and" | "or" as op, args=args):
            parts = [_ways(one, is_true, asked) for one in args]
            return _all_of(parts) if (op == "and") is is_true else _any_of(parts)
        case Apply(op="if", args=(condition, yes, no)):
            branches = ((True, yes), (False, no))
            return _any_of(
                [
                    _all_of([_ways(condition, truth, asked), _ways(branch, is_true, asked)])
                    for truth, branch in branches
                ]
            )
        case Apply(op="=" | "!=" as op, args=args):
            for one, other in (args, args[::-1]):
                truth = value_of(other, {}) if is_constant(other) else None
                if isinstance(truth, bool):  # then both are compared as truths
                    return _ways(one, (truth is (op == "=")) is is_true, asked)
    return [(Claim(expression, is_true, asked),)]


def _all_of(parts: Sequence[Sequence[Way]]) -> list[Way]:
    ways: list[Way] = [()]
    for part in parts:
        if len(ways) * len(part) > MOST_WAYS:
            raise TooManyWays
        ways = [tuple(dict.fromkeys(one + other)) for one, other in product(ways, part)]
        if any(len(way) > MOST_CLAIMS for way in ways):
            raise TooManyWays
    return ways


def _any_of(parts: Sequence[Sequence[Way]]) -> list[Way]:
    ways = [way for part in parts for way in part]
    if len(ways) > MOST_WAYS:
        raise TooManyWays
    return ways


def _with_asking(way: Way, schema: Schema) -> Iterator[Way]:
    """The way, and what has to hold for the questions to be asked whose answers it needs."""
    waiting: list[tuple[Way, frozenset[str]]] = [(way, frozenset())]
    count = 1
    while waiting:
        way, known = waiting.pop()
        needed = (name for claim in way for name in _answers_needed(claim))
        name = next(
            (one for one in needed if one not in known and one in schema and schema[one].asked_if),
            None,
        )
        if name is None or len(known) == MOST_ASKED:
            yield way
            continue
        asking = _ways_to_ask(name, schema)
        count += len(asking) - 1
        longest = len(way) + max(map(len, asking))
        if count > MOST_WAYS or longest > MOST_CLAIMS:
            asking = [()]  # no more can be taken into account
        waiting += [(tuple(dict.fromkeys(way + more)), known | {name}) for more in asking]


def _ways_to_ask(name: str, schema: Schema) -> list[Way]:
    """At least one: a question that is never asked makes a claim that never holds."""
    try:
        ways = _all_of([_ways(one, True, name) for one in schema[name].asked_if])
    except TooManyWays:
        return [()]
    return ways or [(Claim(Literal(False), asked=name),)]


@lru_cache(maxsize=2048)
def _answers_needed(claim: Claim) -> tuple[str, ...]:
    """Questions that have an answer if the claim holds."""
    names = answers_read(claim.condition)
    if len(names) == 1 and not reads_clock(claim.condition):
        return () if claim.holds({}) else tuple(names)
    match claim.condition:
        case Apply(op=op, args=args) if op in _ORDERINGS and claim.is_true:
            return tuple(one.name for one in args if isinstance(one, Answer))
    return ()
