"""The sentences that tell somebody what to do about an answer. Each one names its question."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from surveys.logic.text import Text

Words = Callable[[Text], str]
"""Puts a questionnaire's words into the reader's language, with earlier answers in them."""


class Mistake(Exception):
    """What is wrong with what was typed: a sentence, and the terms that it leaves room for.

    A sentence or a term that is a `Text` is the questionnaire's own.
    """

    def __init__(self, sentence: str | Promise | Text, **terms: str | int | Text) -> None:
        super().__init__(sentence)
        self.sentence, self.terms = sentence, terms

    def in_words(self, words: Words) -> str:
        if isinstance(self.sentence, Text):
            return words(self.sentence)
        said = {
            name: words(term) if isinstance(term, Text) else term
            for name, term in self.terms.items()
        }
        return str(self.sentence) % said if said else str(self.sentence)


def advice(name: str, sentence: str, entry: int | None = None) -> str:
    """“Employees”: Write a whole number. `entry` is the row of a repeated group, from 1."""
    words = {"question": name, "advice": sentence, "entry": entry}
    if entry is None:
        return _("“%(question)s”: %(advice)s") % words
    return _("“%(question)s” in entry %(entry)s: %(advice)s") % words
