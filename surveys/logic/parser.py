"""XLSForm's expression syntax, read into the tree.

Operators bind as in XPath 1.0 section 3.5. What XLSForm knows and this platform does not compute is
refused by its name and place; nothing is ever dropped. `parse(unparse(e)) == e`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

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
from surveys.logic.not_supported import NOT_SUPPORTED_YET
from surveys.logic.operators import OPERATORS, Spelling
from surveys.logic.text import Text
from surveys.logic.tokens import (
    NAME,
    ExpressionSyntaxError,
    Token,
    Word,
    as_written,
    quoted,
    words_of,
)
from surveys.logic.wording import fill

Entries: TypeAlias = Sequence[Mapping[str, str]]
"""The rows of a list: column → text, the option's code under `name`."""

# A printed tree opens at most one parenthesis a level, and a few signs may stand before it.
_MOST_NESTED = MAX_DEPTH + 10
MOST_ENTRIES = 1000
"""How long a list may be that an expression looks something up in."""

_INFIX = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.INFIX}
_PLAIN = {row.name: row for row in OPERATORS.values() if row.spelling is Spelling.FUNCTION}
_CONSTANTS = {"true": True, "false": False}
_KNOWN = {*_PLAIN, *_CONSTANTS, "position", "indexed-repeat", "pulldata", "instance"}


def parse(
    text: str,
    *,
    this: str | None = None,
    option_columns: frozenset[str] = frozenset(),
    lists: Mapping[str, Entries] | None = None,
) -> Expression:
    """The expression that the text spells; `.` is the answer to `this`.

    In a choice filter a bare name is one of the `option_columns`. pulldata() and instance() look
    things up in `lists`, by their names. Raises ExpressionSyntaxError, and nothing else, for every
    text that is no expression.
    """
    return _Parser(words_of(text), this, option_columns, lists or {}).whole()


