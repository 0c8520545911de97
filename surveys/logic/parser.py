"""XLSForm's expression syntax, read into the tree.

Operators bind as in XPath 1.0 section 3.5. What XLSForm knows and this platform does not compute is
refused by its name and place; nothing is ever dropped. `parse(unparse(e)) == e`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from surveys.logic import syntax_messages as messages
from surveys.logic.cursor import Cursor
from surveys.logic.expressions import (
    MAX_DEPTH,
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    LogicError,
    option_column,
)
from surveys.logic.kinds import date_in
from surveys.logic.lookups import Entries, entries_of
from surveys.logic.not_supported import NOT_SUPPORTED_YET
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.text import Text
from surveys.logic.tokens import (
    ExpressionSyntaxError,
    Token,
    Word,
    as_written,
    quoted,
    words_of,
)
from surveys.logic.wording import fill

# A printed tree opens at most one parenthesis a level, and a few signs may stand before it.
_MOST_NESTED = MAX_DEPTH + 10

_INFIX = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.INFIX}
_PLAIN = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.FUNCTION}
_CONSTANTS = {"true": True, "false": False}
_KNOWN = {*_PLAIN, *_CONSTANTS, "position", "indexed-repeat", "pulldata", "instance", "current"}


__all__ = ["Entries", "parse"]


def parse(
    text: str,
    *,
    this: str | None = None,
    option_columns: frozenset[str] = frozenset(),
    lists: Mapping[str, Entries] | None = None,
    unique_names: frozenset[str] = frozenset(),
) -> Expression:
    """The expression that the text spells; `.` is the answer to `this`.

    In a choice filter a bare name is one of the `option_columns`. pulldata() and instance() look
    things up in `lists`, by their names. A path such as `../name` may end in one of the
    `unique_names`, which no two rows of the form share, so that its last step says it all. Raises
    ExpressionSyntaxError, and nothing else, for every text that is no expression.
    """
    return _Parser(words_of(text), this, option_columns, lists or {}, unique_names).whole()


class _Parser(Cursor):
    """Precedence climbing over the words; one instance reads one text."""

    def __init__(
        self,
        words: list[Word],
        this: str | None,
        option_columns: frozenset[str],
        lists: Mapping[str, Entries],
        unique_names: frozenset[str],
    ) -> None:
        super().__init__(words)
        self.this = this
        self.option_columns = option_columns
        self.lists = lists
        self.unique_names = unique_names
        self.nested = 0

    # --- operators ---

    def whole(self) -> Expression:
        if self.peek().token is Token.END:
            raise ExpressionSyntaxError(messages.NOTHING, position=0, expected=messages.A_CONDITION)
        expression = self.expression(0)
        if self.peek().token is not Token.END:
            raise self.unexpected(messages.AN_OPERATOR)
        return expression

    def expression(self, binding: int) -> Expression:
        """Everything from here that binds tighter than `binding`."""
        start = self.index
        left = self.operand()
        is_bare_answer = isinstance(left, Answer) and self.words[start].text != "("
        while (row := _INFIX.get(self.infix_word())) and row.precedence > binding:
            word = self.take()
            right_start = self.index
            operands = [left, self.expression(row.precedence)]
            is_bare_blank = operands[1] == Literal("") and self.index == right_start + 1
            while row.most is None and self.infix_word() == row.name:
                self.take()
                operands.append(self.expression(row.precedence))
            if row.name in ("=", "!=") and is_bare_answer and is_bare_blank:
                left = self.answered(left, row.name, word)
            else:
                left = self.apply(row.name, tuple(operands), word)
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
                return self.named(word)
            case Token.SYMBOL, "(":
                return self.parenthesis(word)
            case Token.SYMBOL, "." if not self.at("/"):
                if self.this is None:
                    raise ExpressionSyntaxError(
                        messages.NO_OWN_ANSWER,
                        position=word.position,
                        expected=as_written("${name}"),
                    )
                return Answer(self.this)
            case Token.SYMBOL, ("." | "..") if self.at("/"):
                return self.relative_path(word)
            case Token.SYMBOL, ("/" | "//" | "." | ".." | "@" | "[" | "::"):
                raise self.no_path(word)
        self.index -= 1
        raise self.unexpected(messages.AN_OPERAND)

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
            raise _placed(error, word) from None

    def parenthesis(self, opening: Word) -> Expression:
        self.enter(opening)
        inner = self.expression(0)
        self.expect(")", messages.OPERATOR_OR_CLOSING)
        self.nested -= 1
        return inner

    def relative_path(self, start: Word) -> Expression:
        """`./name`, `../name`, `../../group/name`."""
        self.take()
        while self.at(".."):
            self.take()
            self.expect("/", as_written("“/”"))
        name = self.name(messages.A_QUESTION)
        while self.at("/"):
            self.take()
            name = self.name(messages.A_QUESTION)
        if name not in self.unique_names:
            raise self.no_path(start, name)
        return Answer(name)

    def current(self, word: Word) -> Expression:
        """`current()/../name` is the `../name` of where the whole expression stands."""
        self.take()
        self.expect(")", as_written("current()"))
        if not self.at("/") or self.words[self.index + 1].text != "..":
            raise ExpressionSyntaxError(
                fill(messages.NOT_SUPPORTED, ["current"]), position=word.position
            )
        self.take()
        self.take()
        if not self.at("/"):
            raise self.no_path(word)
        return self.relative_path(word)

    def answered(self, left: Expression, op: str, word: Word) -> Expression:
        """`${x} != ''` asks whether there is an answer at all."""
        is_answered = self.apply("answered", (left,), word)
        return is_answered if op == "!=" else self.apply("not", (is_answered,), word)

    # --- answers and names ---

    def answer(self, name: str) -> Expression:
        """`${name}`, or `${repeat}/column`."""
        if self.at("["):
            raise ExpressionSyntaxError(messages.ROW_CONDITIONS, position=self.peek().position)
        if not self.at("/"):
            return Answer(name)
        slash = self.take()
        column = self.name(messages.A_COLUMN)
        if self.at("/", "["):
            raise ExpressionSyntaxError(messages.LONGER_PATHS, position=self.peek().position)
        return self.apply("column", (Answer(name), Literal(column)), slash)

    def named(self, word: Word) -> Expression:
        """A function, or in a choice filter a column of the option."""
        name = word.text
        if not self.at("("):
            if name in self.option_columns:
                return Answer(option_column(name))
            raise self.stray_name(word)
        if name in NOT_SUPPORTED_YET:
            raise ExpressionSyntaxError(
                fill(messages.NOT_SUPPORTED, [name]),
                position=word.position,
                expected=messages.LABEL_IN_WORDS if name == "jr:choice-name" else Text(),
            )
        if name not in _KNOWN:
            raise ExpressionSyntaxError(_no_function(name), position=word.position)
        match name:
            case "position":
                return self.position(word)
            case "current":
                return self.current(word)
            case "instance":
                return self.instance(word)
        start = self.index
        args = self.arguments()
        match name:
            case "selected" if self.words[start + 2].text == "," and args[1:] == [Literal("")]:
                if isinstance(args[0], Answer):  # whether nothing is
                    return self.answered(args[0], "=", word)
            case "true" | "false":
                if args:
                    raise ExpressionSyntaxError(
                        fill(messages.NO_ARGUMENT, [name]), position=word.position
                    )
                return Literal(_CONSTANTS[name])
            case "date" if len(args) == 1 and isinstance(args[0], Literal):
                return self.date(args[0], word)
            case "indexed-repeat":
                return self.indexed_repeat(args, word)
            case "pulldata":
                return self.pulldata(args, word)
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
        self.expect(")", messages.COMMA_OR_CLOSING)
        self.nested -= 1
        return args

    def date(self, written: Literal, word: Word) -> Expression:
        """date('2026-03-01'), a constant."""
        day = date_in(written.value) if isinstance(written.value, str) else None
        if type(day) is date:
            return Literal(day)
        raise ExpressionSyntaxError(
            fill(messages.NO_DATE, [quoted(str(written.value))]),
            position=word.position,
            expected=messages.A_DATE,
        )

    def position(self, word: Word) -> Expression:
        self.take()
        self.expect("..", as_written(POSITION))
        self.expect(")", as_written(POSITION))
        return Answer(POSITION)

    def indexed_repeat(self, args: Sequence[Expression], word: Word) -> Expression:
        match args:
            case [Answer(name=column), Answer() as repeat, place]:
                return self.apply("indexed-repeat", (repeat, Literal(column), place), word)
        raise ExpressionSyntaxError(messages.NO_INDEXED_REPEAT, position=word.position)

    # --- lists of the workbook ---

    def pulldata(self, args: Sequence[Expression], word: Word) -> Expression:
        match args:
            case [
                Literal(value=str(name)),
                Literal(value=str(column)),
                Literal(value=str(key_column)),
                key,
            ]:
                return self.lookup((name, column, key_column), key, word)
        raise ExpressionSyntaxError(messages.NO_PULLDATA, position=word.position)

    def instance(self, word: Word) -> Expression:
        """instance('list')/root/item[key column = key]/column."""
        match self.arguments():
            case [Literal(value=str(name))]:
                pass
            case _:
                raise ExpressionSyntaxError(messages.NO_INSTANCE, position=word.position)
        for symbol, step in (("/", "root"), ("/", "item")):
            self.expect(symbol, as_written("/root/item"))
            if self.name(as_written(step)) != step:
                raise ExpressionSyntaxError(messages.NO_INSTANCE, position=word.position)
        self.expect("[", as_written("“[”"))
        self.enter(word)
        key_column = self.name(messages.A_COLUMN)
        self.expect("=", as_written("“=”"))
        key = self.expression(0)
        self.nested -= 1
        self.expect("]", as_written("“]”"))
        self.expect("/", as_written("“/”"))
        return self.lookup((name, self.name(messages.A_COLUMN), key_column), key, word)

    def lookup(self, names: tuple[str, str, str], key: Expression, word: Word) -> Expression:
        """What a list of the workbook has in a column: the entries become part of the tree."""
        pairs = entries_of(names, self.lists, word)
        return self.apply("lookup", (*map(Literal, names), key, *map(Literal, pairs)), word)

    # --- faults and limits ---

    def enter(self, word: Word) -> None:
        self.nested += 1
        if self.nested > _MOST_NESTED:
            message = fill(messages.NESTED, [_MOST_NESTED])
            raise ExpressionSyntaxError(message, position=word.position)

    def apply(self, op: str, args: tuple[Expression, ...], word: Word) -> Expression:
        try:
            return Apply(op, args)
        except LogicError as error:
            raise _placed(error, word) from None

    def no_path(self, word: Word, name: str = "name") -> ExpressionSyntaxError:
        message = fill(messages.NO_PATHS, [quoted(word.text)])
        expected = as_written(f"${{{name}}}")
        return ExpressionSyntaxError(message, position=word.position, expected=expected)

    def stray_name(self, word: Word) -> ExpressionSyntaxError:
        name = word.text
        if name.lower() in _CONSTANTS and name not in _CONSTANTS:
            expected = fill(messages.TRUE_OR_FALSE, [name.lower(), f"${{{name}}}"])
        elif name in _KNOWN or name in NOT_SUPPORTED_YET:
            expected = as_written(f"{name}(…)")
        elif name in _INFIX:
            expected = fill(messages.SOMETHING_BEFORE, [name])
        else:
            expected = fill(messages.ANSWER_OR_TEXT, [f"${{{name}}}", f"'{name}'"])
        return ExpressionSyntaxError(
            fill(messages.UNEXPECTED, [word.shown]), position=word.position, expected=expected
        )


def _placed(error: LogicError, word: Word) -> ExpressionSyntaxError:
    message = Text(ko=error.text.ko.rstrip("."), en=error.text.en.rstrip("."))
    return ExpressionSyntaxError(message, position=word.position)


def _no_function(name: str) -> Text:
    known = name.lower().replace("_", "-")
    if known in _KNOWN:
        return fill(messages.NO_FUNCTION_BUT, [quoted(name), known])
    return fill(messages.NO_FUNCTION, [quoted(name)])
