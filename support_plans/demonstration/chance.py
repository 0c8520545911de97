"""Repeatable chance: the few kinds of draw the demonstration city is made of."""

import math
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """A source of draws that gives the same draws, in the same order, for the same subject.

    The subject is text ("2026:companies"), which `random` turns into the same state on every
    machine and Python version; `hash()`, which it uses for other objects, differs by process.
    """

    def __init__(self, subject: str) -> None:
        super().__init__(subject)

    def yes(self, probability: float) -> bool:
        return self.random() < probability

    def one(self, weights: Mapping[T, float]) -> T:
        """One key, as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]

    def several(self, probabilities: Mapping[str, float], otherwise: str) -> list[str]:
        """Each key with its own probability, in the mapping's order; `[otherwise]` when none."""
        return [code for code, chance in probabilities.items() if self.yes(chance)] or [otherwise]

    def around(self, median: float, spread: float) -> float:
        """A positive number, as often above `median` as below, with a long tail upwards."""
        return median * self.lognormvariate(0, spread)

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, small ones more often (uniform in its logarithm)."""
        return low * math.pow(high / low, self.random())

    def some(self, members: Iterable[T], size: int, weight: Callable[[T], float]) -> list[T]:
        """`size` different members, the heavy ones more often, in the order they came in.

        Efraimidis and Spirakis (2006): the largest keys u^(1/weight), u uniform in 0..1.
        """
        keyed = [
            (self.random() ** (1 / weight(member)), place, member)
            for place, member in enumerate(members)
        ]
        chosen = sorted(keyed, key=lambda entry: entry[0], reverse=True)[:size]
        return [member for _, _, member in sorted(chosen, key=lambda entry: entry[1])]
