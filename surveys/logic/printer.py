"""The tree written in XLSForm's expression syntax, with no more parentheses than it needs."""

from datetime import date
from decimal import Decimal

from surveys.logic.expressions import (
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    LogicError,
    option_column,
)
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.text import Text
from surveys.logic.tokens import NAME, quoted
from surveys.logic.wording import fill

_TIGHTEST = 9
_BOTH_QUOTES = Text(
    ko="XLSForm은 '와 \"가 함께 든 텍스트를 쓸 수 없습니다: {0}",
    en="XLSForm cannot write a text with both ' and \" in it: {0}",
)
_NO_NAME = Text(
    ko="XLSForm은 {0:을/를} 가리킬 수 없습니다. 이름이 아닙니다.",
    en="XLSForm cannot refer to {0}: it is not a name.",
)


def unparse(expression: Expression, *, this: str | None = None) -> str:
    """The text that parses back into this expression; the answer to `this` is written `.`.

    Raises LogicError for the two things XLSForm cannot write: a text that holds both sorts of
    quotation mark, and a code that is no name.
    """
    match expression:
        case Answer(name=name):
            return "." if name == this else _answer(name)
        case Literal():
            return _literal(expression)
        case Apply():
            return _application(expression, this)


def _answer(name: str) -> str:
    if name == POSITION:
        return name
    prefix = option_column("")
    return _name(name.removeprefix(prefix)) if name.startswith(prefix) else _question(name)


def _question(name: str) -> str:
    return f"${{{_name(name)}}}"


def _literal(literal: Literal) -> str:
    match literal.value:
        case bool() as value:
            return "true()" if value else "false()"
        case int() as value:
            return str(value)
        case Decimal() as value:
            text = format(value, "f")
            return text if "." in text else f"{text}.0"
        case date() as value:
            return f"date('{value.isoformat()}')"
        case str() as value:
            return _quoted(value)


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise LogicError(fill(_BOTH_QUOTES, [text]))


def _name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise LogicError(fill(_NO_NAME, [quoted(name)]))
    return name


def _application(expression: Apply, this: str | None) -> str:
    row, args = OPERATORS[expression.op], expression.args
    match row.spelling, args:
        case Spelling.FUNCTION, _:
            if not_answered := _not_answered(expression):
                return f"{unparse(not_answered, this=this)} = ''"
            if _is_blank_test(expression):
                return f"{row.name}({_wrapped(args[0], this, True)}, '')"
            return f"{row.name}({', '.join([unparse(one, this=this) for one in args])})"
        case Spelling.ANSWERED, (answer,):
            return f"{unparse(answer, this=this)} != ''"
        case Spelling.COLUMN, (Answer(name=repeat), Literal(value=str(column))):
            return f"{_question(repeat)}/{_name(column)}"
        case Spelling.CELL, (Answer(name=repeat), Literal(value=str(column)), place):
            named = f"{_question(column)}, {_question(repeat)}"
            return f"{row.name}({named}, {unparse(place, this=this)})"
        case Spelling.LOOKUP, (name, column, key_column, key, *_):
            written = ", ".join(unparse(one) for one in (name, column, key_column))
            return f"pulldata({written}, {unparse(key, this=this)})"
        case Spelling.PREFIX, (operand,):
            is_number = isinstance(operand, Literal) and _literal(operand)[0].isdigit()
            return "-" + _wrapped(operand, this, is_number or _binding(operand) < row.precedence)
        case Spelling.INFIX, (first, *others):
            starts_over = row.most is None and isinstance(first, Apply) and first.op == row.name
            loose = starts_over or _binding(first) < row.precedence or _is_blank_test(expression)
            parts = [_wrapped(first, this, loose)]
            parts += [_wrapped(one, this, _binding(one) <= row.precedence) for one in others]
            return f" {row.name} ".join(parts)
    raise AssertionError(f"{expression.op} has no spelling")


def _wrapped(expression: Expression, this: str | None, in_parentheses: bool) -> str:
    text = unparse(expression, this=this)
    return f"({text})" if in_parentheses else text


def _binding(expression: Expression) -> int:
    """How tightly the text of the expression holds together."""
    if not isinstance(expression, Apply):
        return _TIGHTEST
    return 3 if _not_answered(expression) else OPERATORS[expression.op].precedence


def _not_answered(expression: Apply) -> Expression | None:
    """The answer that the expression says is missing: that is written `${x} = ''`."""
    match expression:
        case Apply(op="not", args=(Apply(op="answered", args=(answer,)),)):
            return answer
    return None


def _is_blank_test(expression: Apply) -> bool:
    """What would otherwise read as the question whether there is an answer."""
    match expression:
        case Apply(op="=" | "!=" | "selected", args=(Answer(), Literal(value=""))):
            return True
    return False
