"""What kind of value each part of an expression is, and where kinds do not fit together."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from surveys.logic.dates import FORMAT_CODES, unknown_format_codes
from surveys.logic.descriptions import listed
from surveys.logic.expressions import (
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    LogicError,
    option_column,
    walk,
)
from surveys.logic.kinds import KIND_NAMES, Kind, kind_of
from surveys.logic.operators import BOOLEAN, OPERATORS, SPELLABLE, Kinds, Operator
from surveys.logic.patterns import pattern
from surveys.logic.printer import unparse
from surveys.logic.schema import FactType, Problem, Schema
from surveys.logic.text import Text
from surveys.logic.wording import Term, fill


def value_kind(expression: Expression, schema: Schema) -> Kind | None:
    """The kind of its value; None where a fault leaves it open."""
    return KindCheck(schema).kind(expression)


def same_family(one: Kind, other: Kind) -> bool:
    """Whether values of the two kinds can be equal."""
    texts = (Kind.TEXT, Kind.CHOICE)
    return one is other or (one in texts and other in texts)


class KindCheck:
    """Goes through an expression once; `problems` are in reading order."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.problems: list[Problem] = []

    def report(self, expression: Expression, message: Text, *terms: Term) -> None:
        self.problems.append(Problem(expression, fill(message, terms)))

    def kind(self, expression: Expression) -> Kind | None:
        """The kind of its value; None where a fault already reported leaves it open."""
        match expression:
            case Literal(value=value):
                return kind_of(value)
            case Answer(name=name):
                return self.answer(expression, name)
            case Apply(op="column"):
                self.column(expression)
                return Kind.ROWS
            case Apply(op=op, args=args):
                row = OPERATORS[op]
                kinds = [self.kind(argument) for argument in args]
                if op in ("=", "!="):
                    self.equality(expression, kinds)
                    return Kind.BOOLEAN
                if self.takes(row, expression, kinds):
                    self.particulars(expression, kinds)
                if op == "indexed-repeat":
                    column = self.column(expression)
                    return column.kind if column else None
                return _given(row, kinds)

    def answer(self, expression: Answer, name: str) -> Kind | None:
        found = self.schema.get(name)
        if found:
            return found.kind
        if name == POSITION:
            self.report(expression, _NO_ROW)
            return None
        prefix = option_column("")
        if name.startswith(prefix):
            known = [one.removeprefix(prefix) for one in self.schema if one.startswith(prefix)]
            column = name.removeprefix(prefix)
            self.report(expression, _NO_OPTION_COLUMN, column, _advice(column, known, _SPELLING))
            return None
        repeat = next((code for code, one in self.schema.items() if name in one.columns), None)
        if repeat:
            advice = fill(_IS_COLUMN, [repeat, f"${{{repeat}}}/{name}"])
        else:
            advice = _advice(name, self.schema, _SPELLING)
        self.report(expression, _NO_QUESTION, name, advice)
        return None

    def column(self, expression: Apply) -> FactType | None:
        match expression.args:
            case (Answer(name=name), Literal(value=str(column)), *_):
                if name not in self.schema:
                    if expression.op == "column":  # else its own kind has been asked for
                        self.answer(Answer(name), name)
                    return None
                columns = self.schema[name].columns
                if column in columns:
                    return columns[column]
                what = fill(_NO_COLUMN if columns else _NO_COLUMNS, [name, column])
                advice = _advice(column, columns, _ANOTHER_COLUMN)
                self.report(expression, _BOTH, what, advice)
        return None

    def takes(self, row: Operator, expression: Apply, kinds: Sequence[Kind | None]) -> bool:
        """Whether every argument is of a kind that the operator works on."""
        is_fine = True
        for index, (argument, kind) in enumerate(zip(expression.args, kinds, strict=True)):
            wanted = row.takes_at(index)
            if kind and kind not in wanted:
                is_fine = False
                self.report(
                    expression,
                    _WORKS_ON,
                    shown(argument),
                    KIND_NAMES[kind],
                    _named(row),
                    _either(wanted),
                    _remedy(row, kind, wanted, argument),
                )
        return is_fine

    def particulars(self, expression: Apply, kinds: Sequence[Kind | None]) -> None:
        """What depends on more than one argument, or on what is written in one."""
        match expression:
            case Apply(op="<" | "<=" | ">" | ">=", args=(left, right)):
                if kinds[0] and kinds[1] and kinds[0] is not kinds[1]:
                    self.unlike(expression, left, right, kinds[0], kinds[1])
            case Apply(op="selected", args=(subject, Literal(value=str(code)))):
                self.option(expression, subject, code)
            case Apply(op="sum" | "min" | "max" | "count-non-empty" as op, args=(rows,)) if (
                kinds[0] is Kind.ROWS
            ):
                self.aggregate(expression, op, rows)
            case Apply(op="regex", args=(_, Literal(value=str(written)))):
                if pattern(written) is None:
                    self.report(expression, _NO_PATTERN, f"“{written}”")
            case Apply(op="format-date", args=(_, Literal(value=str(written)))):
                if unknown := unknown_format_codes(written):
                    codes = ", ".join(FORMAT_CODES)
                    self.report(expression, _NO_FORMAT, ", ".join(unknown), codes)
            case Apply(op="once", args=(inner,)):
                if any(isinstance(one, Apply) and one.op in _CLOCK for one in walk(inner)):
                    self.report(expression, _ONCE, shown(inner))

    def equality(self, expression: Apply, kinds: Sequence[Kind | None]) -> None:
        left, right = expression.args
        for subject, other, kind in ((left, right, kinds[0]), (right, left, kinds[1])):
            if kind is Kind.CHOICES:
                self.report(expression, _SEVERAL, shown(subject), shown(other))
                return
            if isinstance(other, Literal) and isinstance(other.value, str):
                self.option(expression, subject, other.value)
        if kinds[0] and kinds[1] and not same_family(kinds[0], kinds[1]):
            self.unlike(expression, left, right, kinds[0], kinds[1])

    def unlike(
        self, expression: Apply, left: Expression, right: Expression, one: Kind, other: Kind
    ) -> None:
        self.report(
            expression, _UNLIKE, shown(left), KIND_NAMES[one], shown(right), KIND_NAMES[other]
        )

    def option(self, expression: Expression, subject: Expression, code: str) -> None:
        found = self.schema.get(subject.name) if isinstance(subject, Answer) else None
        if found and found.options and code and code not in found.options:
            otherwise = fill(_OPTIONS_ARE, [", ".join(found.options)])
            advice = _advice(code, found.options, otherwise)
            self.report(expression, _NO_OPTION, shown(subject), code, advice)

    def aggregate(self, expression: Apply, op: str, rows: Expression) -> None:
        if not isinstance(rows, Apply):
            self.report(expression, _ONE_COLUMN, op, shown(rows))
            return
        column = KindCheck(self.schema).column(rows)  # its own faults are reported already
        if column and column.kind is not Kind.NUMBER and op != "count-non-empty":
            self.report(expression, _NUMBERS, shown(rows), KIND_NAMES[column.kind], op)


