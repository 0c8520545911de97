"""What was typed to rows that mean something, or to what is still missing; and rows to strings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from surveys.condition_rows.choices import Choice, choices_for, subject_kind
from surveys.condition_rows.comparisons import FORMS, Comparison
from surveys.condition_rows.rows import AnswerTo, DaysFromToday, Group, Operand, Row
from surveys.condition_rows.typed import Path, TypedGroup, TypedRow
from surveys.logic.check import FactType, Schema, same_family
from surveys.logic.descriptions import NO_WORDS
from surveys.logic.kinds import Kind, date_in, number_in, plain
from surveys.logic.text import Text
from surveys.logic.values import Missing


class Against(StrEnum):
    """What the subject of a row is compared with."""

    VALUE = "value"
    ANSWER = "answer"
    AGO = "ago"  # so many days before today
    AHEAD = "ahead"


_WITH_ANSWERS = frozenset(
    {
        Comparison.IS,
        Comparison.IS_NOT,
        Comparison.UNDER,
        Comparison.AT_MOST,
        Comparison.OVER,
        Comparison.AT_LEAST,
    }
)


def against_offered(kind: Kind, comparison: Comparison) -> tuple[Against, ...]:
    """With what such an answer can be compared; one entry only where there is no choice."""
    if comparison not in _WITH_ANSWERS:
        return (Against.VALUE,)
    match kind:
        case Kind.NUMBER | Kind.TEXT:
            return (Against.VALUE, Against.ANSWER)
        case Kind.DATE:
            return (Against.VALUE, Against.AGO, Against.AHEAD, Against.ANSWER)
    return (Against.VALUE,)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a row still lacks, and where it is."""

    path: Path
    message: Text


_UNKNOWN_QUESTION = Text(
    ko="이 질문은 이제 없습니다. 다른 질문을 고르거나 이 줄을 지우십시오.",
    en="There is no such question any more. Choose another one, or remove this row.",
)
_NO_NUMBER = Text(ko="숫자를 적으십시오.", en="Write a number.")
_NO_DAYS = Text(ko="며칠인지 정수로 적으십시오.", en="Write how many days, as a whole number.")
_NO_DATE = Text(ko="날짜를 적으십시오.", en="Give a date.")
_NO_TEXT = Text(ko="비교할 내용을 적으십시오.", en="Write what to compare it with.")
_NO_OPTION = Text(ko="선택지를 고르십시오.", en="Choose an option.")
_TOO_FEW = Text(ko="선택지를 두 개 이상 고르십시오.", en="Choose at least two options.")
_GONE_OPTION = Text(
    ko="고른 선택지 가운데 이제 없는 것이 있습니다. 그 선택지를 빼거나 다른 선택지로 바꾸십시오.",
    en="An option that is chosen here is gone. Take it out, or choose another one instead.",
)
_NO_OTHER = Text(ko="비교할 질문을 고르십시오.", en="Choose the question to compare it with.")


def choice_made(typed: TypedRow, schema: Schema) -> Choice | None:
    """The comparison of the row: the first one offered where what was chosen no longer fits."""
    fact = schema.get(typed.question)
    if fact is None:
        return Choice.of(typed.choice)
    offered = [one for group in choices_for(fact, NO_WORDS) for one in group.choices]
    keys = {one.key: one for one in offered}
    return keys.get(typed.choice, offered[0])


def finished(group: TypedGroup, schema: Schema, path: Path = ()) -> tuple[Group, list[Lack]]:
    """The rows that are finished, and what the others lack; a row not begun yet says nothing."""
    members: list[Row | Group] = []
    lacks: list[Lack] = []
    for at, one in enumerate(group.members):
        here = (*path, at)
        if isinstance(one, TypedGroup):
            inner, more = finished(one, schema, here)
            members.append(inner)
            lacks += more
        elif one.question:
            row = _finished_row(one, schema)
            if isinstance(row, Text):
                lacks.append(Lack(here, row))
            else:
                members.append(row)
    return Group(group.joining, tuple(members)), lacks


