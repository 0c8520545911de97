"""XLSForm's expression syntax, read into the tree.

Operators bind as in XPath 1.0 section 3.5. What XLSForm knows and this platform does not compute is
refused by its name and place; nothing is ever dropped. `parse(unparse(e)) == e`.
"""

from datetime import date
from decimal import Decimal

from surveys.logic.expressions import MAX_DEPTH, Answer, Apply, Expression, Literal, LogicError
from surveys.logic.not_supported import NOT_SUPPORTED_YET
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.tokens import NAME, ExpressionSyntaxError, Token, Word, words_of

# A printed tree opens at most one parenthesis a level, and a few signs may stand before it.
_MOST_NESTED = MAX_DEPTH + 10

_INFIX = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.INFIX}
_FUNCTIONS = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.FUNCTION}


def parse(text: str, *, this: str | None = None) -> Expression:
    """The expression that the text spells; `.` is the answer to `this`.

    Raises ExpressionSyntaxError, and nothing else, for every text that is not one.
    """
    return _Parser(words_of(text), this).whole()


class _Parser:
    """Precedence climbing over the words; one instance reads one text."""

    def __init__(self, words: list[Word], this: str | None) -> None:
        self.words = words
        self.this = this
        self.index = 0
        self.nested = 0

    def peek(self) -> Word:
        return self.words[self.index]

    def at(self, *symbols: str) -> bool:
        word = self.peek()
        return word.token is Token.SYMBOL and word.text in symbols

    def whole(self) -> Expression:
        if self.peek().token is Token.END:
            raise ExpressionSyntaxError("There is nothing here", position=0, expected="a condition")
        expression = self.expression(0)
        if self.peek().token is not Token.END:
            raise self.unexpected("an operator such as and, or the end")
        return expression

    def expression(self, binding: int) -> Expression:
        """Everything from here that binds tighter than `binding`."""
        start = self.index
        left = self.operand()
        is_bare_answer = isinstance(left, Answer) and self.index == start + 1
        made_here = ""  # the operator that made `left`, unless parentheses closed it off
        while (row := _INFIX.get(self.infix_word())) and row.precedence > binding:
            word = self.take()
            right_start = self.index
            right = self.expression(row.precedence)
            is_bare_blank = right == Literal("") and self.index == right_start + 1
            if row.name in ("=", "!=") and is_bare_answer and is_bare_blank:
                left = self.answered(left, row.name, word)
            elif row.name == made_here and row.most is None:
                assert isinstance(left, Apply)
                left = self.apply(row.name, (*left.args, right), word)
            else:
                left = self.apply(row.name, (left, right), word)
            made_here = row.name
            is_bare_answer = False
        return left

    def infix_word(self) -> str:
        """The operator that the next word spells, if it is one."""
        is_spelling = self.peek().token in (Token.SYMBOL, Token.NAME)
        return self.peek().text if is_spelling else ""

    def operand(self) -> Expression:
        if self.at("-"):
            return self.negative()
        word = self.take()
        match word.token, word.text:
            case Token.NUMBER, digits:
                return self.literal(Decimal(digits) if "." in digits else digits, word)
            case Token.TEXT, text:
                return Literal(text)
            case Token.ANSWER, name:
                return self.answer(name)
            case Token.NAME, name:
                return self.function(word)
            case Token.SYMBOL, "(":
                return self.parenthesis(word)
            case Token.SYMBOL, ".":
                if self.this is None:
                    raise ExpressionSyntaxError(
                        "“.” means a question's own answer, and no question is meant here",
                        position=word.position,
                        expected="${name}",
                    )
                return Answer(self.this)
            case Token.SYMBOL, ("/" | "//" | ".." | "@" | "[" | "::"):
                raise ExpressionSyntaxError(
                    f"“{word.text}”: paths into the form are not supported yet",
                    position=word.position,
                    expected="${name}",
                )
        self.index -= 1
        raise self.unexpected("an answer such as ${name}, a number, a text or a function")

    def negative(self) -> Expression:
        """`-5` is a constant; `-(5)` and `-${x}` are calculations."""
        sign = self.take()
        start = self.index
        self.enter(sign)
        value = self.operand()
        self.nested -= 1
        is_number = self.words[start].token is Token.NUMBER and self.index == start + 1
        if is_number and isinstance(value, Literal):
            number = value.value
            if isinstance(number, Decimal):
                return Literal(number.copy_negate())
            assert isinstance(number, int)
            return Literal(-number)
        return self.apply("neg", (value,), sign)

    def literal(self, number: str | Decimal, word: Word) -> Expression:
        try:
            if isinstance(number, str) and len(number) < 1000:  # int() itself has a limit
                return Literal(int(number))
            return Literal(Decimal(number))
        except LogicError as error:
            raise ExpressionSyntaxError(str(error).rstrip("."), position=word.position) from None

    def answer(self, name: str) -> Expression:
        """`${name}`, or `${repeat}/column`."""
        if not self.at("/"):
            return Answer(name)
        slash = self.take()
        if not (self.peek().token is Token.NAME and NAME.fullmatch(self.peek().text)):
            raise self.unexpected("a column's name")
        column = self.take()
        if self.at("/", "["):
            raise ExpressionSyntaxError(
                "Longer paths are not supported yet", position=self.peek().position
            )
        return self.apply("column", (Answer(name), Literal(column.text)), slash)

    def parenthesis(self, opening: Word) -> Expression:
        self.enter(opening)
        inner = self.expression(0)
        self.expect(")", "an operator or “)”")
        self.nested -= 1
        return inner

    def function(self, word: Word) -> Expression:
        name = word.text
        if not self.at("("):
            raise self.stray_name(word)
        if name in NOT_SUPPORTED_YET:
            raise ExpressionSyntaxError(f"{name} is not supported yet", position=word.position)
        if name not in _FUNCTIONS and name not in ("true", "false", "date"):
            raise ExpressionSyntaxError(
                f"There is no function “{name}”{_suggestion(name)}", position=word.position
            )
        args = self.arguments()
        if name in ("true", "false") and not args:
            return Literal(name == "true")
        if name == "date":
            return self.date(args, word)
        if name in ("true", "false"):
            raise ExpressionSyntaxError(f"{name}() takes no argument", position=word.position)
        return self.apply(name, tuple(args), word)

    def arguments(self) -> list[Expression]:
        self.enter(self.take())
        args: list[Expression] = []
        is_empty = self.at(")")
        while not is_empty:
            args.append(self.expression(0))
            if not self.at(","):
                break
            self.take()
        self.expect(")", "“,” or “)”")
        self.nested -= 1
        return args

    def date(self, args: list[Expression], word: Word) -> Expression:
        """date('2026-03-01'), a constant."""
        match args:
            case [Literal(value=str(text))]:
                try:
                    return Literal(date.fromisoformat(text))
                except ValueError:
                    raise ExpressionSyntaxError(
                        f"“{text}” is not a date",
                        position=word.position,
                        expected="a date such as date('2026-03-01')",
                    ) from None
        raise ExpressionSyntaxError(
            "date of anything but one written date is not supported yet", position=word.position
        )

    def answered(self, left: Expression, op: str, word: Word) -> Expression:
        """`${x} != ''` asks whether there is an answer at all."""
        is_answered = self.apply("answered", (left,), word)
        return is_answered if op == "!=" else self.apply("not", (is_answered,), word)

    def apply(self, op: str, args: tuple[Expression, ...], word: Word) -> Expression:
        try:
            return Apply(op, args)
        except LogicError as error:
            raise ExpressionSyntaxError(str(error).rstrip("."), position=word.position) from None

    def take(self) -> Word:
        word = self.peek()
        self.index += 1
        return word

    def enter(self, word: Word) -> None:
        self.nested += 1
        if self.nested > _MOST_NESTED:
            raise ExpressionSyntaxError(
                f"This is nested more than {_MOST_NESTED} levels deep", position=word.position
            )

    def expect(self, symbol: str, expected: str) -> None:
        if not self.at(symbol):
            raise self.unexpected(expected)
        self.take()

    def unexpected(self, expected: str) -> ExpressionSyntaxError:
        word = self.peek()
        what = "The text ends too early" if word.token is Token.END else f"Did not expect {word}"
        return ExpressionSyntaxError(what, position=word.position, expected=expected)

    def stray_name(self, word: Word) -> ExpressionSyntaxError:
        name = word.text
        if name in _FUNCTIONS or name in NOT_SUPPORTED_YET or name in ("true", "false", "date"):
            expected = f"{name}(…)"
        elif name in _INFIX:
            expected = f"something to stand before {name}"
        else:
            expected = f"${{{name}}} for an answer, or '{name}' for a text"
        return ExpressionSyntaxError(
            f"Did not expect {word}", position=word.position, expected=expected
        )


def _suggestion(name: str) -> str:
    known = name.lower().replace("_", "-")
    is_known = known in _FUNCTIONS or known in ("true", "false", "date")
    return f"; did you mean {known}" if is_known else ""
