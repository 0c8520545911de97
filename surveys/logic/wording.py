"""Templates of whole sentences, filled in in both languages at once.

`{0}`, `{1}` … and `{name}` are the terms; `{0:이/가}` is a term with the Korean particle that its
sound asks for, `{0:면}` a noun form with that connective. A brace meant as such is doubled.
"""

from collections.abc import Sequence

from surveys.logic.josa import PARTICLES, connected, with_particle
from surveys.logic.text import Text

Term = Text | str | int


class _Word(str):
    """Text that takes a particle or an ending in a template."""

    def __format__(self, spec: str) -> str:
        if spec in PARTICLES:
            return with_particle(self, spec)
        return connected(self, spec) if spec else str(self)


def fill(words: Text, terms: Sequence[Term] = (), **named: Term) -> Text:
    """The words with the terms in their places; what is no Text reads the same in both."""
    return Text(
        ko=words.ko.format(
            *[_Word(_in(one, "ko")) for one in terms],
            **{name: _Word(_in(one, "ko")) for name, one in named.items()},
        ),
        en=words.en.format(
            *[_in(one, "en") for one in terms],
            **{name: _in(one, "en") for name, one in named.items()},
        ),
    )


def _in(term: Term, language: str) -> str:
    return term.in_language(language) if isinstance(term, Text) else str(term)