class _Parser:
    """Precedence climbing over the words; one instance reads one text."""

    def __init__(
        self,
        words: list[Word],
        this: str | None,
        option_columns: frozenset[str],
        lists: Mapping[str, Entries],
    ) -> None:
        self.words = words
        self.this = this
        self.option_columns = option_columns
        self.lists = lists
        self.index = 0
        self.nested = 0

    # --- operators ---

    def whole(self) -> Expression:
        if self.peek().token is Token.END:
            raise ExpressionSyntaxError(_NOTHING, position=0, expected=_A_CONDITION)
        expression = self.expression(0)
        if self.peek().token is not Token.END:
            raise self.unexpected(_AN_OPERATOR)
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
                return self.named(word)
            case Token.SYMBOL, "(":
                return self.parenthesis(word)
            case Token.SYMBOL, ".":
                if self.this is None:
                    raise ExpressionSyntaxError(
                        _NO_OWN_ANSWER, position=word.position, expected=as_written("${name}")
                    )
                return Answer(self.this)
            case Token.SYMBOL, ("/" | "//" | ".." | "@" | "[" | "::"):
                raise ExpressionSyntaxError(
                    fill(_NO_PATHS, [quoted(word.text)]),
                    position=word.position,
                    expected=as_written("${name}"),
                )
        self.index -= 1
        raise self.unexpected(_AN_OPERAND)

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
        self.expect(")", _OPERATOR_OR_CLOSING)
        self.nested -= 1
        return inner

    def answered(self, left: Expression, op: str, word: Word) -> Expression:
        """`${x} != ''` asks whether there is an answer at all."""
        is_answered = self.apply("answered", (left,), word)
        return is_answered if op == "!=" else self.apply("not", (is_answered,), word)

    # --- answers and names ---

    def answer(self, name: str) -> Expression:
        """`${name}`, or `${repeat}/column`."""
        if not self.at("/"):
            return Answer(name)
        slash = self.take()
        column = self.name(_A_COLUMN)
        if self.at("/", "["):
            raise ExpressionSyntaxError(_LONGER_PATHS, position=self.peek().position)
        return self.apply("column", (Answer(name), Literal(column)), slash)

    def named(self, word: Word) -> Expression:
        """A function, or in a choice filter a column of the option."""
        name = word.text
        if not self.at("("):
            if name in self.option_columns:
                return Answer(option_column(name))
            raise self.stray_name(word)
        if name in NOT_SUPPORTED_YET:
            raise ExpressionSyntaxError(fill(_NOT_SUPPORTED, [name]), position=word.position)
        if name not in _KNOWN:
            raise ExpressionSyntaxError(_no_function(name), position=word.position)
        match name:
            case "position":
                return self.position(word)
            case "instance":
                return self.instance(word)
        args = self.arguments()
        match name:
            case "true" | "false":
                if args:
                    raise ExpressionSyntaxError(fill(_NO_ARGUMENT, [name]), position=word.position)
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
        self.expect(")", _COMMA_OR_CLOSING)
        self.nested -= 1
        return args

    def date(self, written: Literal, word: Word) -> Expression:
        """date('2026-03-01'), a constant."""
        day = date_in(written.value) if isinstance(written.value, str) else None
        if type(day) is date:
            return Literal(day)
        raise ExpressionSyntaxError(
            fill(_NO_DATE, [quoted(str(written.value))]), position=word.position, expected=_A_DATE
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
        raise ExpressionSyntaxError(_NO_INDEXED_REPEAT, position=word.position)

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
        raise ExpressionSyntaxError(_NO_PULLDATA, position=word.position)

    def instance(self, word: Word) -> Expression:
        """instance('list')/root/item[key column = key]/column."""
        match self.arguments():
            case [Literal(value=str(name))]:
                pass
            case _:
                raise ExpressionSyntaxError(_NO_INSTANCE, position=word.position)
        for symbol, step in (("/", "root"), ("/", "item")):
            self.expect(symbol, as_written("/root/item"))
            if self.name(as_written(step)) != step:
                raise ExpressionSyntaxError(_NO_INSTANCE, position=word.position)
        self.expect("[", as_written("“[”"))
        self.enter(word)
        key_column = self.name(_A_COLUMN)
        self.expect("=", as_written("“=”"))
        key = self.expression(0)
        self.nested -= 1
        self.expect("]", as_written("“]”"))
        self.expect("/", as_written("“/”"))
        return self.lookup((name, self.name(_A_COLUMN), key_column), key, word)

    def lookup(self, names: tuple[str, str, str], key: Expression, word: Word) -> Expression:
        """What a list of the workbook has in a column: the entries become part of the tree."""
        name, column, key_column = names
        entries = self.lists.get(name)
        if entries is None:
            raise ExpressionSyntaxError(fill(_NO_LIST, [quoted(name)]), position=word.position)
        if len(entries) > MOST_ENTRIES:
            message = fill(_LONG_LIST, [quoted(name), MOST_ENTRIES])
            raise ExpressionSyntaxError(message, position=word.position)
        for wanted in (column, key_column):
            if not any(wanted in entry for entry in entries):
                message = fill(_NO_LIST_COLUMN, [quoted(name), quoted(wanted)])
                raise ExpressionSyntaxError(message, position=word.position)
        pairs = [
            Literal(cell)
            for entry in entries
            if key_column in entry
            for cell in (entry[key_column], entry.get(column, ""))
        ]
        written = (Literal(name), Literal(column), Literal(key_column))
        return self.apply("lookup", (*written, key, *pairs), word)

    # --- words ---

    def peek(self) -> Word:
        return self.words[self.index]

    def at(self, *symbols: str) -> bool:
        word = self.peek()
        return word.token is Token.SYMBOL and word.text in symbols

    def take(self) -> Word:
        word = self.peek()
        self.index += 1
        return word

    def name(self, expected: Text) -> str:
        if not (self.peek().token is Token.NAME and NAME.fullmatch(self.peek().text)):
            raise self.unexpected(expected)
        return self.take().text

    def expect(self, symbol: str, expected: Text) -> None:
        if not self.at(symbol):
            raise self.unexpected(expected)
        self.take()

    def enter(self, word: Word) -> None:
        self.nested += 1
        if self.nested > _MOST_NESTED:
            message = fill(_NESTED, [_MOST_NESTED])
            raise ExpressionSyntaxError(message, position=word.position)

    def apply(self, op: str, args: tuple[Expression, ...], word: Word) -> Expression:
        try:
            return Apply(op, args)
        except LogicError as error:
            raise _placed(error, word) from None

    def unexpected(self, expected: Text) -> ExpressionSyntaxError:
        word = self.peek()
        is_end = word.token is Token.END
        what = _TOO_EARLY if is_end else fill(_UNEXPECTED, [word.shown])
        return ExpressionSyntaxError(what, position=word.position, expected=expected)

    def stray_name(self, word: Word) -> ExpressionSyntaxError:
        name = word.text
        if name in _KNOWN or name in NOT_SUPPORTED_YET:
            expected = as_written(f"{name}(…)")
        elif name in _INFIX:
            expected = fill(_SOMETHING_BEFORE, [name])
        else:
            expected = fill(_ANSWER_OR_TEXT, [f"${{{name}}}", f"'{name}'"])
        return ExpressionSyntaxError(
            fill(_UNEXPECTED, [word.shown]), position=word.position, expected=expected
        )


def _placed(error: LogicError, word: Word) -> ExpressionSyntaxError:
    message = Text(ko=error.text.ko.rstrip("."), en=error.text.en.rstrip("."))
    return ExpressionSyntaxError(message, position=word.position)


def _no_function(name: str) -> Text:
    known = name.lower().replace("_", "-")
    if known in _KNOWN:
        return fill(_NO_FUNCTION_BUT, [quoted(name), known])
    return fill(_NO_FUNCTION, [quoted(name)])


_NOTHING = Text(ko="식이 비어 있습니다", en="There is nothing here")
_TOO_EARLY = Text(ko="식이 도중에 끝났습니다", en="The text ends too early")
_UNEXPECTED = Text(ko="{0:은/는} 여기에 올 수 없습니다", en="Did not expect {0}")
_NESTED = Text(
    ko="{0}단계보다 깊게 중첩되어 있습니다", en="This is nested more than {0} levels deep"
)
_NO_OWN_ANSWER = Text(
    ko="“.”은 질문 자신의 답을 뜻하는데, 여기에는 해당하는 질문이 없습니다",
    en="“.” means a question's own answer, and no question is meant here",
)
_NO_PATHS = Text(
    ko="{0}: 설문 안의 경로는 아직 지원하지 않습니다",
    en="{0}: paths into the form are not supported yet",
)
_LONGER_PATHS = Text(
    ko="더 긴 경로는 아직 지원하지 않습니다", en="Longer paths are not supported yet"
)
_NOT_SUPPORTED = Text(ko="{0} 함수는 아직 지원하지 않습니다", en="{0} is not supported yet")
_NO_FUNCTION = Text(ko="{0}라는 함수는 없습니다", en="There is no function {0}")
_NO_FUNCTION_BUT = Text(
    ko="{0}라는 함수는 없습니다. {1:을/를} 쓰려던 것입니까",
    en="There is no function {0}; did you mean {1}",
)
_NO_ARGUMENT = Text(ko="{0}()에는 인수가 없습니다", en="{0}() takes no argument")
_NO_DATE = Text(ko="{0:은/는} 날짜가 아닙니다", en="{0} is not a date")
_NO_INDEXED_REPEAT = Text(
    ko="indexed-repeat에는 반복 안의 질문, 반복, 순번을 차례로 씁니다: "
    "indexed-repeat(${column}, ${repeat}, 1)",
    en="indexed-repeat takes a question of the repeat, the repeat and a number: "
    "indexed-repeat(${column}, ${repeat}, 1)",
)
_NO_PULLDATA = Text(
    ko="pulldata에는 목록, 열, 찾을 열의 이름을 따옴표로 쓰고 찾을 값을 씁니다: "
    "pulldata('list', 'column', 'name', ${question})",
    en="pulldata takes the names of a list, a column and a key column, and the key: "
    "pulldata('list', 'column', 'name', ${question})",
)
_NO_INSTANCE = Text(
    ko="instance는 목록에서 한 항목을 찾는 데만 씁니다: "
    "instance('list')/root/item[name = ${question}]/column",
    en="instance is for finding one entry of a list: "
    "instance('list')/root/item[name = ${question}]/column",
)
_NO_LIST = Text(ko="선택지 시트에 {0} 목록이 없습니다", en="The choices sheet has no list {0}")
_NO_LIST_COLUMN = Text(ko="{0} 목록에는 {1} 열이 없습니다", en="The list {0} has no column {1}")
_LONG_LIST = Text(
    ko="{0} 목록은 {1}개를 넘어 찾아볼 수 없습니다",
    en="The list {0} has more than {1} entries, too many to look things up in",
)
_A_CONDITION = Text(ko="조건", en="a condition")
_AN_OPERATOR = Text(ko="and 같은 연산자 또는 끝", en="an operator such as and, or the end")
_AN_OPERAND = Text(
    ko="${name} 같은 답, 숫자, 텍스트, 함수",
    en="an answer such as ${name}, a number, a text or a function",
)
_OPERATOR_OR_CLOSING = Text(ko="연산자 또는 “)”", en="an operator or “)”")
_COMMA_OR_CLOSING = Text(ko="“,” 또는 “)”", en="“,” or “)”")
_A_COLUMN = Text(ko="열의 이름", en="a column's name")
_A_DATE = Text(ko="date('2026-03-01') 같은 날짜", en="a date such as date('2026-03-01')")
_SOMETHING_BEFORE = Text(ko="{0} 앞에 올 값", en="something to stand before {0}")
_ANSWER_OR_TEXT = Text(ko="답이면 {0}, 텍스트면 {1}", en="{0} for an answer, or {1} for a text")
