"""A page as it is filled in: what was typed, what that reads as, what is asked because of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import ngettext

from surveys.answers import decode_one, decode_row
from surveys.fitting import Limit
from surveys.forms.answer_field import AnswerField, Stored
from surveys.forms.defaults import Defaults
from surveys.forms.files import Files
from surveys.forms.last_time import DROPPED
from surveys.forms.mistakes import Mistake
from surveys.forms.reading import Reading
from surveys.forms.rows import TypedAnswers, cell_name, row_count, rows_typed
from surveys.language import in_words
from surveys.logic.expressions import POSITION
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

    def has_row(self, repeat: Question, at: int) -> bool:
        return at < self.rows.get(repeat.code, 0)


class Screen:
    """`facts` are the answers to the other pages. Whatever is new is filled in with its default.

    Then `asked` is the page as it is asked, `entries` are the rows on the screen by repeat, and
    `facts` those that count.
    """

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
        self.before = before
        self._answers = dict(facts)
        self._reading = Reading(page, typed, files, Defaults(self._answers, today), SHOWN, DROPPED)
        for question in page.questions:
            self._take_in(question)
        self._fill_in_what_is_new()
        way = route_near(questionnaire, page, self._answers, today)
        self.facts, self._row_counts = way.facts, way.row_counts
        at = way.position(page.code)
        # Its own answers may close the very page that asks for them: then it shows nothing more.
        closed = AskedPage(questionnaire.section_of[page.code], page, ())
        self.asked = closed if at is None else way.pages[at]
        self.entries = {
            one.code: tuple(self._entries(one))
            for one in self.asked.questions
            if one.type is QuestionType.REPEAT
        }

    @property
    def typed(self) -> TypedAnswers:
        return self._reading.typed

    @property
    def fields(self) -> dict[str, AnswerField]:
        return self._reading.fields

    @property
    def read(self) -> Mapping[str, Stored]:
        return self._reading.read

    @property
    def mistakes(self) -> Mapping[str, Mistake]:
        return self._reading.mistakes

    # --- What is new ---

    def _take_in(self, question: Question) -> None:
        for one in question.answered:
            self._answers[one.code] = decode_one(one, self._reading.answer(one))

    def _fill_in_what_is_new(self) -> None:
        for question in self.page.questions:
            if all(one.default is None for one in (question, *question.children)):
                continue
            if question.type is QuestionType.REPEAT:
                for at in range(self._added_rows(question)):
                    if not self.before.has_row(question, at):
                        self._reading.fill_in_row(question, at)
            else:
                for one in question.grid_rows or (question,):
                    if one.code not in self.before.known:
                        self._reading.fill_in(one.code, one)
            self._take_in(question)

    def _added_rows(self, repeat: Question) -> int:
        """Rows of a group to which one adds them; those that an answer counts come later."""
        return 0 if repeat.row_count else row_count(repeat, self.typed)

    # --- Entries ---

    def _rows(self, repeat: Question) -> int:
        """How many entries are on the screen."""
        if repeat.row_count is None:
            return row_count(repeat, self.typed)
        return self._row_counts.get(repeat.code, 0)

    def _entries(self, repeat: Question) -> Iterator[Entry]:
        step = self.questionnaire.steps_near(self.page).of(("question", repeat.code))
        steps = step.rows if step else None
        position = 0
        for at in range(self._rows(repeat)):
            self._reading.add_row(repeat, at)
            is_new = not self.before.has_row(repeat, at)
            if is_new:
                self._reading.fill_in_row(repeat, at)
            cells = decode_row(repeat, self._reading.cells(repeat, at))
            row = settled_row(repeat, steps, cells, position, self.facts, self.today)
            is_blank = self._reading.is_blank_row(repeat, at)
            yield Entry(at, position, row, is_blank, is_new)
            position += repeat.row_count is not None or not is_blank

    def rows_beyond(self, repeat: Question) -> list[int]:
        """Rows with something in them that are not asked for any more; the form carries them on."""
        rows = range(self._rows(repeat), rows_typed(repeat, self.typed))
        return [at for at in rows if not self._reading.is_blank_row(repeat, at)]

    def left_out(self, repeat: Question, *, is_new: bool = False) -> Mistake | None:
        """Which entries are left out because fewer are asked for; with `is_new`, if nobody said."""
        beyond = self.rows_beyond(repeat)
        if is_new:
            beyond = [at for at in beyond if self.before.has_row(repeat, at)]
        if not beyond:
            return None
        words = QuestionnaireVocabulary(self.questionnaire, self.facts)
        rows = (decode_row(repeat, self._reading.cells(repeat, at)) for at in beyond)
        count = self._rows(repeat)
        sentence = ngettext(
            "Your answers ask for %(count)s entry now. Left out when you continue: %(rows)s.",
            "Your answers ask for %(count)s entries now. Left out when you continue: %(rows)s.",
            count,
        )
        return Mistake(
            sentence, count=count, rows=joined([words.row(repeat, row) for row in rows], "; ")
        )

    def broken_limit(self, question: Question, entry: Entry | None = None) -> Limit | None:
        """The limit of the question that its answer on the screen is beyond."""
        if entry is not None:
            return entry.row.broken.get(question.code)
        found = self.asked.misfits.get(question.code, ())
        return next((one.limit for one in found if one.entry is None), None)

    def misfit(self, repeat: Question) -> Mistake | None:
        """What is wrong with a repeated group as a whole."""
        limit = self.broken_limit(repeat)
        return AnswerField(repeat).beyond(limit) if limit else None

    def is_untouched(self, question: Question) -> bool:
        """Whether nobody has answered it on the screen; a default is nobody's answer."""
        if question.type is not QuestionType.REPEAT:
            return self._reading.is_untouched(question.code, question)
        entries = self.entries[question.code]
        return self.way_out(question) is None and all(one.is_blank for one in entries)

    def way_out(self, repeat: Question) -> dict[str, str] | None:
        """The way out chosen for a repeated group as a whole."""
        return self._reading.way_out(repeat)

    # --- What comes of it ---

    def stored(self, question: Question) -> Stored:
        """What to store for a question that is asked; of a group's rows the cells that are."""
        if question.type is not QuestionType.REPEAT:
            return self.read.get(question.code)
        rows: list[dict[str, Stored]] = []
        for entry in self.entries[question.code]:
            if question.row_count or not entry.is_blank:
                asked = {column.code for column in entry.row.questions}
                cells = self._reading.cells(question, entry.at)
                rows.append({code: cell for code, cell in cells.items() if code in asked})
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