def _finished_row(typed: TypedRow, schema: Schema) -> Row | Text:
    """The row, or what it lacks."""
    fact, choice = schema.get(typed.question), choice_made(typed, schema)
    if fact is None or choice is None:
        return _UNKNOWN_QUESTION
    subject = choice.subject(typed.question)
    operands = _operands(typed, choice, fact, subject_kind(subject, schema) or fact.kind, schema)
    return operands if isinstance(operands, Text) else Row(subject, choice.comparison, operands)


def _operands(
    typed: TypedRow, choice: Choice, fact: FactType, kind: Kind, schema: Schema
) -> tuple[Operand, ...] | Text:
    form = FORMS[choice.comparison]
    if form.most == 0:
        return ()
    against = against_made(typed, kind, choice.comparison)
    if against is Against.ANSWER:
        other = schema.get(typed.value)
        is_fitting = other is not None and same_family(other.kind, kind)
        return (AnswerTo(typed.value),) if is_fitting else _NO_OTHER
    if against is not Against.VALUE:
        days = typed.value.strip()
        if not (days.isdecimal() and len(days) < 6):
            return _NO_DAYS
        return (DaysFromToday(int(days) if against is Against.AHEAD else -int(days)),)
    if kind in (Kind.CHOICE, Kind.CHOICES):
        if typed.gone(fact.options):
            return _GONE_OPTION
        chosen = tuple(dict.fromkeys(one for one in typed.values if one in fact.options))
        if len(chosen) < form.fewest:
            return _NO_OPTION if form.fewest == 1 else _TOO_FEW
        return chosen[: form.most]
    return _read_each(kind, [*typed.values, "", ""][: form.fewest])


def _read_each(kind: Kind, texts: Sequence[str]) -> tuple[Operand, ...] | Text:
    read, advice = _READERS[kind]
    found = [read(one) for one in texts]
    operands = tuple(one for one in found if one is not None)
    return operands if len(operands) == len(found) else advice


def _number(text: str) -> Operand | None:
    found = number_in(text.replace(",", ""))
    return None if isinstance(found, Missing) or len(text) > 25 else found


def _date(text: str) -> Operand | None:
    found = date_in(text.strip()) if len(text.strip()) == len("2026-03-01") else None
    return found if isinstance(found, date) else None


_READERS: Mapping[Kind, tuple[Callable[[str], Operand | None], Text]] = {
    Kind.NUMBER: (_number, _NO_NUMBER),
    Kind.DATE: (_date, _NO_DATE),
    Kind.TEXT: (lambda text: text or None, _NO_TEXT),
}


def against_made(typed: TypedRow, kind: Kind, comparison: Comparison) -> Against:
    """The choice made, where it is offered; else the first that is."""
    offered = against_offered(kind, comparison)
    return Against(typed.against) if typed.against in offered else offered[0]


# --- rows as strings ---------------------------------------------------------------------------


def typed_out(group: Group) -> TypedGroup:
    """The rows as somebody would have typed them: `finished` gives them back."""
    return TypedGroup(
        group.joined,
        tuple(
            typed_out(one) if isinstance(one, Group) else _typed_row(one) for one in group.members
        ),
    )


def _typed_row(row: Row) -> TypedRow:
    subject = row.subject
    choice = Choice(subject.measure, subject.column, row.comparison)
    against, values = Against.VALUE, tuple(_typed(one) for one in row.operands)
    match row.operands:
        case (AnswerTo(name=name),):
            against, values = Against.ANSWER, (name,)
        case (DaysFromToday(days=days),):
            against = Against.AHEAD if days > 0 else Against.AGO
            values = (str(abs(days)),)
    are_options = against is Against.VALUE and all(isinstance(one, str) for one in row.operands)
    chosen_for = subject.name if values and are_options else ""
    return TypedRow(subject.name, choice.key, against, values, chosen_for)


def _typed(operand: Operand) -> str:
    if isinstance(operand, int | Decimal):
        return plain(operand)
    return operand.isoformat() if isinstance(operand, date) else str(operand)
