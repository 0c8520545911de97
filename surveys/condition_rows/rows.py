"""What the editor of a condition holds: rows in groups, groups in groups."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from surveys.condition_rows.comparisons import Comparison
from surveys.logic.values import Scalar


class Measure(StrEnum):
    """What of an answer is compared."""

    ANSWER = "answer"  # the answer itself
    CHOSEN = "chosen"  # of several options: how many are chosen
    CHARACTERS = "characters"  # of a text: how long it is
    ENTRIES = "entries"  # of repeated rows: how many there are
    TOTAL = "total"  # of one column of them: the sum …
    SMALLEST = "smallest"
    LARGEST = "largest"


OF_COLUMNS = frozenset({Measure.TOTAL, Measure.SMALLEST, Measure.LARGEST})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: the answer `name`, or something counted of it."""

    name: str
    measure: Measure = Measure.ANSWER
    column: str = ""  # of the measures in OF_COLUMNS


@dataclass(frozen=True, slots=True)
class DaysFromToday:
    """The day that lies so many days ahead of today; behind it where negative."""

    days: int


@dataclass(frozen=True, slots=True)
class AnswerTo:
    """What somebody answered to another question."""

    name: str


Operand: TypeAlias = Scalar | DaysFromToday | AnswerTo


@dataclass(frozen=True, slots=True)
class Row:
    subject: Subject
    comparison: Comparison
    operands: tuple[Operand, ...] = ()


class Joined(StrEnum):
    """How many of a group's members have to hold."""

    ALL = "all"
    ANY = "any"
    NOT_ALL = "not_all"
    NONE = "none"

    @property
    def is_negated(self) -> bool:
        return self in (Joined.NOT_ALL, Joined.NONE)


@dataclass(frozen=True, slots=True)
class Group:
    """A group without members says nothing, and nothing comes of it."""

    joined: Joined
    members: tuple["Row | Group", ...] = ()
