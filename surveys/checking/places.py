"""What was found, and where."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.logic.text import Text
from surveys.logic.wording import Term, fill
from surveys.questionnaire import Option, Page, Question, Section

Part: TypeAlias = Literal["questionnaire", "section", "page", "question", "option"]


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a part, both as the questionnaire's own classes name them.

    An option is named with its question: `industry/manufacturing`.
    """

    part: Part
    code: str = ""
    field: str = ""

    @property
    def question(self) -> str:
        """The code of the question that this is, or belongs to; "" of other parts."""
        is_inside = self.part in ("question", "option")
        return self.code.partition("/")[0] if is_inside else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in a sentence for the author that says what to do.

    While there is a blocking one, the questionnaire cannot be asked; the others are worth knowing.
    """

    place: Place
    message: Text
    is_blocking: bool = True


def at(part: Section | Page | Question, field: str = "") -> Place:
    match part:
        case Section():
            return Place("section", part.code, field)
        case Page():
            return Place("page", part.code, field)
    return Place("question", part.code, field)


def at_option(question: Question, option: Option, field: str = "") -> Place:
    return Place("option", f"{question.code}/{option.code}", field)


def blocking(place: Place, words: Text, *terms: Term) -> Finding:
    return Finding(place, fill(words, terms))


def worth_knowing(place: Place, words: Text, *terms: Term) -> Finding:
    return Finding(place, fill(words, terms), is_blocking=False)
