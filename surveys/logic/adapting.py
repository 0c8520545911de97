"""An imported expression, made as strictly typed as the platform's own.

XLSForm leans on XPath's conversions: `${age} > '18'`, `${consent} = 1` where the options are “1”
and “2”, `sum(${column})` outside of its repeat. Here each of them is written out as what it means,
so that one strict type check serves imported and home-made conditions alike. The value under
`Blanks.AS_XPATH` stays what it was; what has no clear meaning stays as it is, for the check to
report.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from surveys.logic.check import Schema, value_kind
from surveys.logic.expressions import Answer, Apply, Expression, Literal, LogicError
from surveys.logic.kinds import Kind, date_in, number_in, plain
from surveys.logic.operators import BOOLEAN, OPERATORS, Kinds
from surveys.logic.values import Missing

_COUNTS = frozenset({"count", "count-non-empty", "count-selected", "string-length"})
_AS_GIVEN = frozenset({"if", "coalesce", "once", "indexed-repeat"})  # these may give a blank
_WORDS = frozenset({Kind.TEXT, Kind.CHOICE})


def adapted(expression: Expression, schema: Schema) -> Expression:
    """The same with its conversions written out. What cannot be (too deep) stays as it is."""
    try:
        return _Adapting(schema).whole(expression)
    except LogicError:
        return expression


class _Adapting:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @cached_property
    def repeat_of(self) -> Mapping[str, str]:
        """Column → the repeat that it belongs to."""
        return {column: code for code, one in self.schema.items() for column in one.columns}

    def whole(self, expression: Expression) -> Expression:
        match expression:
            case Answer(name=name) if name not in self.schema and name in self.repeat_of:
                return Apply("column", (Answer(self.repeat_of[name]), Literal(name)))
            case Apply(op="column" | "answered"):
                return expression
            case Apply(op="indexed-repeat", args=(repeat, column, place)):
                return Apply("indexed-repeat", (repeat, column, self.whole(place)))
            case Apply(op=op, args=args):
                return self.application(op, [self.whole(argument) for argument in args])
        return expression

    def application(self, op: str, args: Sequence[Expression]) -> Expression:
        row = OPERATORS[op]
        if op in ("=", "!="):
            return self.equality(op, *args)
        if op in ("<", "<=", ">", ">="):
            return Apply(op, self.ordered(*args))
        if op == "selected":
            return Apply(op, (args[0], self.as_code(args[0], args[1])))
        return Apply(op, tuple(self.fitting(one, row.takes_at(at)) for at, one in enumerate(args)))

    def kind(self, expression: Expression) -> Kind | None:
        return value_kind(expression, self.schema)

    def fitting(self, argument: Expression, wanted: Kinds) -> Expression:
        """The argument as one of the kinds that its place wants."""
        kind = self.kind(argument)
        if kind is None or kind in wanted:
            return argument
        if wanted == BOOLEAN:
            return self.as_truth(argument, kind)
        is_for_numbers = Kind.NUMBER in wanted and Kind.TEXT not in wanted
        return self.as_number(argument) if is_for_numbers and kind in _WORDS else argument

    def as_truth(self, argument: Expression, kind: Kind) -> Expression:
        """XPath 1.0 section 4.3: a number that is not zero, a text that is not empty."""
        match kind:
            case Kind.NUMBER:
                return self.is_not_zero(argument)
            case Kind.ROWS if isinstance(argument, Answer):
                return Apply(">", (Apply("count", (argument,)), Literal(0)))
        if isinstance(argument, Answer):
            return Apply("answered", (argument,))
        if kind in _WORDS:
            return Apply(">", (Apply("string-length", (argument,)), Literal(0)))
        return argument

    @staticmethod
    def is_not_zero(number: Expression) -> Expression:
        """False for a blank, and for what is not computable: `!= 0` would be true of both."""
        match number:
            case Literal(value=value):
                return Literal(value != 0)
            case Answer():
                is_other = Apply("!=", (number, Literal(0)))
                return Apply("and", (Apply("answered", (number,)), is_other))
            case Apply(op=op) if op in _COUNTS:
                return Apply(">", (number, Literal(0)))
        return Apply("or", (Apply(">", (number, Literal(0))), Apply("<", (number, Literal(0)))))

    def as_number(self, argument: Expression) -> Expression:
        if isinstance(argument, Literal) and isinstance(argument.value, str):
            found = number_in(argument.value)
            return argument if isinstance(found, Missing) else Literal(found)
        return Apply("number", (argument,))

    def as_code(self, subject: Expression, code: Expression) -> Expression:
        """A number that is the code of an option of the subject."""
        match code:
            case Literal(value=bool()):
                return code
            case Literal(value=value) if not isinstance(value, str):
                options = self.options(subject)
                spelled = plain(value) if not hasattr(value, "isoformat") else ""
                return Literal(spelled) if spelled in options else code
        return code

    def options(self, subject: Expression) -> tuple[str, ...]:
        found = self.schema.get(subject.name) if isinstance(subject, Answer) else None
        return found.options if found else ()

    def equality(self, op: str, left: Expression, right: Expression) -> Expression:
        """Both sides as the same kind of thing."""
        left, right = self.as_code(right, left), self.as_code(left, right)
        kinds = (self.kind(left), self.kind(right))
        if kinds[0] is kinds[1] or None in kinds:
            return Apply(op, (left, right))
        if Kind.NUMBER in kinds and (kinds[0] in _WORDS or kinds[1] in _WORDS):
            number, word = (left, right) if kinds[0] is Kind.NUMBER else (right, left)
            return self.equal_as_numbers(op, (left, right), number, word)
        if Kind.BOOLEAN in kinds:
            return Apply(op, (self.as_constant_truth(left), self.as_constant_truth(right)))
        return Apply(op, self.as_dates(left, right) if Kind.DATE in kinds else (left, right))

    def equal_as_numbers(
        self, op: str, sides: tuple[Expression, ...], number: Expression, word: Expression
    ) -> Expression:
        """A number and a text; to XPath two blanks are equal, too, though they are no numbers."""
        as_numbers = Apply(op, tuple(self.fitting(side, _NUMBER) for side in sides))
        if isinstance(word, Literal) or not _may_be_blank(number):
            return as_numbers
        if not (isinstance(number, Answer) and isinstance(word, Answer)):
            return Apply(op, sides)
        gaps = [Apply("not", (Apply("answered", (one,)),)) for one in (number, word)]
        both = Apply("or", (Apply("=", as_numbers.args), Apply("and", tuple(gaps))))
        return both if op == "=" else Apply("not", (both,))

    def ordered(self, left: Expression, right: Expression) -> tuple[Expression, Expression]:
        if Kind.DATE in (self.kind(left), self.kind(right)):
            left, right = self.as_dates(left, right)
            return self.as_day_number(left, right), self.as_day_number(right, left)
        return self.fitting(left, _NUMBER), self.fitting(right, _NUMBER)

    def as_day_number(self, one: Expression, other: Expression) -> Expression:
        """A date that is compared with a number counts as days, as in XPath."""
        if self.kind(one) is Kind.DATE and self.kind(other) is Kind.NUMBER:
            return Apply("decimal-date-time", (one,))
        return one

    @staticmethod
    def as_dates(left: Expression, right: Expression) -> tuple[Expression, Expression]:
        """A written text that spells a date, as one."""
        found: list[Expression] = []
        for side in (left, right):
            if isinstance(side, Literal) and isinstance(side.value, str) and len(side.value) == 10:
                day = date_in(side.value)
                found.append(side if isinstance(day, Missing) else Literal(day))
            else:
                found.append(side)
        return found[0], found[1]

    @staticmethod
    def as_constant_truth(side: Expression) -> Expression:
        match side:
            case Literal(value=(0 | 1) as value) if not isinstance(value, bool):
                return Literal(bool(value))
        return side


def _may_be_blank(number: Expression) -> bool:
    """Whether it can be a blank, and not only what is no number."""
    return isinstance(number, Answer) or (isinstance(number, Apply) and number.op in _AS_GIVEN)


_NUMBER: Kinds = frozenset({Kind.NUMBER})
