"""Any condition as a Korean and an English sentence, with the questions' and the options' labels.

    Employees is under 50 people and Needs includes GPU time or Storage
    상시 근로자 수가 50명 미만이고 필요 사항에 GPU 시간 또는 저장 공간이 포함됨

The Korean ends in the noun form that forms and notices use (-임, -됨), without a full stop, so that
the sentence also stands in a list or a table. How one condition reads is in the operator table;
this module puts conditions together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from surveys.logic.descriptions import NO_WORDS, Vocabulary, describe_value, listed
from surveys.logic.expressions import (
    POSITION,
    Answer,
    Apply,
    Expression,
    Literal,
    option_column,
)
from surveys.logic.kinds import Kind
from surveys.logic.normal_form import is_condition, normal_form
from surveys.logic.operators import BOOLEAN, OPERATORS, Operator, Reading, Spelling
from surveys.logic.phrases import Clause, clause_of, filled, together
from surveys.logic.text import Text
from surveys.logic.values import Value
from surveys.logic.wording import fill

__all__ = ["Vocabulary", "describe_value", "sentence"]

_OWN_WORDS = ("the ", "today ", "now ", "minus ", "choice ")  # not a label's
_APPLIES = Text(ko="{0}에 해당함", en="{0} applies")
_APPLIES_NOT = Text(ko="{0}에 해당하지 않음", en="{0} does not apply")
_ALWAYS = Text(ko="항상 해당함", en="always")
_THIS_ROW = Text(ko="이 항목의 순번", en="the number of this entry")
_OF_OPTION = Text(ko="선택지의 {0}", en="the option’s {0}")
_IS_EMPTY = Text(ko="{0:이/가} 비어 있음", en="{0} is empty")
_IS_NOT_EMPTY = Text(ko="{0:이/가} 비어 있지 않음", en="{0} is not empty")
_DAYS_FROM = {
    "-": Text(ko="{0}부터 {1}일 전", en="the day {1} days before {0}"),
    "+": Text(ko="{0}부터 {1}일 후", en="the day {1} days after {0}"),
}
_ONE_DAY_FROM = {
    "-": Text(ko="{0}부터 1일 전", en="the day before {0}"),
    "+": Text(ko="{0}부터 1일 후", en="the day after {0}"),
}
_NEVER = Text(ko="해당하는 경우가 없음", en="never")


@dataclass(frozen=True, slots=True)
class _Several:
    """Words for one answer compared with several options: (group, operator) → words and joiners."""

    words: Text
    en_last: str
    ko_last: str = ""


_SEVERAL = {
    ("or", "="): _Several(OPERATORS["="].words, "or", "또는"),
    ("or", "selected"): _Several(OPERATORS["selected"].words, "or", "또는"),
    ("and", "selected"): _Several(
        Text(ko="{0}에 {1:이/가} 모두 포함됨", en="{0} includes {1}"), "and"
    ),
    ("and", "!="): _Several(
        Text(ko="{0:이/가} {1} 중 어느 것도 아님", en="{0} is neither {1}"), "nor"
    ),
    ("and", "not selected"): _Several(
        Text(ko="{0}에 {1} 중 어느 것도 포함되지 않음", en="{0} includes neither {1}"), "nor"
    ),
}


def sentence(expression: Expression, vocabulary: Vocabulary) -> Text:
    """The condition (or calculation) in words, in both languages, without a full stop."""
    writer = _Writer(vocabulary)
    if is_condition(expression):
        text = writer.clause(normal_form(expression)).whole
    else:
        text = writer.term(expression)
    is_own_word = text.en.startswith(_OWN_WORDS)
    return Text(ko=text.ko, en=text.en[0].upper() + text.en[1:] if is_own_word else text.en)


class _Writer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    # --- conditions ---

    def clause(self, condition: Expression) -> Clause:
        """A condition in normal form."""
        match condition:
            case Literal(value=value):
                return Clause(Text(), _ALWAYS if value else _NEVER)
            case Apply(op="not", args=(inner,)):
                return self.single(inner, is_negated=True)
            case Apply(op=op, args=args) if OPERATORS[op].reading is Reading.JUNCTION:
                return self.group(op, args)
        return self.single(condition, is_negated=False)

    def single(self, condition: Expression, *, is_negated: bool) -> Clause:
        match condition:
            case Apply(op=op, args=args) if OPERATORS[op].negated:
                words = OPERATORS[op].negated if is_negated else OPERATORS[op].words
                return self.filled(words, args)
            case Apply(op="=" | "!=" as op, args=(subject, Literal(value=""))):
                return self.filled(_IS_EMPTY if op == "=" else _IS_NOT_EMPTY, (subject,))
            case Apply(op=op, args=args) if OPERATORS[op].reading is Reading.COMPARISON:
                row = OPERATORS[op]
                is_of_dates = any(map(_is_date, args))
                return self.filled(row.words_of_dates if is_of_dates else row.words, args)
        return self.filled(_APPLIES_NOT if is_negated else _APPLIES, (condition,))

    def filled(self, words: Text, args: Sequence[Expression]) -> Clause:
        about = next((name for name in map(_about, args) if name), None)
        return clause_of(words, [self.term(argument, about) for argument in args])

    def group(self, op: str, members: Sequence[Expression]) -> Clause:
        clauses = self.merged(op, members)
        if len(clauses) == 1:
            return clauses[0]
        return Clause(Text(), together(op, clauses), is_group=True)

    def merged(self, op: str, members: Sequence[Expression]) -> list[Clause]:
        """The members' clauses; one for all that compare the same answer with an option."""
        sets: dict[tuple[str, Expression] | Expression, list[Expression]] = {}
        for member in members:
            comparison, subject, _ = _option_test(member)
            is_set = subject is not None and (op, comparison) in _SEVERAL
            key = (comparison, subject) if is_set and subject is not None else member
            sets.setdefault(key, []).append(member)
        return [
            self.several(op, same) if len(same) > 1 and isinstance(key, tuple)
            else self.clause(same[0])
            for key, same in sets.items()
        ]  # fmt: skip

    def several(self, op: str, members: Sequence[Expression]) -> Clause:
        comparison, subject, _ = _option_test(members[0])
        assert subject is not None
        form = _SEVERAL[op, comparison]
        options = [self.constant(_option_test(one)[2], _about(subject)) for one in members]
        options_listed = listed(options, en_last=form.en_last, ko_last=form.ko_last)
        return clause_of(form.words, [self.term(subject), options_listed])

    # --- terms ---

    def term(self, expression: Expression, about: str | None = None) -> Text:
        """What is compared: a label, a constant as an answer to `about`, a calculation."""
        match expression:
            case Literal(value=value):
                return self.constant(value, about)
            case Answer(name=name):
                return self.named(name)
            case Apply(op="column", args=(_, Literal(value=str(column)))):
                return self.named(column)
            case Apply(op="indexed-repeat" as op, args=(repeat, Literal(value=str(column)), place)):
                return self.calculation(OPERATORS[op], (repeat, Answer(column), place), about)
            case Apply(op="selected-at" as op, args=(subject, place)):
                return self.calculation(OPERATORS[op], (subject, _from_one(place)), about)
            case Apply(op="substr" as op, args=(text, start, *end)):
                upto = [_last_before(one) for one in end]
                return self.calculation(OPERATORS[op], (text, _from_one(start), *upto), about)
            case Apply(op="translate" as op, args=(text, old, Literal(value=""))):
                return self.calculation(OPERATORS[op], (text, old), about)
            case Apply(op="-" | "+" as op, args=(day, Literal(value=int() as count))) if (
                _is_date(day) and count > 0
            ):
                words = (_ONE_DAY_FROM if count == 1 else _DAYS_FROM)[op]
                return fill(words, [self.term(day), str(count)])
            case Apply(op=op, args=args):
                return self.calculation(OPERATORS[op], args, about)

    def calculation(self, row: Operator, args: Sequence[Expression], about: str | None) -> Text:
        if row.gives is Kind.BOOLEAN:
            whole = self.clause(normal_form(Apply(row.name, tuple(args)))).whole
            return Text(ko=f"‘{whole.ko}’", en=f"“{whole.en}”")
        if row.unit_of is None:
            about = None
        else:
            about = next((name for name in map(_about, args) if name), about)
        terms = [
            self.part(
                argument,
                about if row.is_counted_alike or at == row.unit_of else None,
                is_truth=row.takes_at(at) == BOOLEAN,
            )
            for at, argument in enumerate(args)
        ]
        is_short = bool(row.words_without_last) and len(args) != row.most
        return filled(row.words_without_last if is_short else row.words, terms)

    def part(self, expression: Expression, about: str | None, *, is_truth: bool) -> Text:
        """A term inside a calculation: bracketed where it is one itself."""
        if is_truth or (isinstance(expression, Apply) and is_condition(expression)):
            return self.clause(normal_form(expression)).whole
        text = self.term(expression, about)
        row = OPERATORS[expression.op] if isinstance(expression, Apply) else None
        if row and row.spelling in (Spelling.INFIX, Spelling.PREFIX):
            return Text(ko=f"({text.ko})", en=f"({text.en})")
        return text

    def named(self, name: str) -> Text:
        if name == POSITION:
            return _THIS_ROW
        if name.startswith(option_column("")):
            return fill(_OF_OPTION, [name.removeprefix(option_column(""))])
        label = self.vocabulary.label(name)
        ko, en = label.in_language("ko").strip(), label.in_language("en").strip()
        return Text(
            ko=f"‘{ko}’의 답변" if _is_sentence(ko) else ko or name,
            en=f"the answer to “{en}”" if _is_sentence(en) else en or name,
        )

    def constant(self, value: Value, about: str | None) -> Text:
        if about is None:
            about, vocabulary = "", NO_WORDS
        else:
            vocabulary = self.vocabulary
        if isinstance(value, str) and not vocabulary.option(about, value):
            return Text(ko=f"‘{value}’", en=f"“{value}”")
        return describe_value(about, value, vocabulary)


