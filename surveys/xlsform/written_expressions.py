"""Expressions as the text of a cell."""

from dataclasses import dataclass, field

from surveys.checking import Place
from surveys.logic.expressions import Answer, Apply, Expression, Literal, LogicError
from surveys.logic.printer import unparse
from surveys.logic.text import Text
from surveys.questionnaire import Question
from surveys.xlsform.bounds import put_together
from surveys.xlsform.defaults import constant


@dataclass(slots=True)
class ExpressionWriter:
    """Writes expressions, and remembers what XLSForm has no way to write."""

    problems: list[tuple[Place, Text]] = field(default_factory=list)

    def write(self, expression: Expression | None, place: Place, this: str | None = None) -> str:
        """The text that reads as this expression; "" for none. `this` is written “.”."""
        if expression is None:
            return ""
        try:
            return _written(expression, this)
        except LogicError as error:
            self.problems.append((place, error.text))
            return ""

    def constraint(self, question: Question) -> str:
        """Minimum, maximum, pattern and the rest, in one."""
        place = Place("question", question.code, "constraint")
        return self.write(put_together(question), place, question.code)

    def default(self, question: Question) -> str:
        default = question.default
        if isinstance(default, Literal):
            typed = str(default.value)
            if constant(typed, question.type) == default:
                return typed
        return self.write(default, Place("question", question.code, "default"))


def _written(expression: Expression, this: str | None) -> str:
    """As `unparse`, but what is looked up is written so that it names a list of the workbook.

    pulldata() would name a file beside it, which other programs then want.
    """
    found: dict[str, str] = {}
    text = unparse(_without_lookups(expression, this, found), this=this)
    for name, lookup in found.items():
        text = text.replace(f"${{{name}}}", lookup)
    return text


def _without_lookups(expression: Expression, this: str | None, found: dict[str, str]) -> Expression:
    """The expression with a name in the place of each lookup; `found` says what it stands for."""
    match expression:
        case Apply(op="lookup", args=args):
            name = f"looked-up.{len(found)}"
            found[name] = ""  # what is inside of it gets other names
            found[name] = _lookup(args, this)
            return Answer(name)
        case Apply(op=op, args=args):
            return Apply(op, tuple([_without_lookups(one, this, found) for one in args]))
    return expression


def _lookup(args: tuple[Expression, ...], this: str | None) -> str:
    match args:
        case (
            Literal(value=str(name)),
            Literal(value=str(column)),
            Literal(value=str(key_column)),
            key,
            *_,
        ):
            written = _written(key, this)
            if not isinstance(key, Answer | Literal):
                written = f"({written})"
            listed = unparse(Literal(name))
            return f"instance({listed})/root/item[{key_column} = {written}]/{column}"
    raise AssertionError("a lookup names its list, a column and a key column")
