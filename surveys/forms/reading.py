"""What was typed on a page, read control by control, before it is known what of it is asked."""

from collections.abc import Iterator

from surveys.forms.answer_field import AnswerField, Stored, way_out_name
from surveys.forms.controls import reading
from surveys.forms.defaults import Defaults
from surveys.forms.files import Files
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import (
    TypedAnswers,
    cell_name,
    columns,
    count_name,
    fields_for,
    fields_of_row,
    rows_typed,
)
from surveys.questionnaire import Page, Question, QuestionType


class Reading:
    """The page's controls: `fields`, what each `read` as, and which `mistakes` are in the way.

    `typed` is what came in without what belongs to no control of the page, and `others` are names
    that do so though they are no control's.
    """

    def __init__(
        self, page: Page, typed: TypedAnswers, files: Files, defaults: Defaults, *others: str
    ) -> None:
        self.files, self.defaults = files, defaults
        self.fields: dict[str, AnswerField] = {}
        self.read: dict[str, Stored] = {}
        self.mistakes: dict[str, Mistake] = {}
        names = set(others)
        for question in page.questions:
            self.fields.update(fields_for(question, typed, files))
            if question.type is QuestionType.REPEAT:
                names |= {count_name(question), way_out_name(question.code)}
        names |= {*self.fields, *map(way_out_name, self.fields)}
        self.typed = {name: list(values) for name, values in typed.items() if name in names}
        for name in self.fields:
            self._read(name)

    def _read(self, name: str) -> None:
        self.mistakes.pop(name, None)
        try:
            self.read[name] = self.fields[name].answer(reading(self.typed, name))
        except Mistake as mistake:
            self.read[name], self.mistakes[name] = None, mistake

    # --- Filling in ---

    def fill_in(self, name: str, question: Question, at: int | None = None) -> None:
        """Put the question's default into a control in which nobody could type so far."""
        is_open = name in self.fields and name not in self.typed
        typed = self.defaults.typed(question, at) if is_open else None
        if typed is not None:
            self.typed[name] = typed
            self._read(name)

    def fill_in_row(self, repeat: Question, at: int) -> None:
        for column in columns(repeat):
            self.fill_in(cell_name(repeat, at, column), column, at)

    def add_row(self, repeat: Question, at: int) -> None:
        """The controls of an entry that was not on the screen."""
        for name, field in fields_of_row(repeat, at, self.files):
            if name not in self.fields:
                self.fields[name] = field
                self._read(name)

    # --- Answers ---

    def answer(self, question: Question) -> Stored:
        """What was answered; of a repeated group the rows that count."""
        if question.type is not QuestionType.REPEAT:
            return self.read.get(question.code)
        rows = [self.cells(question, at) for at in self._rows_that_count(question)]
        return self.way_out(question) or rows or None

    def _rows_that_count(self, repeat: Question) -> Iterator[int]:
        """All of them where an answer counts them, else those in which something was typed."""
        for at in range(rows_typed(repeat, self.typed)):
            if repeat.row_count or not self.is_blank_row(repeat, at):
                yield at

    def cells(self, repeat: Question, at: int) -> dict[str, Stored]:
        return {c.code: self.read.get(cell_name(repeat, at, c)) for c in columns(repeat)}

    def is_blank_row(self, repeat: Question, at: int) -> bool:
        """Whether nobody typed anything in the row."""
        cells = ((cell_name(repeat, at, column), column) for column in columns(repeat))
        return all(self.is_untouched(name, column, at) for name, column in cells)

    def is_untouched(self, name: str, question: Question, at: int | None = None) -> bool:
        """Whether nobody typed anything; what was filled in for them does not count."""
        if reading(self.typed, name).is_untouched:
            return True
        return name in self.typed and self.typed[name] == self.defaults.typed(question, at)

    def way_out(self, repeat: Question) -> dict[str, str] | None:
        """The way out chosen for a repeated group as a whole."""
        ticked = self.typed.get(way_out_name(repeat.code), [])
        found = [one.value for one in repeat.allowed_missing if one.value in ticked]
        return {"missing": min(found)} if found else None
