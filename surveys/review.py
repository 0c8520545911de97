"""Answers as words, in the questionnaire's order: for "check answers", officers and receipts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Row, Value
from surveys.questionnaire import (
    WITHOUT_ANSWER,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.routing import Route
from surveys.vocabulary import QuestionnaireVocabulary, joined

FileUrl = Callable[[str], str]
"""Where a reader may fetch the file with this key."""
NOTHING = (Missing.NOT_ASKED, Missing.BLANK)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer; one with a `url` is a file that the reader may fetch."""

    text: Text
    url: str = ""
    size: int = 0  # of a file, in bytes, where it is known


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question that was asked, and its answer in words; None where nothing was provided.

    `lines` are the same answer in its parts: a line for each row of a repeated group, and for each
    option of a ranking, whose lines stand in their order.
    """

    section: Section
    page: Page
    question: Question
    label: Text  # the question; for a grid's row its short name, which says what was rated
    answer: Text | None
    lines: tuple[Line, ...] = ()

    @property
    def is_ranked(self) -> bool:
        return self.question.type is QuestionType.RANKING and len(self.lines) > 1


def answer_lines(
    questionnaire: Questionnaire,
    way: Route,
    *,
    stored: Mapping[str, object] | None = None,
    file_url: FileUrl | None = None,
    file_sizes: Mapping[str, int] | None = None,
    with_calculations: bool = False,
) -> tuple[AnswerLine, ...]:
    """Every question on the way, asked ones only; calculations are for officers.

    `stored` are the answers that `way` was found for: they name the files that `file_url` links,
    whose `file_sizes` are by their keys.
    """
    writer = _Writer(
        questionnaire, way.facts, stored or {}, file_url, file_sizes or {}, with_calculations
    )
    return tuple(writer.lines(way))


def answer_in_words(
    question: Question, value: Value, vocabulary: QuestionnaireVocabulary
) -> Text | None:
    """The answer, row by row for a repeated group; None where nothing was provided."""
    if value in NOTHING:
        return None
    if question.type is QuestionType.REPEAT and isinstance(value, tuple):
        rows = [vocabulary.row(question, row) for row in value if isinstance(row, Mapping)]
        return joined(rows, "\n")
    return vocabulary.answer(question.code, value)


class _Writer:
    """Puts the answers of one company into words."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        facts: Facts,
        stored: Mapping[str, object],
        file_url: FileUrl | None,
        file_sizes: Mapping[str, int],
        with_calculations: bool,
    ) -> None:
        self.questionnaire, self.facts, self.stored = questionnaire, facts, stored
        self.file_url, self.file_sizes = file_url, file_sizes
        self.with_calculations = with_calculations
        self.vocabulary = QuestionnaireVocabulary(questionnaire, facts)

    def lines(self, way: Route) -> Iterator[AnswerLine]:
        asked = {one.code: one for page in way.pages for one in page.questions}
        for section in self.questionnaire.sections:
            for page in section.pages:
                for question in page.questions:
                    for one in self._answered(question, asked.get(question.code)):
                        is_row = one is not question and question.type is QuestionType.GRID
                        label = (one.short or one.label) if is_row else one.label
                        yield self._line(section, page, one, label)

    def _answered(self, question: Question, asked: Question | None) -> tuple[Question, ...]:
        """What of the question has a line: nothing where it was not asked."""
        if question.type is QuestionType.CALCULATED:
            is_shown = self.with_calculations and question.code in self.facts
            return (question,) if is_shown else ()
        return asked.answered if asked else ()

    def _line(self, section: Section, page: Page, question: Question, label: Text) -> AnswerLine:
        value = self.facts.get(question.code, Missing.NOT_ASKED)
        lines = () if value in NOTHING else tuple(self._parts(question, value))
        answer = joined((joined((one.text for one in line), " · ") for line in lines), "\n")
        label = self.vocabulary.words(label)
        return AnswerLine(section, page, question, label, answer if lines else None, lines)

    def _parts(self, question: Question, value: Value) -> Iterator[Line]:
        """The answer line by line."""
        stored = self.stored.get(question.code)
        match question.type, value:
            case QuestionType.REPEAT, tuple():
                rows = stored if isinstance(stored, list) else []
                for at, row in enumerate(value):
                    if isinstance(row, Mapping):
                        yield tuple(self._cells(question, row, rows[at] if at < len(rows) else {}))
            case QuestionType.RANKING, tuple():
                for code in value:
                    if isinstance(code, str):
                        yield (Piece(self.vocabulary.answer(question.code, code)),)
            case _:
                yield (self._piece(question, value, stored, self.vocabulary),)

    def _cells(self, repeat: Question, row: Row, stored: object) -> Iterator[Piece]:
        """What the columns of a row hold, in their order."""
        inside = self.vocabulary.within(row)
        cells = stored if isinstance(stored, Mapping) else {}
        for column in repeat.children:
            is_shown = self.with_calculations or column.type not in WITHOUT_ANSWER
            if column.code in row and is_shown:
                yield self._piece(column, row[column.code], cells.get(column.code), inside)

    def _piece(
        self,
        question: Question,
        value: Value,
        stored: object,
        vocabulary: QuestionnaireVocabulary,
    ) -> Piece:
        text = vocabulary.answer(question.code, value)
        if question.type is QuestionType.FILE and self.file_url and isinstance(stored, Mapping):
            key = str(stored.get("file", ""))
            return Piece(text, self.file_url(key) if key else "", self.file_sizes.get(key, 0))
        return Piece(text)
