"""The sentences that tell somebody what to do about an answer. Each one names its question."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from surveys.language import in_words
from surveys.questionnaire import Question


def advice(
    question: Question, sentence: str | Promise, entry: int | None = None
) -> ValidationError:
    """An error like “Employees”: Write a whole number. `entry` is the row of a repeated group."""
    name = in_words(question.short or question.label)
    words = {"question": name, "advice": str(sentence), "entry": entry}
    if entry is None:
        return ValidationError(_("“%(question)s”: %(advice)s") % words)
    return ValidationError(_("“%(question)s” in entry %(entry)s: %(advice)s") % words)