_CLOCK = ("today", "now")


def _given(row: Operator, kinds: Sequence[Kind | None]) -> Kind | None:
    if row.gives:
        return row.gives
    if row.name in ("+", "-"):
        dates = kinds.count(Kind.DATE)
        return None if None in kinds else Kind.DATE if dates % 2 else Kind.NUMBER
    if row.name in ("*", "div", "mod"):
        return Kind.NUMBER
    return kinds[row.unit_of] if row.unit_of is not None else None


def _remedy(row: Operator, kind: Kind, wanted: Kinds, argument: Expression) -> Text:
    if row.name == "selected" and kind is not Kind.CHOICES:
        return fill(_COMPARE_IT, [shown(argument)])
    if Kind.NUMBER in wanted and kind in (Kind.TEXT, Kind.CHOICE):
        return fill(_AS_NUMBER, [shown(argument)])
    if wanted == BOOLEAN:
        return fill(_COMPARE_WITH, [shown(argument)])
    return _USE_ANOTHER


def _advice(wrong: str, known: Iterable[str], otherwise: Text) -> Text:
    near = get_close_matches(wrong, list(known), n=1)
    return fill(_DID_YOU_MEAN, [near[0]]) if near else otherwise


def _named(row: Operator) -> str:
    return {"neg": "minus", "lookup": "pulldata"}.get(row.name, row.name)


def _either(kinds: Kinds) -> Text:
    if kinds >= SPELLABLE:
        return _ONE_VALUE
    names = [KIND_NAMES[kind] for kind in Kind if kind in kinds]
    return listed(names, en_last="or", ko_last="또는")


def shown(expression: Expression) -> Text:
    """The expression as a message shows it: in XLSForm's syntax, cut off where it is long."""
    try:
        text = unparse(expression)
    except LogicError:
        return _THIS_PART
    text = text if len(text) <= 60 else text[:59] + "…"
    return Text(ko=text, en=text)


