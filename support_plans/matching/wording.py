"""A text written for every company becomes a sentence to this one."""

import re

from surveys.logic.descriptions import Vocabulary, describe_value
from surveys.logic.josa import with_particle
from surveys.logic.text import Language, Text
from surveys.logic.values import Facts, Missing

# {code} · {code:은/는} · {:은/는} (the particle for whatever stands before it) · {code:lower}
PLACEHOLDER = re.compile(r"\{(?P<code>\w*)(?::(?P<marker>lower|[^{}:/]+/[^{}:/]+))?\}")


def placeholders(text: Text) -> frozenset[str]:
    """The codes of the answers it names, in either language."""
    codes = {found["code"] for part in (text.ko, text.en) for found in PLACEHOLDER.finditer(part)}
    return frozenset(codes - {""})


def filled(text: Text, facts: Facts, vocabulary: Vocabulary) -> Text:
    """The text with the company's own answers in it, in both languages."""
    return Text(
        ko=_filled(text.ko, "ko", facts, vocabulary),
        en=_filled(text.en, "en", facts, vocabulary),
    )


def _filled(text: str, language: Language, facts: Facts, vocabulary: Vocabulary) -> str:
    written, end = "", 0
    for found in PLACEHOLDER.finditer(text):
        written += text[end : found.start()]
        code, marker = found["code"], found["marker"]
        if code:
            words = _MidSentence(vocabulary) if marker == "lower" else vocabulary
            value = facts.get(code, Missing.NOT_ASKED)
            written += describe_value(code, value, words).in_language(language)
        if marker and "/" in marker:
            # Quotation marks are silent, and must not hide a remark in parentheses, which is too.
            heard = written.rstrip("’”")
            written += with_particle(heard, marker).removeprefix(heard)
        end = found.end()
    return written + text[end:]


class _MidSentence:
    """A vocabulary whose English options begin in lower case, for the middle of a sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def label(self, name: str) -> Text:
        return self._vocabulary.label(name)

    def unit(self, name: str) -> Text:
        return self._vocabulary.unit(name)

    def option(self, name: str, code: str) -> Text:
        text = self._vocabulary.option(name, code)
        return Text(ko=text.ko, en=_decapitalised(text.en))


def _decapitalised(label: str) -> str:
    """ "Waiting time" → "waiting time"; "GPU hours" and "National AI Data Center" stay."""
    is_plain = re.match(r"[A-Z][a-z]+(?![^\W\d_])(?!\s+[A-Z])", label)
    return label[0].lower() + label[1:] if is_plain else label
