"""Faults of an expression that can be found before anybody has answered anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from surveys.logic.expressions import Answer, Apply, Expression, Literal, LogicError
from surveys.logic.kinds import Kind, kind_of
from surveys.logic.operators import OPERATORS, Kinds, Operator
from surveys.logic.printer import unparse


@dataclass(frozen=True, slots=True)
class FactType:
    """What an answer is worth: its kind, the codes of its options, a repeat's columns."""

    kind: Kind
    options: tuple[str, ...] = ()
    columns: Mapping[str, "FactType"] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: the part that has it, and a sentence that says what is wrong and what to do."""

    expression: Expression
    message: str


def check(
    expression: Expression, schema: Mapping[str, FactType], *, expected: Kind | None = None
) -> list[Problem]:
    """All faults, in reading order: unknown answers, wrong kinds, options that do not exist.

    With `expected`, also whether the whole gives that kind (BOOLEAN for a condition).
    """
    checker = _Checker(schema)
    kind = checker.kind(expression)
    if expected and kind and not _same_family(kind, expected):
        checker.report(
            expression, f"{_shown(expression)} gives {kind.value}, but {expected.value} is needed."
        )
    return checker.problems


class _Checker:
    def __init__(self, schema: Mapping[str, FactType]) -> None:
        self.schema = schema
        self.problems: list[Problem] = []

    def report(self, expression: Expression, message: str) -> None:
        self.problems.append(Problem(expression, message))

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
                return _given(row, kinds)

    def answer(self, expression: Answer, name: str) -> Kind | None:
        found = self.schema.get(name)
        if found:
            return found.kind
        repeat = next((code for code, one in self.schema.items() if name in one.columns), None)
        if repeat:
            advice = f"It is a column of {repeat}: write ${{{repeat}}}/{name} in sum or count."
        else:
            advice = _advice(name, self.schema, "Check the spelling, or add the question.")
        self.report(expression, f"There is no question {name}. {advice}")
        return None

    def column(self, expression: Apply) -> FactType | None:
        match expression.args:
            case (Answer(name=name) as repeat, Literal(value=str(column))):
                if self.kind(repeat) is None:
                    return None
                columns = self.schema[name].columns
                if column in columns:
                    return columns[column]
                what = f"{name} has no column {column}." if columns else f"{name} has no columns."
                self.report(expression, f"{what} {_advice(column, columns, 'Choose another.')}")
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
                    f"{_shown(argument)} is {kind.value}, but {_named(row)} works on "
                    f"{_either(wanted)}. {_remedy(row, kind, wanted, argument)}",
                )
        return is_fine

    def particulars(self, expression: Apply, kinds: Sequence[Kind | None]) -> None:
        """What depends on more than one argument."""
        match expression:
            case Apply(op="<" | "<=" | ">" | ">=", args=(left, right)):
                if None not in kinds and kinds[0] is not kinds[1]:
                    self.unlike(expression, left, right, kinds)
            case Apply(op="selected", args=(subject, Literal(value=str(code)))):
                self.option(expression, subject, code)
            case Apply(op="sum" | "min" | "max" as op, args=(rows,)) if kinds[0] is Kind.ROWS:
                self.aggregate(expression, op, rows)

    def equality(self, expression: Apply, kinds: Sequence[Kind | None]) -> None:
        left, right = expression.args
        for subject, other, kind in ((left, right, kinds[0]), (right, left, kinds[1])):
            if kind is Kind.CHOICES:
                code = _shown(other)
                self.report(
                    expression,
                    f"{_shown(subject)} may hold several options, so it cannot be compared with "
                    f"{code}. Write selected({_shown(subject)}, {code}).",
                )
                return
            if isinstance(other, Literal) and isinstance(other.value, str):
                self.option(expression, subject, other.value)
        if kinds[0] and kinds[1] and not _same_family(kinds[0], kinds[1]):
            self.unlike(expression, left, right, kinds)

    def unlike(
        self, expression: Apply, left: Expression, right: Expression, kinds: Sequence[Kind | None]
    ) -> None:
        named = [kind.value for kind in kinds if kind]
        self.report(
            expression,
            f"{_shown(left)} is {named[0]}, but {_shown(right)} is {named[1]}. "
            "Compare things of the same kind.",
        )

    def option(self, expression: Expression, subject: Expression, code: str) -> None:
        found = self.schema.get(subject.name) if isinstance(subject, Answer) else None
        if found and found.options and code and code not in found.options:
            advice = _advice(code, found.options, f"Its options are {', '.join(found.options)}.")
            self.report(expression, f"{_shown(subject)} has no option {code}. {advice}")

    def aggregate(self, expression: Apply, op: str, rows: Expression) -> None:
        if not isinstance(rows, Apply):
            self.report(
                expression, f"{op} needs one column of {_shown(rows)}: {_shown(rows)}/column."
            )
            return
        column = _Checker(self.schema).column(rows)  # its own faults are reported already
        if column and column.kind is not Kind.NUMBER:
            self.report(
                expression,
                f"{_shown(rows)} is {column.kind.value}, but {op} works on numbers. "
                "Choose a column of numbers.",
            )


def _given(row: Operator, kinds: Sequence[Kind | None]) -> Kind | None:
    if row.gives:
        return row.gives
    if row.name in ("+", "-"):
        dates = kinds.count(Kind.DATE)
        return None if None in kinds else Kind.DATE if dates % 2 else Kind.NUMBER
    if row.name in ("*", "div", "mod"):
        return Kind.NUMBER
    return kinds[row.unit_of] if row.unit_of is not None else None


def _same_family(one: Kind, other: Kind) -> bool:
    texts = (Kind.TEXT, Kind.CHOICE)
    return one is other or (one in texts and other in texts)


def _remedy(row: Operator, kind: Kind, wanted: Kinds, argument: Expression) -> str:
    if row.name == "selected" and kind is not Kind.CHOICES:
        return f"Compare it with =, as in {_shown(argument)} = …."
    if Kind.NUMBER in wanted and kind in (Kind.TEXT, Kind.CHOICE):
        return f"Write number({_shown(argument)}) if it spells one."
    if Kind.BOOLEAN in wanted:
        return f"Compare it with something, as in {_shown(argument)} = …."
    return "Use another question, or another function."


def _advice(wrong: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else otherwise


def _named(row: Operator) -> str:
    return {"neg": "minus"}.get(row.name, row.name)


def _either(kinds: Kinds) -> str:
    return " or ".join(kind.value for kind in Kind if kind in kinds)


def _shown(expression: Expression) -> str:
    try:
        text = unparse(expression)
    except LogicError:
        return "this part"
    return text if len(text) <= 60 else text[:59] + "…"
