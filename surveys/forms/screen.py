"""A page as it is filled in: what was typed, what that reads as, what is asked because of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import ngettext

from surveys.answers import decode_one, decode_row, encode_one
from surveys.forms.answer_field import AnswerField, Stored, way_out_name
from surveys.forms.controls import reading
from surveys.forms.files import Files
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import (
    TypedAnswers,
    cell_name,
    columns,
    count_name,
    field_for,
    fields_for,
    fields_of_row,
    row_count,
    rows_typed,
)
from surveys.language import in_words
from surveys.logic.evaluate import evaluate
from surveys.logic.expressions import POSITION
from surveys.logic.kinds import Blanks
from surveys.logic.text import Text
from surveys.logic.values import Facts
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType
from surveys.routing import AskedPage, SettledRow, route_near, settled_row
from surveys.vocabulary import QuestionnaireVocabulary, joined

SHOWN = "shown"  # a hidden field: what of the page was on the screen


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a repeated group on the screen. `position` is its place among those that count."""

    at: int  # from 0
    position: int
    row: SettledRow
    is_blank: bool
    is_new: bool  # it was not on the screen before


@dataclass(frozen=True, slots=True)
class Before:
    """What was there before this screen: by it one tells what is new on it.

    `known` are codes of questions that have an answer, or were on the screen; `rows` says how many
    entries of each repeat were.
    """

    known: frozenset[str]
    rows: Mapping[str, int]

    def with_rows(self, code: str, count: int) -> "Before":
        return replace(self, rows={**self.rows, code: count})


