"""A condition in the form in which it reads best: "not" pushed down to the single comparison.

not(a < 5 and b) says the same as a >= 5 or not b, and only the second reads well. Also: groups
inside a group of the same sort are opened, `${x} = true()` is `${x}`, the constant stands on the
right. Equal in truth to the original under `Blanks.UNKNOWN`.
"""

from surveys.logic.expressions import Answer, Apply, Expression, Literal, answers_read
from surveys.logic.kinds import Kind
from surveys.logic.operators import OPERATORS, Reading


def normal_form(expression: Expression, *, negated: bool = False) -> Expression:
    """The condition, or its negation, with `not` only before what has no opposite."""
    match expression:
        case Literal(value=bool() as value):
            return Literal(value is not negated)
        case Apply(op=op, args=args):
            match OPERATORS[op].reading:
                case Reading.NEGATION:
                    return normal_form(args[0], negated=not negated)
                case Reading.JUNCTION:
                    return _junction(OPERATORS[op].opposite if negated else op, args, negated)
                case Reading.COMPARISON:
                    return _comparison(OPERATORS[op].opposite if negated else op, *args)
    return Apply("not", (expression,)) if negated else expression


def _junction(op: str, args: tuple[Expression, ...], negated: bool) -> Expression:
    members: list[Expression] = []
    for argument in args:
        member = normal_form(argument, negated=negated)
        is_same = isinstance(member, Apply) and member.op == op
        members.extend(member.args if is_same and isinstance(member, Apply) else (member,))
    return Apply(op, tuple(members))


def _comparison(op: str, left: Expression, right: Expression) -> Expression:
    if not answers_read(left) and answers_read(right):
        op, left, right = OPERATORS[op].mirrored, right, left
    match op, right:
        case (("=" | "!="), Literal(value=bool() as value)) if is_condition(left):
            return normal_form(left, negated=(op == "=") is not value)
        case (("=" | "!="), Literal(value="")) if isinstance(left, Answer):
            return normal_form(Apply("answered", (left,)), negated=op == "=")
    return Apply(op, (left, right))


def is_condition(expression: Expression) -> bool:
    """Whether it can be true or false; of an answer, one has to be told."""
    match expression:
        case Apply(op=op):
            return OPERATORS[op].gives is Kind.BOOLEAN
        case Literal(value=value):
            return isinstance(value, bool)
    return True
