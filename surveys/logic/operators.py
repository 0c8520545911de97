"""THE table of operators: what each takes, gives and computes, how XLSForm writes it, how it reads.

A new function is a new row here (and its computation in `texts.py`, `dates.py` and their like),
nothing else: the tree, the evaluator, the parser, the printer, the type check and the sentences all
read this table.
"""

import operator as python
from collections.abc import Mapping
from types import MappingProxyType

from surveys.logic import choices, dates, numbers, operations, rows, texts
from surveys.logic.kinds import Kind
from surveys.logic.operator_rows import (
    ANYTHING,
    BOOLEAN,
    CHOICES,
    MOMENT,
    NUMBER,
    ORDERED,
    ROLE_NAMES,
    ROWS,
    SPELLABLE,
    TEXT,
    Kinds,
    Operator,
    Reading,
    Role,
    Spelling,
    comparison,
    function,
    infix,
    junction,
)
from surveys.logic.text import Text

__all__ = [
    "ANYTHING",
    "BOOLEAN",
    "OPERATORS",
    "ROLE_NAMES",
    "SPELLABLE",
    "Kinds",
    "Operator",
    "Reading",
    "Role",
    "Spelling",
]

_ROWS: tuple[Operator, ...] = (
    junction("or", 1, operations.any_of, "and"),
    junction("and", 2, operations.all_of, "or"),
    comparison(
        "=", 3, operations.equality(True), "!=", "=",
        Text(ko="{0:이/가} {1}임", en="{0} is {1}"),
    ),
    comparison(
        "!=", 3, operations.equality(False), "=", "!=",
        Text(ko="{0:이/가} {1:이/가} 아님", en="{0} is not {1}"),
    ),
    comparison(
        "<", 4, operations.ordering(python.lt), ">=", ">",
        Text(ko="{0:이/가} {1} 미만임", en="{0} is under {1}"),
        Text(ko="{0:이/가} {1}보다 빠름", en="{0} is before {1}"),
    ),
    comparison(
        "<=", 4, operations.ordering(python.le), ">", ">=",
        Text(ko="{0:이/가} {1} 이하임", en="{0} is at most {1}"),
        Text(ko="{0:이/가} {1} 또는 그 이전임", en="{0} is on or before {1}"),
    ),
    comparison(
        ">", 4, operations.ordering(python.gt), "<=", "<",
        Text(ko="{0:이/가} {1} 초과임", en="{0} is over {1}"),
        Text(ko="{0:이/가} {1}보다 늦음", en="{0} is after {1}"),
    ),
    comparison(
        ">=", 4, operations.ordering(python.ge), "<", "<=",
        Text(ko="{0:이/가} {1} 이상임", en="{0} is at least {1}"),
        Text(ko="{0:이/가} {1} 또는 그 이후임", en="{0} is on or after {1}"),
    ),
    infix(
        "+", 5, ORDERED, operations.addition,
        Text(ko="{all}의 합", en="the sum of {all}"), most=None, unit_of=0,
    ),
    infix(
        "-", 5, ORDERED, operations.subtraction,
        Text(ko="{0}에서 {1:을/를} 뺀 값", en="{0} minus {1}"), most=2, unit_of=0,
    ),
    infix(
        "*", 6, NUMBER, operations.multiplication,
        Text(ko="{all}의 곱", en="the product of {all}"), most=None,
    ),
    infix(
        "div", 6, NUMBER, operations.division,
        Text(ko="{0:을/를} {1:으로/로} 나눈 값", en="{0} divided by {1}"), most=2,
    ),
    infix(
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
        name="column", compute=rows.column, takes=(ROWS, TEXT), gives=Kind.ROWS,
        fewest=2, most=2, roles=(Role.ANSWER, Role.NAME), spelling=Spelling.COLUMN,
    ),
    function(
        "selected", 2, 2, (CHOICES, TEXT), Kind.BOOLEAN, choices.selected,
        Text(ko="{0}에 {1:이/가} 포함됨", en="{0} includes {1}"),
        Text(ko="{0}에 {1:이/가} 포함되지 않음", en="{0} does not include {1}"),
        Reading.MEMBERSHIP,
    ),
    function(
        "count-selected", 1, 1, (CHOICES,), Kind.NUMBER, choices.count_selected,
        Text(ko="{0}에서 선택한 항목 수", en="the number of options chosen in {0}"),
    ),
    function(
        "if", 3, 3, (BOOLEAN, ANYTHING), None, operations.choice_by_condition,
        Text(ko="({0:면} {1}, 아니면 {2})", en="({1} if {0}, otherwise {2})"), unit_of=1,
    ),
    function(
        "coalesce", 2, None, (ANYTHING,), None, operations.first_answered,
        Text(ko="{all} 중 답변이 있는 첫 번째 값", en="the first that is answered of {all}"),
        unit_of=0,
    ),
    function(
        "count", 1, 1, (ROWS,), Kind.NUMBER, rows.count,
        Text(ko="{0} 항목 수", en="the number of entries in {0}"),
    ),
    function(
        "sum", 1, 1, (ROWS,), Kind.NUMBER, rows.total,
        Text(ko="{0}의 합계", en="the total of {0}"), unit_of=0,
    ),
    function(
        "min", 1, None, (NUMBER | ROWS,), Kind.NUMBER, rows.smallest,
        Text(ko="{all} 중 가장 작은 값", en="the smallest of {all}"), unit_of=0,
    ),
    function(
        "max", 1, None, (NUMBER | ROWS,), Kind.NUMBER, rows.largest,
        Text(ko="{all} 중 가장 큰 값", en="the largest of {all}"), unit_of=0,
    ),
    function(
        "number", 1, 1, (ANYTHING - ROWS,), Kind.NUMBER, numbers.number,
        Text(ko="{0:을/를} 숫자로 읽은 값", en="{0} as a number"), unit_of=0,
    ),
    function(
        "int", 1, 1, (NUMBER | TEXT,), Kind.NUMBER, numbers.whole_part,
        Text(ko="{0}의 정수 부분", en="the whole part of {0}"), unit_of=0,
    ),
    function(
        "round", 1, 2, (NUMBER,), Kind.NUMBER, numbers.rounded,
        Text(
            ko="{0:을/를} 소수점 이하 {1}자리로 반올림한 값",
            en="{0} rounded to decimal place {1}",
        ),
        words_without_last=Text(ko="{0:을/를} 반올림한 값", en="{0} rounded"),
        unit_of=0, is_counted_alike=False,
    ),
    function(
        "floor", 1, 1, (NUMBER,), Kind.NUMBER, numbers.rounded_down,
        Text(ko="{0:을/를} 내림한 값", en="{0} rounded down"), unit_of=0,
    ),
    function(
        "ceiling", 1, 1, (NUMBER,), Kind.NUMBER, numbers.rounded_up,
        Text(ko="{0:을/를} 올림한 값", en="{0} rounded up"), unit_of=0,
    ),
    function(
        "abs", 1, 1, (NUMBER,), Kind.NUMBER, numbers.size,
        Text(ko="{0}의 절댓값", en="the absolute value of {0}"), unit_of=0,
    ),
    function(
        "pow", 2, 2, (NUMBER,), Kind.NUMBER, numbers.power,
        Text(ko="{0}의 {1}제곱", en="{0} to the power of {1}"),
    ),
    function(
        "selected-at", 2, 2, (CHOICES, NUMBER), Kind.TEXT, choices.selected_at,
        Text(ko="{0}에서 고른 항목 중 {1}번째", en="choice {1} in {0}"),
        unit_of=0, is_counted_alike=False,
    ),
    function(
        "once", 1, 1, (SPELLABLE,), None, operations.itself, Text(ko="{0}", en="{0}"), unit_of=0,
    ),
    function(
        "count-non-empty", 1, 1, (ROWS,), Kind.NUMBER, rows.count_answered,
        Text(ko="{0:을/를} 적은 항목 수", en="the number of entries with {0}"),
    ),
    Operator(
        name="indexed-repeat", compute=rows.cell_of_row, takes=(ROWS, TEXT, NUMBER),
        gives=None, fewest=3, most=3, roles=(Role.ANSWER, Role.NAME), spelling=Spelling.CELL,
        words=Text(ko="{0} {2}번째 항목의 {1}", en="{1} in entry {2} of {0}"),
        unit_of=1, is_counted_alike=False,
    ),
    Operator(
        name="lookup", compute=choices.lookup, takes=(TEXT, TEXT, TEXT, SPELLABLE, TEXT),
        gives=Kind.TEXT, fewest=4, most=None, roles=(Role.NAME, Role.NAME, Role.NAME, Role.ANY),
        tail_role=Role.NAME, spelling=Spelling.LOOKUP,
        words=Text(ko="목록 {0}에서 {3}에 해당하는 {1}", en="the {1} for {3} in the list {0}"),
    ),
    # --- text ---
    function(
        "string-length", 1, 1, (SPELLABLE,), Kind.NUMBER, texts.length,
        Text(ko="{0}의 글자 수", en="the number of characters in {0}"),
    ),
    function(
        "concat", 1, None, (SPELLABLE,), Kind.TEXT, texts.concatenation,
        Text(ko="{all:을/를} 이어 붙인 텍스트", en="{all} put together"),
    ),
    function(
        "string", 1, 1, (SPELLABLE,), Kind.TEXT, texts.concatenation,
        Text(ko="{0:을/를} 텍스트로 쓴 값", en="{0} as text"),
    ),
    function(
        "join", 2, None, (TEXT, ANYTHING), Kind.TEXT, texts.joined,
        Text(ko="{rest:을/를} {0:으로/로} 이은 텍스트", en="{rest} joined by {0}"),
    ),
    function(
        "substring-before", 2, 2, (SPELLABLE,), Kind.TEXT, texts.before,
        Text(ko="{0}에서 {1} 앞의 부분", en="the part of {0} before {1}"),
    ),
    function(
        "substring-after", 2, 2, (SPELLABLE,), Kind.TEXT, texts.after,
        Text(ko="{0}에서 {1} 뒤의 부분", en="the part of {0} after {1}"),
    ),
    function(
        "translate", 3, 3, (SPELLABLE,), Kind.TEXT, texts.translated,
        Text(
            ko="{0}의 글자 {1:을/를} 차례로 {2:으로/로} 바꾼 텍스트",
            en="{0} with the characters {1} replaced by {2}",
        ),
        words_without_last=Text(
            ko="{0}에서 글자 {1:을/를} 뺀 텍스트", en="{0} without the characters {1}"
        ),
    ),
    function(
        "substr", 2, 3, (SPELLABLE, NUMBER), Kind.TEXT, texts.part,
        Text(
            ko="{0}의 {1}번째 글자부터 {2}번째 글자까지",
            en="the part of {0} from character {1} to {2}",
        ),
        words_without_last=Text(
            ko="{0}의 {1}번째 글자부터 끝까지", en="the part of {0} from character {1} on"
        ),
    ),
    function(
        "contains", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.__contains__),
        Text(ko="{0}에 {1:이/가} 들어 있음", en="{0} contains {1}"),
        Text(ko="{0}에 {1:이/가} 들어 있지 않음", en="{0} does not contain {1}"),
    ),
    function(
        "starts-with", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.startswith),
        Text(ko="{0:이/가} {1:으로/로} 시작함", en="{0} begins with {1}"),
        Text(ko="{0:이/가} {1:으로/로} 시작하지 않음", en="{0} does not begin with {1}"),
    ),
    function(
        "ends-with", 2, 2, (SPELLABLE,), Kind.BOOLEAN, texts.test_of(str.endswith),
        Text(ko="{0:이/가} {1:으로/로} 끝남", en="{0} ends with {1}"),
        Text(ko="{0:이/가} {1:으로/로} 끝나지 않음", en="{0} does not end with {1}"),
    ),
    function(
        "regex", 2, 2, (SPELLABLE, TEXT), Kind.BOOLEAN, texts.matches,
        Text(ko="{0:이/가} {1} 형식에 맞음", en="{0} matches the pattern {1}"),
        Text(ko="{0:이/가} {1} 형식에 맞지 않음", en="{0} does not match the pattern {1}"),
    ),
    function(
        "normalize-space", 1, 1, (SPELLABLE,), Kind.TEXT, texts.single_spaced,
        Text(ko="{0}에서 불필요한 공백을 뺀 텍스트", en="{0} without superfluous spaces"),
    ),
    # --- dates ---
    function("today", 0, 0, (), Kind.DATE, dates.today, Text(ko="오늘", en="today")),
    function("now", 0, 0, (), Kind.DATE, dates.now, Text(ko="지금", en="now")),
    Operator(
        name="date", compute=dates.day, takes=(MOMENT,), gives=Kind.DATE, fewest=1, most=1,
        roles=(Role.COMPUTED,), words=Text(ko="{0:을/를} 날짜로 읽은 값", en="{0} as a date"),
    ),
    function(
        "decimal-date-time", 1, 1, (MOMENT,), Kind.NUMBER, dates.day_number,
        Text(
            ko="1970년 1월 1일부터 {0}까지의 일수",
            en="the number of days from 1 January 1970 to {0}",
        ),
    ),
    function(
        "date-time", 1, 1, (MOMENT,), Kind.DATE, dates.moment,
        Text(ko="{0:을/를} 날짜와 시각으로 읽은 값", en="{0} as a date and time"),
    ),
    function(
        "format-date", 2, 2, (MOMENT, TEXT), Kind.TEXT, dates.formatted,
        Text(ko="{0:을/를} {1} 형식으로 쓴 텍스트", en="{0} written as {1}"),
    ),
    function(
        "format-date-time", 2, 2, (MOMENT, TEXT), Kind.TEXT, dates.formatted,
        Text(ko="{0:을/를} {1} 형식으로 쓴 텍스트", en="{0} written as {1}"),
    ),
)  # fmt: skip

OPERATORS: Mapping[str, Operator] = MappingProxyType({row.name: row for row in _ROWS})
