"""THE table of operators: what each takes, gives and computes, how XLSForm writes it, how it reads.

A new function is a new row here (and its computation in `functions.py`), nothing else: the tree,
the evaluator, the parser, the printer, the type check and the sentences all read this table.

Words are templates. `{0}`, `{1}` are the arguments; `{all}` is all of them as a list; `{0:이/가}`
is the argument with the Korean particle that its sound asks for. The words of a condition are
parted by their first space into subject and predicate, and the Korean ends in a noun form (-ㅁ,
-음), which `sentences.py` turns into the connective that its place asks for.
"""

import operator as python
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from surveys.logic import dates, functions, operations, texts
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


def _infix(
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


def _junction(name: str, precedence: int, compute: Operation, opposite: str) -> Operator:
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


def _comparison(
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


def _function(
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


_ROWS: tuple[Operator, ...] = (
    _junction("or", 1, operations.any_of, "and"),
    _junction("and", 2, operations.all_of, "or"),
    _comparison(
        "=", 3, operations.equality(True), "!=", "=",
        Text(ko="{0:이/가} {1}임", en="{0} is {1}"),
    ),
    _comparison(
        "!=", 3, operations.equality(False), "=", "!=",
        Text(ko="{0:이/가} {1:이/가} 아님", en="{0} is not {1}"),
    ),
    _comparison(
        "<", 4, operations.ordering(python.lt), ">=", ">",
        Text(ko="{0:이/가} {1} 미만임", en="{0} is under {1}"),
        Text(ko="{0:이/가} {1}보다 빠름", en="{0} is before {1}"),
    ),
    _comparison(
        "<=", 4, operations.ordering(python.le), ">", ">=",
        Text(ko="{0:이/가} {1} 이하임", en="{0} is at most {1}"),
        Text(ko="{0:이/가} {1} 또는 그 이전임", en="{0} is on or before {1}"),
    ),
    _comparison(
        ">", 4, operations.ordering(python.gt), "<=", "<",
        Text(ko="{0:이/가} {1} 초과임", en="{0} is over {1}"),
        Text(ko="{0:이/가} {1}보다 늦음", en="{0} is after {1}"),
    ),
    _comparison(
        ">=", 4, operations.ordering(python.ge), "<", "<=",
        Text(ko="{0:이/가} {1} 이상임", en="{0} is at least {1}"),
        Text(ko="{0:이/가} {1} 또는 그 이후임", en="{0} is on or after {1}"),
    ),
    _infix(
        "+", 5, ORDERED, operations.addition,
        Text(ko="{all}의 합", en="the sum of {all}"), most=None, unit_of=0,
    ),
    _infix(
        "-", 5, ORDERED, operations.subtraction,
        Text(ko="{0}에서 {1:을/를} 뺀 값", en="{0} minus {1}"), most=2, unit_of=0,
    ),
    _infix(
        "*", 6, NUMBER, operations.multiplication,
        Text(ko="{all}의 곱", en="the product of {all}"), most=None,
    ),
    _infix(
        "div", 6, NUMBER, operations.division,
        Text(ko="{0:을/를} {1:으로/로} 나눈 값", en="{0} divided by {1}"), most=2,
    ),
    _infix(
        "mod", 6, NUMBER, operations.remainder,
        Text(
            ko="{0:을/를} {1:으로/로} 나눈 나머지",
            en="the remainder of {0} divided by {1}",
        ),
        most=2,
    ),
    Operator(
        name="neg", compute=operations.minus, takes=(NUMBER,), gives=Kind.NUMBER, fewest=1, most=1,
        spelling=Spelling.PREFIX, precedence=7, unit_of=0,
        words=Text(ko="{0}에 -1을 곱한 값", en="minus {0}"),
    ),
    Operator(
        name="not", compute=operations.negation, takes=(BOOLEAN,), gives=Kind.BOOLEAN,
        fewest=1, most=1, reading=Reading.NEGATION,
    ),
    Operator(
        name="answered", compute=operations.answered, takes=(ANYTHING,), gives=Kind.BOOLEAN,
        fewest=1, most=1, roles=(Role.ANSWER,), spelling=Spelling.ANSWERED, precedence=3,
        words=Text(ko="{0}에 답변함", en="{0} is answered"),
        negated=Text(ko="{0}에 답변하지 않음", en="{0} is not answered"),
    ),
    Operator(
        name="column", compute=functions.column, takes=(ROWS, TEXT), gives=Kind.ROWS,
        fewest=2, most=2, roles=(Role.ANSWER, Role.NAME), spelling=Spelling.COLUMN,
    ),
    _function(
        "selected", 2, 2, (CHOICES, TEXT), Kind.BOOLEAN, functions.selected,
        Text(ko="{0}에 {1:이/가} 포함됨", en="{0} includes {1}"),
        Text(ko="{0}에 {1:이/가} 포함되지 않음", en="{0} does not include {1}"),
        Reading.MEMBERSHIP,
    ),
    _function(
        "count-selected", 1, 1, (CHOICES,), Kind.NUMBER, functions.count_selected,
        Text(ko="{0}에서 선택한 항목 수", en="the number of choices in {0}"),
    ),
    _function(
        "if", 3, 3, (BOOLEAN, ANYTHING), None, operations.choice_by_condition,
        Text(ko="({0:면} {1}, 아니면 {2})", en="({1} if {0}, otherwise {2})"), unit_of=1,
    ),
    _function(
        "coalesce", 2, None, (ANYTHING,), None, operations.first_answered,
        Text(ko="{all} 중 먼저 답변한 값", en="the first that is answered of {all}"), unit_of=0,
    ),
    _function(
        "count", 1, 1, (ROWS,), Kind.NUMBER, functions.count,
        Text(ko="{0} 항목 수", en="the number of entries in {0}"),
    ),
    _function(
        "sum", 1, 1, (ROWS,), Kind.NUMBER, functions.total,
        Text(ko="{0}의 합계", en="the total of {0}"), unit_of=0,
    ),
    _function(
        "min", 1, None, (NUMBER | ROWS,), Kind.NUMBER, functions.smallest,
        Text(ko="{all} 중 가장 작은 값", en="the smallest of {all}"), unit_of=0,
    ),
    _function(
        "max", 1, None, (NUMBER | ROWS,), Kind.NUMBER, functions.largest,
        Text(ko="{all} 중 가장 큰 값", en="the largest of {all}"), unit_of=0,
    ),
    _function(
        "number", 1, 1, (ANYTHING - ROWS,), Kind.NUMBER, functions.number,
        Text(ko="{0:을/를} 숫자로 읽은 값", en="{0} as a number"), unit_of=0,
    ),
    _function(
        "int", 1, 1, (NUMBER | TEXT,), Kind.NUMBER, functions.whole_part,
        Text(ko="{0}의 정수 부분", en="the whole part of {0}"), unit_of=0,
    ),
    _function(
        "round", 1, 2, (NUMBER,), Kind.NUMBER, functions.rounded,
        Text(ko="{0:을/를} 소수 {1}자리로 반올림한 값", en="{0} rounded to {1} decimal places"),
        words_without_last=Text(ko="{0:을/를} 반올림한 값", en="{0} rounded"),
        unit_of=0, is_counted_alike=False,
    ),
    _function(
        "selected-at", 2, 2, (CHOICES, NUMBER), Kind.TEXT, functions.selected_at,
        Text(ko="{0}에서 {1}번째(0부터 셈)로 고른 항목", en="choice {1} in {0}, counting from 0"),
        unit_of=0, is_counted_alike=False,
    ),
    _function(
        "once", 1, 1, (SPELLABLE,), None, operations.itself, Text(ko="{0}", en="{0}"), unit_of=0,
    ),
    _function(
        "count-non-empty", 1, 1, (ROWS,), Kind.NUMBER, functions.count_answered,
        Text(ko="{0:을/를} 적은 항목 수", en="the number of entries with {0}"),
    ),
    Operator(
        name="indexed-repeat", compute=functions.cell_of_row, takes=(ROWS, TEXT, NUMBER),
        gives=None, fewest=3, most=3, roles=(Role.ANSWER, Role.NAME), spelling=Spelling.CELL,
        words=Text(ko="{0} {2}번째 항목의 {1}", en="{1} in entry {2} of {0}"),
        unit_of=1, is_counted_alike=False,
    ),
    Operator(
        name="lookup", compute=functions.lookup, takes=(TEXT, TEXT, TEXT, SPELLABLE, TEXT),
        gives=Kind.TEXT, fewest=4, most=None, roles=(Role.NAME, Role.NAME, Role.NAME, Role.ANY),
        tail_role=Role.NAME, spelling=Spelling.LOOKUP,
        words=Text(ko="목록 {0}에서 {3}에 해당하는 {1}", en="the {1} for {3} in the list {0}"),
    ),
    # --- text ---
    _function(
        "string-length", 1, 1, (SPELLABLE,), Kind.NUMBER, texts.length,
        Text(ko="{0}의 글자 수", en="the number of characters in {0}"),
    ),
    _function(
        "concat", 1, None, (SPELLABLE,), Kind.TEXT, texts.concatenation,
        Text(ko="{all:을/를} 이어 붙인 텍스트", en="{all} put together"),
    ),
    _function(
        "substr", 2, 3, (SPELLABLE, NUMBER), Kind.TEXT, texts.part,
        Text(
            ko="{0}에서 {1}번째 글자 다음부터 {2}번째 글자까지",
            en="the part of {0} after character {1}, up to character {2}",
        ),
        words_without_last=Text(
            ko="{0}에서 {1}번째 글자 다음부터 끝까지", en="the part of {0} after character {1}"
        ),
    ),
    _function(
        "contains", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.__contains__),
        Text(ko="{0}에 {1:이/가} 들어 있음", en="{0} contains {1}"),
        Text(ko="{0}에 {1:이/가} 들어 있지 않음", en="{0} does not contain {1}"),
    ),
    _function(
        "starts-with", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.startswith),
        Text(ko="{0:이/가} {1:으로/로} 시작함", en="{0} begins with {1}"),
        Text(ko="{0:이/가} {1:으로/로} 시작하지 않음", en="{0} does not begin with {1}"),
    ),
    _function(
        "ends-with", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.endswith),
        Text(ko="{0:이/가} {1:으로/로} 끝남", en="{0} ends with {1}"),
        Text(ko="{0:이/가} {1:으로/로} 끝나지 않음", en="{0} does not end with {1}"),
    ),
    _function(
        "regex", 2, 2, (SPELLABLE, TEXT), Kind.BOOLEAN, texts.matches,
        Text(ko="{0:이/가} 형식 {1}에 맞음", en="{0} has the form {1}"),
        Text(ko="{0:이/가} 형식 {1}에 맞지 않음", en="{0} does not have the form {1}"),
    ),
    _function(
        "normalize-space", 1, 1, (SPELLABLE,), Kind.TEXT, texts.single_spaced,
        Text(ko="{0}에서 불필요한 공백을 뺀 텍스트", en="{0} without superfluous spaces"),
    ),
    # --- dates ---
    _function("today", 0, 0, (), Kind.DATE, dates.today, Text(ko="오늘", en="today")),
    _function("now", 0, 0, (), Kind.DATE, dates.now, Text(ko="지금", en="now")),
    Operator(
        name="date", compute=dates.day, takes=(MOMENT,), gives=Kind.DATE, fewest=1, most=1,
        roles=(Role.COMPUTED,), words=Text(ko="{0:을/를} 날짜로 읽은 값", en="{0} as a date"),
    ),
    _function(
        "decimal-date-time", 1, 1, (MOMENT,), Kind.NUMBER, dates.day_number,
        Text(ko="{0:을/를} 일수로 나타낸 값", en="{0} as a number of days"),
    ),
    _function(
        "format-date", 2, 2, (MOMENT, TEXT), Kind.TEXT, dates.formatted,
        Text(ko="{0:을/를} {1} 형식으로 쓴 텍스트", en="{0} written as {1}"),
    ),
)  # fmt: skip

OPERATORS: Mapping[str, Operator] = MappingProxyType({row.name: row for row in _ROWS})
