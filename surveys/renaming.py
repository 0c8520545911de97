"""A new code for a question or an option: everything that refers to the old one follows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.logic.expressions import Answer, Apply, Expression, Literal
from surveys.logic.text import Text

_PLACEHOLDER = re.compile(r"\$\{(\s*)([^{}:]+?)(\s*(?::[^{}]*)?)\}")
"""`${code}`, or `${code:은/는}` with a Korean particle."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """`questions`: old code → new code. `options`: (the question's old code, old) → new."""

    questions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.questions or self.options)

    def question(self, code: str) -> str:
        return self.questions.get(code, code)

    def expression(self, expression: Expression) -> Expression:
        """The same condition, with the new codes in it."""
        match expression:
            case Answer(name=name):
                return Answer(self.question(name))
            case Literal():
                return expression
            case Apply(
                op="column" | "indexed-repeat" as op, args=(rows, Literal(value=str(column)), *rest)
            ):
                others = tuple(self.expression(one) for one in rest)
                return Apply(op, (self.expression(rows), Literal(self.question(column)), *others))
            case Apply(op="=" | "!=" | "selected" as op, args=(left, right)):
                return Apply(op, (self._compared(left, right), self._compared(right, left)))
            case Apply(op=op, args=args):
                return Apply(op, tuple(self.expression(one) for one in args))

    def _compared(self, part: Expression, other: Expression) -> Expression:
        """An option's code is one where it is compared with the answer to its question."""
        match part, other:
            case Literal(value=str(code)), Answer(name=name):
                return Literal(self.options.get((name, code), code))
        return self.expression(part)

    def text(self, words: Text) -> Text:
        """The same words; the answers shown in them go by their new codes."""
        return Text(ko=self._words(words.ko), en=self._words(words.en))

    def _words(self, words: str) -> str:
        return _PLACEHOLDER.sub(
            lambda found: f"${{{found[1]}{self.question(found[2])}{found[3]}}}", words
        )
