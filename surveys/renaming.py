"""A new code for a question or an option: everything that refers to the old one follows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from surveys.logic.expressions import (
    Answer,
    Apply,
    Expression,
    Literal,
    option_column,
    walk,
)
from surveys.logic.kinds import number_in, plain
from surveys.logic.text import Text

_PLACEHOLDER = re.compile(r"\$\{(\s*)([^{}:]+?)(\s*(?::[^{}]*)?)\}")
"""`${code}`, or `${code:은/는}` with a Korean particle."""
_WORD = re.compile(r"\S+")  # several options are written with a space between their codes
_COMPARED = frozenset({"=", "!=", "selected"})
_GIVES_BACK = frozenset({"coalesce", "once", "string", "concat", "join", "number"})
"""What these give is a code where their arguments are codes."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """`questions`: old code → new code. `options`: (the question's old code, old) → new.

    The rows of a grid are questions here: each has the options of its grid. Each code is looked up
    once, so that two may be exchanged.
    """

    questions: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.questions or self.options)

    def question(self, code: str) -> str:
        return self.questions.get(code, code)

    def was(self, code: str) -> str:
        """The old code of a question that may have its new one already."""
        return next((old for old, new in self.questions.items() if new == code), code)

    # --- what has options ---

    def with_calculations(self, calculations: Mapping[str, Expression]) -> "Renaming":
        """By their old codes: what an answer is handed on by is compared with the same options."""
        sources = {code: _sources(one) for code, one in calculations.items()}
        known = self
        while True:
            more = known._as_options_of(sources)
            if more.options == known.options:
                return known
            known = more

    def in_filter(self, question: str, choice_filter: Expression) -> "Renaming":
        """For the filter of a question, by its old code, and for the columns of its options.

        A column that is compared with an answer holds the codes of that answer's options.
        """
        sources: dict[str, frozenset[str]] = {option_column("name"): frozenset({question})}
        for part in walk(choice_filter):
            if isinstance(part, Apply) and part.op in _COMPARED:
                compared = frozenset[str]().union(*map(_sources, part.args))
                for name in compared - {option_column("name")}:
                    if name.startswith(option_column("")):
                        sources[name] = sources.get(name, frozenset()) | compared
        return self._as_options_of(sources)

    def _as_options_of(self, sources: Mapping[str, frozenset[str]]) -> "Renaming":
        """Name → the questions whose options it may be worth, too."""
        more = {
            (name, old): new
            for name, questions in sources.items()
            for (question, old), new in self.options.items()
            if question in questions
        }
        return replace(self, options={**self.options, **more})

    # --- what follows ---

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
            case Apply(op=op, args=(left, right)) if op in _COMPARED:
                names = _sources(left) | _sources(right)
                return Apply(op, (self._coded(left, names), self._coded(right, names)))
            case Apply(op="if" | "coalesce" | "lookup"):
                return self._coded(expression, _sources(expression))
            case Apply(op=op, args=args):
                return Apply(op, tuple(self.expression(one) for one in args))

    def default(self, question: str, default: Expression) -> Expression:
        """What the question, by its old code, is filled in with: codes of its own options."""
        return self._coded(default, frozenset({question}))

    def column(self, name: str, text: str) -> str:
        """What an option has in a column, once the renaming is one `in_filter`."""
        return self._codes(text, frozenset({option_column(name)}))

    def _coded(self, part: Expression, names: frozenset[str]) -> Expression:
        """A part of which the constants are codes of options of these questions."""
        match part:
            case Literal(value=bool()):
                return part
            case Literal(value=str(text)):
                return Literal(self._codes(text, names))
            case Literal(value=(int() | Decimal()) as number):
                code = self._codes(plain(number), names)
                return part if code == plain(number) else _as_number(code)
            case Apply(op="if", args=(condition, *branches)):
                coded = (self._coded(one, names) for one in branches)
                return Apply("if", (self.expression(condition), *coded))
            case Apply(op="lookup", args=args):
                *place, key = args[:4]
                keys = _sources(key)
                entries = (
                    self._coded(one, names if at % 2 else keys) for at, one in enumerate(args[4:])
                )
                return Apply("lookup", (*place, self.expression(key), *entries))
            case Apply(op=op, args=args) if op in _GIVES_BACK:
                return Apply(op, tuple(self._coded(one, names) for one in args))
        return self.expression(part)

    def _codes(self, text: str, names: frozenset[str]) -> str:
        """The text, its words being codes of options of these questions."""
        known = {old: new for (name, old), new in self.options.items() if name in names}
        return _WORD.sub(lambda word: known.get(word[0], word[0]), text) if known else text

    def text(self, words: Text) -> Text:
        """The same words; the answers shown in them go by their new codes."""
        return Text(ko=self._words(words.ko), en=self._words(words.en))

    def _words(self, words: str) -> str:
        return _PLACEHOLDER.sub(
            lambda found: f"${{{found[1]}{self.question(found[2])}{found[3]}}}", words
        )


def _sources(expression: Expression) -> frozenset[str]:
    """The questions, and the columns of options, of whose codes the value may be one."""
    match expression:
        case Answer(name=name):
            return frozenset({name})
        case Apply(op="column" | "indexed-repeat", args=(_, Literal(value=str(column)), *_)):
            return frozenset({column})
        case Apply(op="selected-at", args=(chosen, _)):
            return _sources(chosen)
        case Apply(op="if", args=(_, *given)):
            return frozenset[str]().union(*map(_sources, given))
        case Apply(op=op, args=given) if op in _GIVES_BACK:
            return frozenset[str]().union(*map(_sources, given))
    return frozenset()


def _as_number(code: str) -> Literal:
    """A number where the code is written as one."""
    number = number_in(code)
    if isinstance(number, int | Decimal) and plain(number) == code:
        return Literal(number)
    return Literal(code)
