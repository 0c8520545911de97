"""What is wrong with a page that was sent: a sentence for each control that needs another look."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.forms.mistakes import Mistake, advice
from surveys.forms.rows import cell_name, columns
from surveys.forms.screen import Entry, Screen
from surveys.logic.text import Text
from surveys.questionnaire import Question, QuestionType

Found = tuple[str, str]  # the control, or the repeated group, and what to do about it


class Checks:
    """`refused` are files that were chosen in a control and not taken."""

    def __init__(self, screen: Screen, refused: Mapping[str, Mistake]) -> None:
        self.screen, self.refused = screen, refused

    def found(self) -> Iterator[Found]:
        """What is missing or wrong, of the questions that the answers themselves make relevant."""
        asked = self.screen.asked
        for question in asked.questions:
            if question.type is QuestionType.REPEAT:
                yield from self._of_group(question)
                continue
            for one in question.answered:
                yield from self._of_control(one.code, one, one.code in asked.required)

    def _of_control(
        self, name: str, asked: Question, is_required: bool, entry: Entry | None = None
    ) -> Iterator[Found]:
        """`asked` is the control's question as it is asked now."""
        try:
            self._check(name, asked, is_required, entry)
        except Mistake as mistake:
            yield self._found(name, asked, mistake, entry)

    def _check(self, name: str, asked: Question, is_required: bool, entry: Entry | None) -> None:
        """Shown before, read, required, an option that is shown, within the question's limits."""
        if name in self.refused:
            raise self.refused[name]
        if name in self.screen.mistakes:
            raise self.screen.mistakes[name]
        field, stored = self.screen.fields[name], self.screen.read[name]
        if not self.screen.was_shown(name if asked.relevant else field.owner):
            raise _newly_asked(is_required)
        if stored is None and is_required:
            raise Mistake(field.what_to_do)
        if stored is None or (isinstance(stored, dict) and "missing" in stored):
            return
        field.check_shown(stored, asked)
        limit = self.screen.broken_limit(asked, entry)
        if limit is not None:
            raise field.beyond(limit)

    # --- Repeated groups ---

    def _of_group(self, repeat: Question) -> Iterator[Found]:
        """The group as a whole; and if nothing is wrong with that, entry by entry."""
        entries = self.screen.entries[repeat.code]
        try:
            self._check_whole(repeat, entries)
        except Mistake as mistake:
            yield self._found(repeat.code, repeat, mistake)
            return
        if self.screen.way_out(repeat):
            return
        for entry in entries:
            if entry.is_new and repeat.row_count:
                yield self._found(_first_cell(repeat, entry), repeat, _more_entries(len(entries)))
                return
            if repeat.row_count or not entry.is_blank:
                yield from self._of_entry(repeat, entry)

    def _check_whole(self, repeat: Question, entries: tuple[Entry, ...]) -> None:
        is_required = repeat.code in self.screen.asked.required
        is_blank = all(entry.is_blank for entry in entries)
        if not self.screen.was_shown(repeat.code):
            raise _newly_asked(is_required)
        if self.screen.way_out(repeat):
            if not is_blank:
                raise Mistake(_("Either fill in entries, or say why not. It cannot be both."))
        elif is_required and is_blank and not repeat.row_count:
            raise Mistake(_("Fill in at least one entry."))
        left_out = self.screen.left_out(repeat, is_new=True)
        if left_out:
            raise left_out
        misfit = self.screen.misfit(repeat)
        if misfit:
            raise misfit

    def _of_entry(self, repeat: Question, entry: Entry) -> Iterator[Found]:
        for column in entry.row.questions:
            name = cell_name(repeat, entry.at, column)
            if name in self.screen.fields:  # a note has no control
                is_required = column.code in entry.row.required
                yield from self._of_control(name, column, is_required, entry)

    def _found(
        self, name: str, asked: Question, mistake: Mistake, entry: Entry | None = None
    ) -> Found:
        def words(text: Text) -> str:
            return self.screen.words(text, entry)

        number = None if entry is None else entry.at + 1
        called = words(asked.short or asked.label)
        return name, advice(called, mistake.in_words(words), number)


def _first_cell(repeat: Question, entry: Entry) -> str:
    """Where one goes on in an entry that an answer opened."""
    asked = {question.code for question in entry.row.questions}
    every = columns(repeat)
    return cell_name(repeat, entry.at, next((c for c in every if c.code in asked), every[0]))


def _newly_asked(is_required: bool) -> Mistake:
    if is_required:
        return Mistake(_("Your answers open one more question. Please answer it."))
    return Mistake(_("Your answers open one more question. Answer it, or continue without."))


def _more_entries(count: int) -> Mistake:
    sentence = ngettext(
        "Your answers ask for %(count)s entry now. Please fill it in.",
        "Your answers ask for %(count)s entries now. Please fill in the new ones.",
        count,
    )
    return Mistake(sentence, count=count)
