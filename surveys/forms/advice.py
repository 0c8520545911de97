"""The sentences that tell somebody what to do about an answer. Each one names its question."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.logic.text import Text
from surveys.questionnaire import Question


def in_words(text: Text) -> str:
    """`text` in the language that is active now."""
    return text.in_language(get_language() or "en")


def advice(
    question: Question, sentence: str | Promise, entry: int | None = None
) -> ValidationError:
    """An error like “Employees”: Write a whole number. `entry` is the row of a repeated group."""
    name = in_words(question.short or question.label)
    words = {"question": name, "advice": str(sentence), "entry": entry}
    if entry is None:
        return ValidationError(_("“%(question)s”: %(advice)s") % words)
    return ValidationError(_("“%(question)s” in entry %(entry)s: %(advice)s") % words)
