"""XLSForm expressions cut into words, each with its place.

Tolerant where Excel meddles (curly quotation marks, no-break spaces), exact everywhere else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from surveys.logic.expressions import LogicError
from surveys.logic.text import Text
from surveys.logic.wording import fill

NO_WORDS = Text()


class ExpressionSyntaxError(LogicError):
    """Text that is no expression, or uses what is not supported.

    `position` counts characters from 0; `expected` says what could have stood there (no words where
    the trouble is not a wrong word); `text` says both, and counts from 1, as people do.
    """

    def __init__(self, message: Text, *, position: int, expected: Text = NO_WORDS) -> None:
        self.position = position
        self.expected = expected
        super().__init__(
            fill(_PLACED_WITH if expected else _PLACED, [message, position + 1, expected])
        )


_PLACED = Text(ko="{0}({1}번째 글자).", en="{0} (at character {1}).")
_PLACED_WITH = Text(
    ko="{0}({1}번째 글자, 올 수 있는 것: {2}).", en="{0} (at character {1}; expected {2})."
)


class Token(Enum):
    """What sort of word."""

    ANSWER = "answer"
    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Word:
    token: Token
    text: str  # without quotation marks and ${}
    position: int

    @property
    def shown(self) -> Text:
        """The word as a message shows it."""
        match self.token:
            case Token.END:
                return THE_END
            case Token.ANSWER:
                return as_written(f"${{{self.text}}}")
            case Token.TEXT:
                return as_written(f"'{self.text}'")
        return as_written(quoted(self.text))


def as_written(text: str) -> Text:
    """What reads the same in both languages."""
    return Text(ko=text, en=text)


def quoted(text: str) -> str:
    return f"“{text}”"


THE_END = Text(ko="끝", en="the end")


NAME = re.compile(r"[^\W\d][\w.\-]*")

_WORD = re.compile(
    r"""
      (?P<space>\s+)
    | \$\{\s*(?P<answer>[^{}]*?)\s*\}
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>"[^"]*" | '[^']*'                        # as typed
             | [“”„][^“”„"]*[“”"] | [‘’‚][^‘’‚']*[‘’']  # as Excel corrects it
             | "[^"“”]*[“”] | '[^'‘’]*[‘’])             # … or corrects one side of it
    | (?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
    | (?P<symbol>!=|<=|>=|//|\.\.|::|[=<>+\-*(),./|@\[\]])
    """,
    re.VERBOSE,
)

# What people write instead; an operator that is longer than what it starts with is one of these.
_SLIPS: Mapping[str, str] = {
    "==": "=",
    "<>": "!=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "=<": "<=",
    "=>": ">=",
    "&&": "and",
    "||": "or",
    "!": "!=, not(…)",
    "%": "div, mod",
    "÷": "div",
    "×": "*",
    "−": "-",
    "–": "-",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "and",
}
_SLIP = re.compile("|".join(map(re.escape, sorted(_SLIPS, key=len, reverse=True))))


def words_of(text: str) -> list[Word]:
    """All words of the text, the last one END. Raises ExpressionSyntaxError."""
    words: list[Word] = []
    position = 0
    while position < len(text):
        found = _WORD.match(text, position)
        slip = _SLIP.match(text, position)
        if slip and (found is None or slip.end() > found.end()):
            raise ExpressionSyntaxError(
                fill(_SLIPPED, [quoted(slip[0])]),
                position=position,
                expected=as_written(_SLIPS[slip[0]]),
            )
        if found is None:
            raise _unreadable(text, position)
        if found.lastgroup != "space":
            words.append(_word(found, position))
        position = found.end()
    words.append(Word(Token.END, "", len(text)))
    return words


def _word(found: re.Match[str], position: int) -> Word:
    kind = found.lastgroup or "symbol"
    text = found[kind]
    if kind == "text":
        text = text[1:-1]
    if kind == "answer" and text.startswith("last-saved#"):
        raise ExpressionSyntaxError(_LAST_SAVED, position=position)
    if kind == "answer" and not NAME.fullmatch(text):
        message = fill(_NO_NAME, [quoted(text)]) if text else _NAME_MISSING
        raise ExpressionSyntaxError(message, position=position, expected=as_written("${name}"))
    return Word(Token[kind.upper()], text, position)


def _unreadable(text: str, position: int) -> ExpressionSyntaxError:
    character = text[position]
    if character in "\"'“”„‘’‚":
        return ExpressionSyntaxError(_NOT_CLOSED, position=position, expected=_CLOSING)
    if text.startswith("${", position):
        return ExpressionSyntaxError(
            _ANSWER_NOT_CLOSED, position=position, expected=as_written("“}”")
        )
    if character == "$":
        return ExpressionSyntaxError(_BARE_DOLLAR, position=position)
    return ExpressionSyntaxError(fill(_NO_MEANING, [quoted(character)]), position=position)


_SLIPPED = Text(ko="{0:은/는} 식에 쓰지 않습니다", en="{0} is not written in expressions")
_NO_NAME = Text(ko="{0:은/는} 질문의 이름이 될 수 없습니다", en="{0} cannot be a question's name")
_LAST_SAVED = Text(ko="last-saved#은 아직 지원하지 않습니다", en="last-saved# is not supported yet")
_NAME_MISSING = Text(ko="질문의 이름이 없습니다", en="A question's name is missing")
_NOT_CLOSED = Text(ko="텍스트가 닫히지 않았습니다", en="A text is not closed")
_CLOSING = Text(ko="닫는 따옴표", en="a closing quotation mark")
_ANSWER_NOT_CLOSED = Text(ko="“${”가 닫히지 않았습니다", en="A “${” is not closed")
_BARE_DOLLAR = Text(ko="질문은 ${name}처럼 씁니다", en="A question is written ${name}")
_NO_MEANING = Text(ko="{0:은/는} 여기에서 뜻이 없습니다", en="{0} has no meaning here")
