"""One page of a questionnaire as a Django form."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.datastructures import MultiValueDict

from surveys.forms.answer_field import AnswerField, Stored
from surveys.forms.checks import Checks
from surveys.forms.choice_fields import ChooseOneField
from surveys.forms.controls import from_post, from_stored
from surveys.forms.files import Files
from surveys.forms.last_time import DROP, TAKE, Occasion, Offers
from surveys.forms.mistakes import Mistake
from surveys.forms.prompts import Problem, Prompt, carried, page_prompts, problems
from surveys.forms.rows import (
    TypedAnswers,
    add_row,
    cell_name,
    columns,
    remove_row,
    row_count,
)
from surveys.forms.screen import SHOWN, Before, Screen
from surveys.last_time import LastTime
from surveys.logic.values import Facts, Value
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType

ROW_ACTION = "row_action"  # the name of the buttons that add and remove entries, and remove files


class PageForm(forms.Form):
    """Asks `page`, filled in from `answers` (stored), from `typed`, or from a post.

    `facts` are the decoded answers to the other pages; without them they are taken from `answers`,
    where a date or a decimal is then only the text it is stored as. `files` are those of this
    company that the answers or the post name; `refused` says of a control why the file that was
    chosen in it was not taken. `last_time` is called where it matters what was answered in an
    earlier wave.

    After `is_valid()`, `answers` holds what to store: every question that is asked, None where it
    was left blank. `typed` always holds what is on the screen, control name → values; handed to a
    new form, it brings the screen back.
    """

    fields: dict[str, AnswerField]  # type: ignore[assignment]

    def __init__(
        self,
        questionnaire: Questionnaire,
        page: Page,
        *,
        answers: Mapping[str, Any],
        today: date,
        facts: Facts | None = None,
        data: Mapping[str, Any] | None = None,
        typed: TypedAnswers | None = None,
        files: Files | None = None,
        refused: Mapping[str, Mistake] | None = None,
        last_time: Callable[[], LastTime | None] = lambda: None,
    ) -> None:
        self.questionnaire, self.page, self.today = questionnaire, page, today
        self.answered_before, self._find_last_time = frozenset(answers), last_time
        self._facts = _other_pages(page, answers if facts is None else facts)
        self.stored_files, self.refused = files or {}, refused or {}
        if data is not None:
            came_in = from_post(data)
        else:
            came_in = from_stored(page.questions, answers) if typed is None else typed
        super().__init__(data=None if data is None else MultiValueDict(came_in))
        self._command = came_in.get(ROW_ACTION, [""])[-1] if data is not None else ""
        self._lay_out(came_in, _before(page, answers, came_in, is_posted=data is not None))
        self.answers: dict[str, Stored] = {}
        self.is_being_typed = False
        self.focus = ""  # the control to be in when the page appears
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "krds/page_form.html"

    def _lay_out(self, typed: TypedAnswers, before: Before) -> None:
        """The controls for what was typed."""
        self.screen = Screen(
            self.questionnaire,
            self.page,
            typed,
            facts=self._facts,
            today=self.today,
            files=self.stored_files,
            before=before,
        )
        self.fields = self.screen.fields

    @property
    def typed(self) -> TypedAnswers:
        return self.screen.typed

    def row_action(self) -> bool:
        """Do what a button inside the page was pressed for; False when it was another button.

        Such a button adds or removes an entry, removes a file, or takes or drops what was answered
        last time. Afterwards the form shows the same typed values, checked for nothing.
        """
        action, _colon, rest = self._command.partition(":")
        before = self.screen.before
        code, _colon, at = rest.partition(":")
        repeat = next((one for one in self.page.questions if one.code == code), None)
        is_group = repeat is not None and repeat.type is QuestionType.REPEAT
        if action == "discard" and rest in self.fields:
            self.typed.pop(rest, None)
            self.focus = rest
        elif action in (TAKE, DROP):
            self.focus = self.offers.take(rest) if action == TAKE else self.offers.drop(rest)
            before = self._with_rows_on_screen(before)
        elif repeat is None or not is_group or repeat.row_count:
            return False
        elif action == "add":
            add_row(repeat, self.typed)
            self.focus = cell_name(repeat, row_count(repeat, self.typed) - 1, columns(repeat)[0])
        elif action == "remove" and at.isdecimal() and len(at) < 5:
            remove_row(repeat, self.typed, int(at))
            before = before.with_rows(repeat.code, row_count(repeat, self.typed))
            self.focus = cell_name(repeat, 0, columns(repeat)[0])
        else:
            return False
        self.is_bound = False
        self._lay_out(self.typed, before)
        if self._command == f"{TAKE}:":  # all of them: of what appears because of them, too
            while self.offers.take(""):
                self._lay_out(self.typed, self._with_rows_on_screen(before))
        return True

    def _with_rows_on_screen(self, before: Before) -> Before:
        for one in self.page.questions:
            if one.type is QuestionType.REPEAT:
                before = before.with_rows(one.code, row_count(one, self.typed))
        return before

    def redraw(self) -> None:
        """Show what was typed as far as it is asked now, checked for nothing.

        Not even limits are told of: somebody is typing.
        """
        self.is_bound, self.is_being_typed = False, True

    def is_multipart(self) -> bool:
        """Whether a file can be chosen on the page, if not on this screen of it."""
        return any(one.type is QuestionType.FILE for one in self.page.written_questions)

    @property
    def is_searched(self) -> bool:
        """Whether a list of the page is long enough to be searched."""
        return any(
            ChooseOneField(one).kind == "select"
            for one in self.page.written_questions
            if one.type is QuestionType.CHOOSE_ONE
        )

    @cached_property
    def watched(self) -> str:
        """The questions whose answers change what else is on the page, for the page's script."""
        return " ".join(sorted(self.questionnaire.watched_on(self.page)))

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What was typed into questions that are not asked now, in case they are again."""
        return carried(self) if self.watched else ()

    def full_clean(self) -> None:
        """Whatever `Checks` finds, control by control."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        if not self.is_bound:
            return
        self.cleaned_data: dict[str, Stored] = dict(self.screen.read)
        self.answers = {one.code: self.screen.stored(one) for one in self.screen.asked.answered}
        for name, sentence in Checks(self.screen, self.refused).found():
            self._errors.setdefault(name, self.error_class()).append(sentence)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions to show, given the answers on the screen."""
        return self.screen.asked.questions

    @property
    def shown(self) -> str:
        return self.screen.shown

    @cached_property
    def last_time(self) -> LastTime:
        return self._find_last_time() or LastTime()

    @property
    def offers(self) -> Offers:
        """What of last time's answers stands beside the questions."""
        return Offers(self)

    @property
    def dropped(self) -> str:
        """For the hidden field: the codes of last time's answers that no longer apply."""
        return " ".join(sorted(self.offers.dropped))

    @property
    def occasion(self) -> Occasion | None:
        """When last time was, where something of it stands on the screen."""
        return self.offers.occasion

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """What the krds templates draw."""
        return page_prompts(self)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The lines of the error summary."""
        return problems(self)


def _other_pages(page: Page, answers: Mapping[str, Any]) -> dict[str, Value]:
    own = {one.code for one in page.answered}
    return {code: value for code, value in answers.items() if code not in own}


def _before(
    page: Page, answers: Mapping[str, Any], came_in: TypedAnswers, *, is_posted: bool
) -> Before:
    """What of the page was there already: on the screen that was sent, or else in the answers."""
    shown = came_in.get(SHOWN, [""])[-1].split()
    known = {one.code for one in page.answered if one.code in answers or is_posted}
    if SHOWN in came_in:
        known = {*shown, *(() if is_posted else known)}
    rows = {}
    for one in page.questions:
        if one.type is QuestionType.REPEAT:
            stored = answers.get(one.code)
            count = len(stored) if isinstance(stored, list) else 0
            rows[one.code] = row_count(one, came_in) if is_posted else count
    return Before(frozenset(known), rows)