def _option_test(condition: Expression) -> tuple[str, Expression | None, Value]:
    """(operator, what is compared, constant) of `x = 'a'`, selected(x, 'a') and their negations."""
    match condition:
        case Apply(op="=" | "!=" | "selected" as op, args=(subject, Literal(value=value))):
            return op, subject, value
        case Apply(op="not", args=(Apply(op="selected", args=(subject, Literal(value=value))),)):
            return "not selected", subject, value
    return "", None, ""


def _from_one(place: Expression) -> Expression:
    """A place counted from 0, as people count; one from the end is already."""
    match place:
        case Literal(value=int() as at):
            return Literal(at + 1) if at >= 0 else place
    return Apply("+", (place, Literal(1)))


def _last_before(place: Expression) -> Expression:
    """The last place before this one, which is counted from 0, as people count."""
    match place:
        case Literal(value=int() as at) if at < 0:
            return Literal(at - 1)
    return place


def _about(expression: Expression) -> str | None:
    """The question whose options and unit the value has."""
    match expression:
        case (
            Answer(name=name)
            | Apply(op="column", args=(_, Literal(value=str(name))))
            | Apply(op="indexed-repeat", args=(_, Literal(value=str(name)), _))
        ):
            return name
        case Apply(op=op, args=args):
            index = OPERATORS[op].unit_of
            return None if index is None else _about(args[index])
        case Literal():
            return None


def _is_date(expression: Expression) -> bool:
    """Whether it is a day by itself, or some days before or after one."""
    match expression:
        case Literal(value=value):
            return isinstance(value, date)
        case Apply(op="-" | "+", args=(day, Literal(value=int()))):
            return _is_date(day)
        case Apply(op=op):
            return OPERATORS[op].gives is Kind.DATE
        case Answer():
            return False


def _is_sentence(label: str) -> bool:
    return label.endswith(("?", ".", "？"))
