"""One thing that is otherwise in the newer questionnaire."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.checking import Place
from surveys.logic.text import Text


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # to another page, section or group
    REORDERED = "reordered"  # among its siblings; named at what holds them
    REWORDED = "reworded"
    LOGIC = "logic"  # a condition or a calculation
    REQUIRED = "required"
    LIMITS = "limits"  # what counts as an answer: bounds, pattern, ways out, exclusive options
    TYPE = "type"
    PRESENTATION = "presentation"


@dataclass(frozen=True, slots=True)
class Difference:
    """`place` is in the newer questionnaire; of what was removed, in the earlier one.

    `is_felt` tells whether it matters to a company that has answered: it is asked more or less than
    before, or what it said may be read or checked otherwise.
    """

    kind: Kind
    place: Place
    sentence: Text  # whole, with its full stop
    is_felt: bool