_ONE_VALUE = Text(ko="값 하나", en="a single value")
_THIS_PART = Text(ko="이 부분", en="this part")
_BOTH = Text(ko="{0} {1}", en="{0} {1}")
_NO_QUESTION = Text(ko="{0} 질문이 없습니다. {1}", en="There is no question {0}. {1}")
_IS_COLUMN = Text(
    ko="{0} 반복 안의 질문입니다. sum이나 count 안에 {1:으로/로} 쓰십시오.",
    en="It is a column of {0}: write {1} in sum or count.",
)
_SPELLING = Text(
    ko="철자를 확인하거나 질문을 추가하십시오.", en="Check the spelling, or add the question."
)
_NO_ROW = Text(
    ko="position(..)은 반복 안에서만 쓸 수 있습니다. 반복 안으로 옮기십시오.",
    en="position(..) means something inside a repeat only. Move it into one.",
)
_NO_OPTION_COLUMN = Text(
    ko="선택지에 {0} 열이 없습니다. {1}", en="The options have no column {0}. {1}"
)
_NO_COLUMN = Text(ko="{0}에는 {1} 질문이 없습니다.", en="{0} has no column {1}.")
_NO_COLUMNS = Text(ko="{0:은/는} 반복이 아닙니다.", en="{0} has no columns.")
_ANOTHER_COLUMN = Text(ko="다른 것을 고르십시오.", en="Choose another.")
_WORKS_ON = Text(
    ko="{0}의 값은 {1}인데, {2}에는 {3:이/가} 필요합니다. {4}",
    en="{0} is {1}, but {2} works on {3}. {4}",
)
_NO_PATTERN = Text(
    ko="{0:은/는} 읽을 수 없는 정규식입니다. 괄호를 확인하고, (?= 같은 앞뒤 탐색과 \\1 같은 "
    "역참조는 쓰지 마십시오.",
    en="{0} is no regular expression that can be read. Check its brackets, and use neither "
    "look-around such as (?= nor back references such as \\1.",
)
_NO_FORMAT = Text(
    ko="format-date는 {0:을/를} 알지 못합니다. 쓸 수 있는 것: {1}.",
    en="format-date does not know {0}. It knows {1}.",
)
_ONCE = Text(
    ko="once({0})의 값은 날마다 달라집니다. once 없이 쓰거나 날짜를 질문하십시오.",
    en="once({0}) would change from day to day. Leave once out, or ask for the date.",
)
_SEVERAL = Text(
    ko="{0}에서는 여러 개를 고를 수 있어 {1:과/와} 비교할 수 없습니다. selected({0}, {1})처럼 "
    "쓰십시오.",
    en="{0} may hold several options, so it cannot be compared with {1}. Write selected({0}, {1}).",
)
_UNLIKE = Text(
    ko="{0}의 값은 {1}인데 {2}의 값은 {3}입니다. 같은 종류끼리 비교하십시오.",
    en="{0} is {1}, but {2} is {3}. Compare things of the same kind.",
)
_NO_OPTION = Text(ko="{0}에는 {1} 선택지가 없습니다. {2}", en="{0} has no option {1}. {2}")
_OPTIONS_ARE = Text(ko="선택지는 {0}입니다.", en="Its options are {0}.")
_ONE_COLUMN = Text(
    ko="{0}에는 {1}의 질문 하나가 필요합니다: {1}/column.",
    en="{0} needs one column of {1}: {1}/column.",
)
_NUMBERS = Text(
    ko="{0}의 값은 {1}인데 {2:은/는} 숫자에 씁니다. 숫자를 묻는 질문을 고르십시오.",
    en="{0} is {1}, but {2} works on numbers. Choose a column of numbers.",
)
_COMPARE_IT = Text(ko="{0} = …처럼 =로 비교하십시오.", en="Compare it with =, as in {0} = ….")
_AS_NUMBER = Text(
    ko="숫자를 적은 텍스트라면 number({0})라고 쓰십시오.",
    en="Write number({0}) if it spells one.",
)
_COMPARE_WITH = Text(
    ko="{0} = …처럼 무엇과 비교하십시오.", en="Compare it with something, as in {0} = …."
)
_USE_ANOTHER = Text(
    ko="다른 질문이나 다른 함수를 쓰십시오.", en="Use another question, or another function."
)
_DID_YOU_MEAN = Text(ko="{0:을/를} 쓰려던 것입니까?", en="Did you mean {0}?")
