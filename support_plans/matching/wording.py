"""A text written for every company becomes a sentence to this one."""

import re

from surveys.logic.descriptions import Vocabulary, describe_value
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.piping import PARTICLE, with_answers
from surveys.piping import placeholders as codes_in

# {code} · {code:은/는} · {:은/는} (the particle for whatever stands before it) · {code:lower}
PLACEHOLDER = re.compile(r"\{(?P<code>\w*)(?::(?P<marker>lower|" + PARTICLE + r"))?\}")


def placeholders(text: Text) -> frozenset[str]:
    """The codes of the answers it names, in either language."""
    return frozenset(codes_in(text, PLACEHOLDER))


def filled(text: Text, facts: Facts, vocabulary: Vocabulary) -> Text:
    """The text with the company's own answers in it, in both languages."""
    in_the_middle = _MidSentence(vocabulary)

    def words(code: str, marker: str) -> Text:
        value = facts.get(code, Missing.NOT_ASKED)
        return describe_value(code, value, in_the_middle if marker == "lower" else vocabulary)

    return with_answers(text, PLACEHOLDER, words)


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
