"""Templates of the operator table filled in and put together, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.logic.descriptions import listed
from surveys.logic.josa import PARTICLES, connected, with_particle
from surveys.logic.text import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition; neighbours with the same subject name it once."""

    subject: Text
    predicate: Text
    is_group: bool = False

    @property
    def whole(self) -> Text:
        return Text(
            ko=f"{self.subject.ko} {self.predicate.ko}".strip(),
            en=f"{self.subject.en} {self.predicate.en}".strip(),
        )


class _Word(str):
    """Text that takes a particle or an ending in a template: "{0:이/가}", "{0:면}"."""

    def __format__(self, spec: str) -> str:
        if spec in PARTICLES:
            return with_particle(self, spec)
        return connected(self, spec) if spec else str(self)


def clause_of(words: Text, terms: Sequence[Text]) -> Clause:
    """The filled words, parted where the table says: at the first space of the template."""
    ko_subject, _, ko_predicate = words.ko.partition(" ")
    en_subject, _, en_predicate = words.en.partition(" ")
    return Clause(
        subject=fill(Text(ko=ko_subject, en=en_subject), terms),
        predicate=fill(Text(ko=ko_predicate, en=en_predicate), terms),
    )


def fill(words: Text, terms: Sequence[Text]) -> Text:
    everything = listed(terms)
    return Text(
        ko=words.ko.format(*[_Word(term.ko) for term in terms], all=_Word(everything.ko)),
        en=words.en.format(*[term.en for term in terms], all=everything.en),
    )


def together(op: str, clauses: Sequence[Clause]) -> Text:
    """Conditions joined by and/or; a group inside the group stands in brackets."""
    ko: list[str] = []
    en: list[str] = []
    named = Text()
    for clause in clauses:
        whole = clause.predicate if clause.subject and clause.subject == named else clause.whole
        is_last = len(ko) == len(clauses) - 1
        ko.append(_korean_member(op, whole.ko, is_group=clause.is_group, is_last=is_last))
        en.append(f"({whole.en})" if clause.is_group else whole.en)
        named = clause.subject
    return Text(ko=" ".join(ko), en=f" {op} ".join([", ".join(en[:-1]), en[-1]]))


def _korean_member(op: str, words: str, *, is_group: bool, is_last: bool) -> str:
    """A verb takes the connective as its ending; after a bracket it is a word of its own."""
    ending, conjunction = ("고", "그리고") if op == "and" else ("거나", "또는")
    if is_group:
        return f"({words})" if is_last else f"({words}) {conjunction}"
    return words if is_last else connected(words, ending)