class Screen:
    """`facts` are the answers to the other pages. Whatever is new is filled in with its default."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        page: Page,
        typed: TypedAnswers,
        *,
        facts: Facts,
        today: date,
        files: Files,
        before: Before,
    ) -> None:
        self.questionnaire, self.page, self.today = questionnaire, page, today
        self.files, self.before = files, before
        self.fields: dict[str, AnswerField] = {}
        self.read: dict[str, Stored] = {}
        self.mistakes: dict[str, Mistake] = {}
        self.typed = self._only_its_own(typed)
        self._facts = dict(facts)
        self._read_everything()
        self._fill_in_defaults()
        way = route_near(questionnaire, page, self._facts, today)
        self.facts, self.row_counts = way.facts, way.row_counts
        at = way.position(page.code)
        # Its own answers may close the very page that asks for them: then it shows nothing more.
        closed = AskedPage(questionnaire.section_of[page.code], page, ())
        self.asked = closed if at is None else way.pages[at]
        self.entries = {
            one.code: tuple(self._entries(one))
            for one in self.asked.questions
            if one.type is QuestionType.REPEAT
        }

    # --- Reading ---

    def _only_its_own(self, typed: TypedAnswers) -> TypedAnswers:
        """What was typed, without what belongs to no control of the page."""
        names = {SHOWN}
        for question in self.page.questions:
            for name, field in fields_for(question, typed, self.files):
                self.fields[name] = field
                names |= {name, way_out_name(name)}
            if question.type is QuestionType.REPEAT:
                names |= {count_name(question), way_out_name(question.code)}
        return {name: list(values) for name, values in typed.items() if name in names}

    def _read_everything(self) -> None:
        for name in self.fields:
            self._read(name)
        for question in self.page.questions:
            for one in question.answered:
                self._facts[one.code] = decode_one(one, self._stored_now(one))

    def _read(self, name: str) -> None:
        self.mistakes.pop(name, None)
        try:
            self.read[name] = self.fields[name].answer(reading(self.typed, name))
        except Mistake as mistake:
            self.read[name], self.mistakes[name] = None, mistake

    def _stored_now(self, question: Question) -> Stored:
        """The answer before it is known what of it is asked."""
        if question.type is not QuestionType.REPEAT:
            return self.read.get(question.code)
        rows = [self.cells(question, at) for at in self._rows_that_count(question)]
        return self.way_out(question) or rows or None

    def _rows_that_count(self, repeat: Question) -> list[int]:
        """All of them where an answer counts them, else those in which something was typed."""
        rows = range(rows_typed(repeat, self.typed))
        return [at for at in rows if repeat.row_count or not self.is_blank_row(repeat, at)]

    def cells(self, repeat: Question, at: int) -> dict[str, Stored]:
        return {c.code: self.read.get(cell_name(repeat, at, c)) for c in columns(repeat)}

    def is_blank_row(self, repeat: Question, at: int) -> bool:
        """Whether nobody typed anything in the row; what was filled in for them does not count."""
        names = {cell_name(repeat, at, column): column for column in columns(repeat)}
        return all(
            reading(self.typed, name).is_untouched
            or (column.default and self.typed.get(name) == self._default(column, at))
            for name, column in names.items()
        )

    def way_out(self, repeat: Question) -> dict[str, str] | None:
        """The way out chosen for a repeated group as a whole."""
        ticked = self.typed.get(way_out_name(repeat.code), [])
        found = [one.value for one in repeat.allowed_missing if one.value in ticked]
        return {"missing": min(found)} if found else None

    # --- Defaults ---

    def _fill_in_defaults(self) -> None:
        for question in self.page.questions:
            if question.type is QuestionType.REPEAT:
                self._fill_in_rows(question)
                continue
            for one in question.grid_rows if question.children else (question,):
                if one.code not in self.before.known and one.code not in self.typed:
                    self._fill_in(one.code, one, None)
                    self._facts[one.code] = decode_one(one, self.read.get(one.code))

    def _fill_in_rows(self, repeat: Question) -> None:
        """New entries of a group to which one adds them; others wait until they are counted."""
        if repeat.row_count is None and any(column.default for column in repeat.children):
            for at in range(self.before.rows.get(repeat.code, 0), self.rows(repeat)):
                self._fill_in_row(repeat, at)
            self._facts[repeat.code] = decode_one(repeat, self._stored_now(repeat))

    def _fill_in_row(self, repeat: Question, at: int) -> None:
        for column in columns(repeat):
            name = cell_name(repeat, at, column)
            if name not in self.typed:
                self._fill_in(name, column, at)

    def _fill_in(self, name: str, question: Question, at: int | None) -> None:
        typed = None if question.default is None else self._default(question, at)
        if typed is not None:
            self.typed[name] = typed
            self._read(name)

    def _default(self, question: Question, at: int | None) -> list[str] | None:
        """What somebody would have typed for the default; None where it is no answer."""
        assert question.default is not None
        here = self._facts if at is None else {**self._facts, POSITION: at + 1}
        value = evaluate(question.default, here, today=self.today, blanks=Blanks.AS_XPATH)
        stored = encode_one(question, value)
        return None if stored is None else field_for(question, self.files).write(stored)

    # --- Entries ---

    def rows(self, repeat: Question) -> int:
        """How many entries are on the screen."""
        if repeat.row_count is None:
            return row_count(repeat, self.typed)
        return self.row_counts.get(repeat.code, 0)

    def _entries(self, repeat: Question) -> Iterator[Entry]:
        step = self.questionnaire.steps_near(self.page).of(("question", repeat.code))
        steps = step.rows if step else None
        position = 0
        for at in range(self.rows(repeat)):
            for name, field in fields_of_row(repeat, at, self.files):
                if name not in self.fields:  # an answer opened this entry just now
                    self.fields[name] = field
                    self._read(name)
            is_new = at >= self.before.rows.get(repeat.code, 0)
            if is_new:
                self._fill_in_row(repeat, at)
            is_blank = self.is_blank_row(repeat, at)
            cells = decode_row(repeat, self.cells(repeat, at))
            row = settled_row(repeat, steps, cells, position, self.facts, self.today)
            yield Entry(at, position, row, is_blank, is_new)
            position += repeat.row_count is not None or not is_blank

    def rows_beyond(self, repeat: Question) -> list[int]:
        """Rows with something in them that are not asked for any more; the form carries them on."""
        rows = range(self.rows(repeat), rows_typed(repeat, self.typed))
        return [at for at in rows if not self.is_blank_row(repeat, at)]

    def left_out(self, repeat: Question, *, is_new: bool = False) -> Mistake | None:
        """Which entries are left out because fewer are asked for; with `is_new`, if nobody said."""
        seen, count = self.before.rows.get(repeat.code, 0), self.rows(repeat)
        beyond = [at for at in self.rows_beyond(repeat) if at < seen or not is_new]
        if not beyond:
            return None
        vocabulary = QuestionnaireVocabulary(self.questionnaire, self.facts)
        cells = [decode_row(repeat, self.cells(repeat, at)) for at in beyond]
        sentence = ngettext(
            "Your answers ask for %(count)s entry now. Left out when you continue: %(rows)s.",
            "Your answers ask for %(count)s entries now. Left out when you continue: %(rows)s.",
            count,
        )
        rows = joined([vocabulary.row(repeat, one) for one in cells], "; ")
        return Mistake(sentence, count=count, rows=rows)

    # --- What comes of it ---

    def stored(self, question: Question) -> Stored:
        """What to store for a question that is asked; of a group's rows the cells that are."""
        if question.type is not QuestionType.REPEAT:
            return self.read.get(question.code)
        rows: list[dict[str, Stored]] = [
            {
                column.code: self.read.get(cell_name(question, entry.at, column))
                for column in columns(question)
                if any(asked.code == column.code for asked in entry.row.questions)
            }
            for entry in self.entries[question.code]
            if question.row_count or not entry.is_blank
        ]
        return self.way_out(question) or rows or None

    def facts_in(self, entry: Entry | None) -> Facts:
        """What an expression or a word sees: inside an entry also its own answers."""
        if entry is None:
            return self.facts
        return {**self.facts, **entry.row.cells, POSITION: entry.position + 1}

    def words(self, text: Text, entry: Entry | None = None) -> str:
        """The questionnaire's words in the reader's language, with the answers so far in them."""
        facts = self.facts_in(entry)
        return in_words(QuestionnaireVocabulary(self.questionnaire, facts).words(text))

    def was_shown(self, name: str) -> bool:
        """Whether it was on the screen that was sent; a post that does not tell is believed."""
        shown = self.typed.get(SHOWN)
        return shown is None or name in shown[-1].split()

    @property
    def shown(self) -> str:
        """For the hidden field: the questions, and what is not always asked inside of them."""
        names = []
        for question in self.asked.questions:
            names.append(question.code)
            if question.type is QuestionType.GRID:
                names += [row.code for row in question.children if row.relevant]
            for entry in self.entries.get(question.code, ()):
                asked = (column for column in entry.row.questions if column.relevant)
                names += [cell_name(question, entry.at, column) for column in asked]
        return " ".join(names)
