"""The tree written in XLSForm's expression syntax, with no more parentheses than it needs."""

from datetime import date
from decimal import Decimal

from surveys.logic.expressions import Answer, Apply, Expression, Literal, LogicError
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.tokens import NAME

_TIGHTEST = 9


def unparse(expression: Expression, *, this: str | None = None) -> str:
    """The text that parses back into this expression; the answer to `this` is written `.`.

    Raises LogicError for the two things XLSForm cannot write: a text that holds both sorts of
    quotation mark, and a code that is no name.
    """
    match expression:
        case Answer(name=name):
            return "." if name == this else f"${{{_name(name)}}}"
        case Literal():
            return _literal(expression)
        case Apply():
            return _application(expression, this)


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
    raise LogicError(f"XLSForm cannot write a text with both ' and \" in it: {text}")


def _name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise LogicError(f"XLSForm cannot refer to “{name}”: it is not a name.")
    return name


def _application(expression: Apply, this: str | None) -> str:
    row, args = OPERATORS[expression.op], expression.args
    match row.spelling, args:
        case Spelling.FUNCTION, _:
            if not_answered := _not_answered(expression):
                return f"{unparse(not_answered, this=this)} = ''"
            return f"{row.name}({', '.join([unparse(one, this=this) for one in args])})"
        case Spelling.ANSWERED, (answer,):
            return f"{unparse(answer, this=this)} != ''"
        case Spelling.COLUMN, (repeat, Literal(value=str(column))):
            return f"{unparse(repeat)}/{_name(column)}"
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
    """A comparison of texts that would otherwise read as the question whether there is one."""
    match expression:
        case Apply(op="=" | "!=", args=(Answer(), Literal(value=""))):
            return True
    return False
