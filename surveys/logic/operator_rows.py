"""What a row of the operator table says, and how a row is written.

Words are templates. `{0}`, `{1}` are the arguments; `{all}` is all of them as a list, `{rest}` all
but the first; `{0:이/가}` is the argument with the Korean particle that its sound asks for. The
words of a condition are parted by their first space into subject and predicate, and the Korean ends
in a noun form (-ㅁ, -음), which `sentences.py` turns into the connective that its place asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from surveys.logic.kinds import Kind
from surveys.logic.operations import Operation
from surveys.logic.text import Text


class Spelling(Enum):
    """How XLSForm writes it."""

    INFIX = "infix"  # a < b
    PREFIX = "prefix"  # -a
    FUNCTION = "function"  # count(a)
    COLUMN = "column"  # ${a}/b
    ANSWERED = "answered"  # ${a} != ''
    CELL = "cell"  # indexed-repeat(${column}, ${repeat}, n)
    LOOKUP = "lookup"  # pulldata('list', 'column', 'key column', key)


class Role(Enum):
    """What an argument has to be in the tree itself, whatever its value."""

    ANY = "any"
    ANSWER = "answer"
    NAME = "name"
    COMPUTED = "computed"


ROLE_NAMES: Mapping[Role, Text] = {
    Role.ANY: Text(ko="값", en="a value"),
    Role.ANSWER: Text(ko="질문의 답", en="an answer"),
    Role.NAME: Text(ko="적어 넣은 텍스트", en="a written text"),
    Role.COMPUTED: Text(ko="상수가 아닌 값", en="something other than a constant"),
}
"""How a message names what an argument has to be."""


class Reading(Enum):
    """How `sentences.py` reads it where the words alone do not say."""

    WORDS = "words"
    COMPARISON = "comparison"
    MEMBERSHIP = "membership"
    JUNCTION = "junction"
    NEGATION = "negation"


Kinds = frozenset[Kind]
ANYTHING: Kinds = frozenset(Kind)
WORDLESS = Text()
BOOLEAN: Kinds = frozenset({Kind.BOOLEAN})
NUMBER: Kinds = frozenset({Kind.NUMBER})
ORDERED: Kinds = frozenset({Kind.NUMBER, Kind.DATE})
CHOICES: Kinds = frozenset({Kind.CHOICE, Kind.CHOICES})
TEXT: Kinds = frozenset({Kind.TEXT, Kind.CHOICE})
ROWS: Kinds = frozenset({Kind.ROWS})
SPELLABLE: Kinds = ANYTHING - ROWS
MOMENT: Kinds = frozenset({Kind.DATE, Kind.TEXT, Kind.NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One row of the table."""

    name: str
    compute: Operation
    takes: tuple[Kinds, ...]  # by argument; the last one holds for all that follow
    gives: Kind | None  # None: the kind of what it was given
    fewest: int
    most: int | None  # None: as many as you like
    roles: tuple[Role, ...] = ()  # by argument; beyond them, any
    tail_role: Role | None = None  # of all arguments beyond `roles`
    spelling: Spelling = Spelling.FUNCTION
    precedence: int = 9  # XPath 1.0 section 3.5; higher binds tighter
    reading: Reading = Reading.WORDS
    words: Text = WORDLESS
    words_without_last: Text = WORDLESS  # where the last argument, which may be left out, is
    words_of_dates: Text = WORDLESS
    opposite: str = ""  # the operator that is true when this one is false
    negated: Text = WORDLESS  # the words for when it is false
    unit_of: int | None = None  # the argument whose unit the result is counted in
    is_counted_alike: bool = True  # the other arguments are counted in that unit, too
    mirrored: str = ""  # the operator that says the same with the arguments exchanged

    def accepts(self, count: int) -> bool:
        return count >= self.fewest and (self.most is None or count <= self.most)

    def takes_at(self, index: int) -> Kinds:
        return self.takes[min(index, len(self.takes) - 1)]

    def role_at(self, index: int) -> Role:
        return self.roles[index] if index < len(self.roles) else self.tail_role or Role.ANY

    @property
    def arity_in_words(self) -> Text:
        if self.most is None:
            return Text(ko=f"{self.fewest}개 이상", en=f"{self.fewest} arguments or more")
        if self.fewest == self.most:
            en = {0: "no argument", 1: "1 argument"}.get(self.most, f"{self.most} arguments")
            return Text(ko=f"{self.most}개", en=en)
        return Text(ko=f"{self.fewest}~{self.most}개", en=f"{self.fewest} to {self.most} arguments")


def infix(
    name: str, precedence: int, takes: Kinds, compute: Operation, words: Text, *, most: int | None,
    unit_of: int | None = None,
) -> Operator:  # fmt: skip
    return Operator(
        name=name,
        compute=compute,
        takes=(takes,),
        gives=None,
        fewest=2,
        most=most,
        spelling=Spelling.INFIX,
        precedence=precedence,
        words=words,
        unit_of=unit_of,
    )


def junction(name: str, precedence: int, compute: Operation, opposite: str) -> Operator:
    return Operator(
        name=name,
        compute=compute,
        takes=(BOOLEAN,),
        gives=Kind.BOOLEAN,
        fewest=2,
        most=None,
        spelling=Spelling.INFIX,
        precedence=precedence,
        reading=Reading.JUNCTION,
        opposite=opposite,
    )


def comparison(
    name: str, precedence: int, compute: Operation, opposite: str, mirrored: str,
    words: Text, words_of_dates: Text = WORDLESS,
) -> Operator:  # fmt: skip
    return Operator(
        name=name,
        compute=compute,
        takes=(ANYTHING if precedence == 3 else ORDERED,),
        gives=Kind.BOOLEAN,
        fewest=2,
        most=2,
        spelling=Spelling.INFIX,
        precedence=precedence,
        reading=Reading.COMPARISON,
        opposite=opposite,
        mirrored=mirrored,
        words=words,
        words_of_dates=words_of_dates or words,
    )


def function(
    name: str, fewest: int, most: int | None, takes: tuple[Kinds, ...], gives: Kind | None,
    compute: Operation, words: Text, negated: Text = WORDLESS, reading: Reading = Reading.WORDS,
    unit_of: int | None = None, words_without_last: Text = WORDLESS, is_counted_alike: bool = True,
) -> Operator:  # fmt: skip
    return Operator(
        name=name,
        compute=compute,
        takes=takes,
        gives=gives,
        fewest=fewest,
        most=most,
        words=words,
        words_without_last=words_without_last,
        negated=negated,
        reading=reading,
        unit_of=unit_of,
        is_counted_alike=is_counted_alike,
    )
