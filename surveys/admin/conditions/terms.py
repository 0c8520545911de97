"""What a condition may speak of."""

from dataclasses import dataclass, field

from surveys.language import in_words
from surveys.logic.check import Schema
from surveys.logic.descriptions import Vocabulary
from surveys.logic.kinds import Kind


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Answers that are offered under one heading."""

    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The answers that a condition may read, and what it has to give.

    `labels` name what the vocabulary has no word for, such as the option that is being filtered.
    """

    schema: Schema
    vocabulary: Vocabulary
    groups: tuple[SubjectGroup, ...]
    expected: Kind | None = Kind.BOOLEAN  # None: any value, as of a calculation
    this: str | None = None  # the question whose own answer `.` is
    option_columns: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_condition(self) -> bool:
        return self.expected is Kind.BOOLEAN

    def label(self, name: str) -> str:
        return self.labels.get(name) or in_words(self.vocabulary.label(name)) or name
