"""Templates of the operator table filled in and put together, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.logic.descriptions import listed
from surveys.logic.josa import connected
from surveys.logic.text import Text
from surveys.logic.wording import fill


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


def clause_of(words: Text, terms: Sequence[Text]) -> Clause:
    """The filled words, parted where the table says: at the first space of the template."""
    ko_subject, _, ko_predicate = words.ko.partition(" ")
    en_subject, _, en_predicate = words.en.partition(" ")
    return Clause(
        subject=filled(Text(ko=ko_subject, en=en_subject), terms),
        predicate=filled(Text(ko=ko_predicate, en=en_predicate), terms),
    )


def filled(words: Text, terms: Sequence[Text]) -> Text:
    """The words of an operator with its arguments' words in them."""
    return fill(words, terms, all=listed(terms), rest=listed(terms[1:]))


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
