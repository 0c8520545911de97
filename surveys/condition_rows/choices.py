"""What a form offers once a question is chosen: its comparisons, and those of what is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from surveys.condition_rows.comparisons import Comparison, Form, forms_for
from surveys.condition_rows.rows import OF_COLUMNS, Measure, Subject
from surveys.logic.check import FactType, Schema
from surveys.logic.descriptions import Vocabulary
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.wording import fill

_TITLES = {
    Measure.CHOSEN: Text(ko="선택한 개수", en="How many are chosen"),
    Measure.CHARACTERS: Text(ko="글자 수", en="Number of characters"),
    Measure.ENTRIES: Text(ko="항목 수", en="Number of entries"),
    Measure.TOTAL: Text(ko="{0} 합계", en="Total of {0}"),
    Measure.SMALLEST: Text(ko="{0} 중 가장 작은 값", en="Smallest of {0}"),
    Measure.LARGEST: Text(ko="{0} 중 가장 큰 값", en="Largest of {0}"),
}
COUNTED = {
    Kind.CHOICES: Measure.CHOSEN,
    Kind.TEXT: Measure.CHARACTERS,
    Kind.ROWS: Measure.ENTRIES,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A comparison of a measure, as one entry of a list; `key` is what the form sends for it."""

    measure: Measure
    column: str
    comparison: Comparison
    words: Text = Text()

    @property
    def key(self) -> str:
        return f"{self.measure}:{self.column}:{self.comparison}"

    @classmethod
    def of(cls, key: str) -> Self | None:
        """The choice that the key stands for; None where it stands for none."""
        measure, _, rest = key.partition(":")
        column, _, comparison = rest.rpartition(":")
        try:
            found = cls(Measure(measure), column, Comparison(comparison))
        except ValueError:
            return None
        return found if bool(column) is (found.measure in OF_COLUMNS) else None

    def subject(self, name: str) -> Subject:
        return Subject(name, self.measure, self.column)


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices of the same measure; those of the answer itself have no title."""

    title: Text
    choices: tuple[Choice, ...]


def choices_for(fact: FactType, vocabulary: Vocabulary) -> tuple[ChoiceGroup, ...]:
    """Everything that an answer of this type can be compared by."""
    return (ChoiceGroup(Text(), _choices(fact.kind)), *_counted(fact, vocabulary))


def _counted(fact: FactType, vocabulary: Vocabulary) -> Iterator[ChoiceGroup]:
    counted = COUNTED.get(fact.kind)
    if counted:
        yield ChoiceGroup(_TITLES[counted], _choices(Kind.NUMBER, counted))
    for name, column in fact.columns.items():
        if column.kind is Kind.NUMBER:
            label = vocabulary.label(name) or Text(name, name)
            for measure in (Measure.TOTAL, Measure.SMALLEST, Measure.LARGEST):
                title = fill(_TITLES[measure], [label])
                yield ChoiceGroup(title, _choices(Kind.NUMBER, measure, name))


def _choices(kind: Kind, measure: Measure = Measure.ANSWER, column: str = "") -> tuple[Choice, ...]:
    is_counted = measure is not Measure.ANSWER
    return tuple(
        Choice(measure, column, comparison, form.called(kind))
        for comparison, form in forms_for(kind)
        if not (is_counted and _asks_whether(form))
    )


def _asks_whether(form: Form) -> bool:
    """Whether it needs no value: of what is counted, such a question means nothing."""
    return form.most == 0


def subject_kind(subject: Subject, schema: Schema) -> Kind | None:
    """What is compared; None where there is no such question."""
    found = schema.get(subject.name)
    if subject.measure is not Measure.ANSWER:
        return Kind.NUMBER
    return found.kind if found else None
