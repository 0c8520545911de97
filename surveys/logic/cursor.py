"""A place among the words of an expression, and what stands there."""

from surveys.logic import syntax_messages as messages
from surveys.logic.text import Text
from surveys.logic.tokens import NAME, ExpressionSyntaxError, Token, Word
from surveys.logic.wording import fill


class Cursor:
    """Goes from word to word, of which the last is END."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.index = 0

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

    def unexpected(self, expected: Text) -> ExpressionSyntaxError:
        word = self.peek()
        is_end = word.token is Token.END
        what = messages.TOO_EARLY if is_end else fill(messages.UNEXPECTED, [word.shown])
        return ExpressionSyntaxError(what, position=word.position, expected=expected)
