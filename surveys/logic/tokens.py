"""XLSForm expressions cut into words, each with its place.

Tolerant where Excel meddles (curly quotation marks, no-break spaces), exact everywhere else.
"""

import re
from dataclasses import dataclass
from enum import Enum

from surveys.logic.expressions import LogicError


class ExpressionSyntaxError(LogicError):
    """Text that is no expression, or uses what is not supported.

    `position` counts characters from 0; `expected` says what could have stood there ("" where the
    trouble is not a wrong word); the message says both, and counts from 1, as people do.
    """

    def __init__(self, message: str, *, position: int, expected: str = "") -> None:
        self.position = position
        self.expected = expected
        wanted = f"; expected {expected}" if expected else ""
        super().__init__(f"{message} (at character {position + 1}{wanted}).")


class Token(Enum):
    """What sort of word. The string is how a message names it."""

    ANSWER = "an answer"
    NUMBER = "a number"
    TEXT = "a text"
    NAME = "a name"
    SYMBOL = "a sign"
    END = "the end"


@dataclass(frozen=True, slots=True)
class Word:
    token: Token
    text: str  # without quotation marks and ${}
    position: int

    def __str__(self) -> str:
        match self.token:
            case Token.END:
                return "the end"
            case Token.ANSWER:
                return f"${{{self.text}}}"
            case Token.TEXT:
                return f"'{self.text}'"
        return f"“{self.text}”"


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
_SLIPS = {
    "==": "=",
    "<>": "!=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "=<": "<=",
    "=>": ">=",
    "&&": "and",
    "||": "or",
    "!": "!= or not(…)",
    "%": "div or mod",
    "÷": "div",
    "×": "*",
    "−": "-",
    "–": "-",
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
                f"“{slip[0]}” is not written in expressions",
                position=position,
                expected=_SLIPS[slip[0]],
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
    if kind == "answer" and not NAME.fullmatch(text):
        what = f"“{text}” cannot be a question's name" if text else "A question's name is missing"
        raise ExpressionSyntaxError(what, position=position, expected="${name}")
    return Word(Token[kind.upper()], text, position)


def _unreadable(text: str, position: int) -> ExpressionSyntaxError:
    character = text[position]
    if character in "\"'“”„‘’‚":
        return ExpressionSyntaxError(
            "A text is not closed", position=position, expected="a closing quotation mark"
        )
    if text.startswith("${", position):
        return ExpressionSyntaxError("A “${” is not closed", position=position, expected="“}”")
    if character == "$":
        return ExpressionSyntaxError("A question is written ${name}", position=position)
    return ExpressionSyntaxError(f"“{character}” has no meaning here", position=position)
