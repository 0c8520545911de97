"""What every control has in common: what was typed in it, and the answer that comes of that."""

from typing import Any, ClassVar, NamedTuple, Self, TypeAlias

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from surveys.fitting import Limit
from surveys.forms import parsing
from surveys.forms.mistakes import Mistake
from surveys.language import in_words
from surveys.logic.descriptions import MISSING_IN_WORDS
from surveys.logic.values import Missing
from surveys.questionnaire import Question

Stored: TypeAlias = "int | str | list[str] | list[dict[str, Stored]] | dict[str, str] | None"
WAYS_OUT = (Missing.DONT_KNOW, Missing.PREFER_NOT_TO_SAY)


def way_out_name(name: str) -> str:
    """The name of the "don't know" and "prefer not to say" checkboxes beside control `name`."""
    return f"{name}__missing"


def way_out_label(missing: Missing) -> str:
    """The words that "check answers" and reasons use, as they stand beside a control."""
    words = in_words(MISSING_IN_WORDS[missing])
    return words[:1].upper() + words[1:]


_BY_VALUE = {f"missing:{missing.value}": missing.value for missing in WAYS_OUT}
"""The value of a way out where it is one of the control's own radio buttons."""


class Typed(NamedTuple):
    """What came in for one question: the control's own values and the chosen ways out."""

    values: list[str]
    ways_out: list[str]

    @classmethod
    def of(cls, values: list[str], ticked: list[str]) -> Self:
        chosen = [_BY_VALUE[value] for value in values if value in _BY_VALUE]
        return cls([value for value in values if value not in _BY_VALUE], ticked + chosen)

    @property
    def text(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def is_blank(self) -> bool:
        return not any(value.strip() for value in self.values)

    @property
    def is_untouched(self) -> bool:
        return self.is_blank and not self.ways_out


class AnswerField(forms.Field):
    """A question with one answer. Whether it must be answered is the form's to say."""

    kind = "line"  # which of the krds templates draws it
    input_type = "text"
    input_mode = ""
    width = "full"
    own_hint: str | Promise = ""  # how to write the answer
    is_own_hint_always_shown = False  # also where the question has a hint of its own
    mistake: ClassVar[str | Promise] = gettext_lazy("This cannot be read. Write it again.")
    what_to_do: ClassVar[str | Promise] = gettext_lazy("Write your answer.")
    most_characters = 300

    def __init__(self, question: Question, owner: str = "", entry: int | None = None) -> None:
        super().__init__(required=False)
        self.question = question
        self.owner = owner or question.code  # the page's question that this belongs to
        self.entry = entry  # which row of a repeated group, from 1

    def read(self, typed: Typed) -> Stored:
        """The answer to store. Raises ValueError where `typed` cannot mean one, or Mistake."""
        return parsing.prose(typed.text)

    def write(self, stored: Any) -> list[str]:
        """The stored answer as somebody would type it; `read` gives the same answer back."""
        return [str(stored)]

    def answer(self, typed: Typed) -> Stored:
        """The answer to store, None where it was left blank. Raises Mistake."""
        way_out = self._way_out(typed)
        if way_out or typed.is_blank:
            return way_out
        # A browser sends two characters for each new line.
        if len(typed.text.replace("\r\n", "\n")) > self.most_characters:
            raise Mistake(
                gettext_lazy("Shorten your answer to %(count)s characters."),
                count=self.most_characters,
            )
        try:
            stored = self.read(typed)
        except ValueError as problem:
            raise Mistake(self.mistake) from problem
        return stored

    def _way_out(self, typed: Typed) -> dict[str, str] | None:
        for missing in sorted(self.question.allowed_missing, key=lambda one: one.value):
            if missing.value not in typed.ways_out:
                continue
            if not typed.is_blank:
                raise Mistake(
                    gettext_lazy("Either answer, or keep “%(way_out)s” ticked. It cannot be both."),
                    way_out=way_out_label(missing),
                )
            return {"missing": missing.value}
        return None

    def beyond(self, limit: Limit) -> Mistake:
        """The question's own words for what an answer has to be, else ours."""
        own = self.question.constraint_message
        return Mistake(own) if own else self.beyond_in_our_words(limit)

    def beyond_in_our_words(self, limit: Limit) -> Mistake:
        if limit is Limit.PATTERN:
            return Mistake(gettext_lazy("This does not have the form that is asked for. Check it."))
        return Mistake(gettext_lazy("Check this answer."))

    def check_shown(self, stored: Stored, asked: Question) -> None:
        """An answer holds options of `asked`, the question as it is asked now. Raises Mistake."""
