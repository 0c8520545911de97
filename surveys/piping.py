"""Earlier answers inside later words: "Of your ${employees}, how many work on AI?"

`${code}` is the answer to that question in words, `${code:은/는}` the same with the Korean
particle that its sound asks for, and `${:은/는}` the particle alone, for whatever stands before it.
An answer is text wherever it is shown: what somebody typed is never read for placeholders, or as
markup.
"""

import re
from collections.abc import Callable
from typing import Protocol

from surveys.logic.josa import with_particle
from surveys.logic.text import LANGUAGES, Text
from surveys.logic.values import Facts, Missing, Value

NOT_YET = Text(ko="…", en="…")
"""Stands where there is no answer yet, or none in words."""

PARTICLE = r"[^{}:/]+/[^{}:/]+"
PLACEHOLDER = re.compile(r"\$\{\s*(?P<code>[\w.-]*)(?::(?P<marker>" + PARTICLE + r"))?\s*\}")

Describe = Callable[[str, str], Text]
"""The words for a code, given the marker behind it ("" for none)."""


class AnswerWords(Protocol):
    """Whoever can put an answer into words; `QuestionnaireVocabulary` is one."""

    def answer(self, name: str, value: Value) -> Text: ...


def piped(text: Text, facts: Facts, vocabulary: AnswerWords) -> Text:
    """The text with the answers in it, in both languages."""
    if "${" not in text.ko and "${" not in text.en:
        return text

    def words(code: str, marker: str) -> Text:
        value = facts.get(code, Missing.NOT_ASKED)
        return NOT_YET if isinstance(value, Missing) else vocabulary.answer(code, value)

    return with_answers(text, PLACEHOLDER, words)


def placeholders(text: Text, placeholder: re.Pattern[str] = PLACEHOLDER) -> tuple[str, ...]:
    """The codes that the text names in either language, each once, in their order."""
    found = [one["code"] for part in (text.ko, text.en) for one in placeholder.finditer(part)]
    return tuple(dict.fromkeys(code for code in found if code))


def with_answers(text: Text, placeholder: re.Pattern[str], words: Describe) -> Text:
    """The text with `words` in the places that `placeholder` finds.

    The pattern has two groups, `code` and `marker`.
    """
    ko, en = (
        _with_answers(text.to_json()[language], language, placeholder, words)
        for language in LANGUAGES
    )
    return Text(ko=ko, en=en)


def _with_answers(text: str, language: str, placeholder: re.Pattern[str], words: Describe) -> str:
    written, end = "", 0
    for found in placeholder.finditer(text):
        written += text[end : found.start()]
        code, marker = found["code"], found["marker"] or ""
        if code:
            written += words(code, marker).in_language(language)
        if "/" in marker:
            written += _particle(written, marker)
        end = found.end()
    return written + text[end:]


def _particle(written: str, pair: str) -> str:
    """The one of the pair that fits; of both, as forms write it, where nothing is known yet."""
    if written.endswith(NOT_YET.ko):
        after_consonant, after_vowel = pair.split("/")
        return f"{after_consonant}({after_vowel})"
    # Quotation marks are silent, and must not hide a remark in parentheses, which is too.
    heard = written.rstrip("’”")
    return with_particle(heard, pair).removeprefix(heard)
