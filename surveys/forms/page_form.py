"""One page of a questionnaire as a Django form."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from surveys.answers import decode_one
from surveys.forms.advice import advice
from surveys.forms.answer_field import AnswerField, Stored, way_out_name
from surveys.forms.controls import from_post, from_stored, reading
from surveys.forms.prompts import Problem, Prompt, page_prompts, problems
from surveys.forms.rows import (
    TypedAnswers,
    add_row,
    cell_name,
    count_name,
    fields_for,
    remove_row,
    row_count,
)
from surveys.language import in_words
from surveys.logic.evaluate import Blanks, evaluate
from surveys.logic.values import Facts, Value
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.routing import AskedPage, Route, route

SHOWN = "shown"  # a hidden field: the codes of the questions that were on the screen
ROW_ACTION = "row_action"  # the name of the buttons that add and remove rows


class PageForm(forms.Form):
    """Asks `page`, filled in from `answers` (stored), from `typed`, or from a post.

    `facts` are the decoded answers to the other pages; without them they are taken from `answers`,
    where a date or a decimal is then only the text it is stored as.

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
    ) -> None:
        self.questionnaire, self.page, self.today = questionnaire, page, today
        self._facts = _other_pages(page, answers if facts is None else facts)
        if data is not None:
            came_in = from_post(data)
        else:
            came_in = from_stored(page.questions, answers) if typed is None else typed
        super().__init__(data=None if data is None else MultiValueDict(came_in))
        self._command = came_in.get(ROW_ACTION, [""])[-1] if data is not None else ""
        self._lay_out(came_in)
        self.answers: dict[str, Stored] = {}
        self.focus = ""  # the control to be in when the page appears
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "krds/page_form.html"

    def _lay_out(self, came_in: TypedAnswers) -> None:
        """The controls for what came in, and of it only what belongs to them."""
        self.fields = {
            name: field for one in self.page.questions for name, field in fields_for(one, came_in)
        }
        repeats = (one for one in self.page.questions if one.type is QuestionType.REPEAT)
        names = {SHOWN, *self.fields, *map(way_out_name, self.fields), *map(count_name, repeats)}
        self.typed: TypedAnswers = {k: list(v) for k, v in came_in.items() if k in names}

    def row_action(self) -> bool:
        """Add or remove the row whose button was pressed; False when it was another button.

        Afterwards the form shows the same typed values, checked for nothing.
        """
        action, _colon, rest = self._command.partition(":")
        code, _colon, at = rest.partition(":")
        repeat = next((one for one in self.page.questions if one.code == code), None)
        if repeat is None or repeat.type is not QuestionType.REPEAT:
            return False
        if action == "add":
            add_row(repeat, self.typed)
        elif action == "remove" and at.isdecimal() and len(at) < 5:
            remove_row(repeat, self.typed, int(at))
        else:
            return False
        self.is_bound = False
        self._lay_out(self.typed)
        row = row_count(repeat, self.typed) - 1 if action == "add" else 0
        self.focus = cell_name(repeat, row, repeat.children[0])
        return True

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, of the questions that the answers themselves make relevant."""
        way = self._way(self.cleaned_data)
        self.__dict__["asked_page"] = page = self._asked_page(way)
        self.answers = {one.code: self._stored(one, self.cleaned_data) for one in page.answered}
        codes = {question.code for question in page.questions}
        for name, field in self.fields.items():
            if field.owner not in codes:
                self.errors.pop(name, None)  # it is not asked, so it cannot be wrong
            elif name not in self.errors and not self._is_in_blank_row(field):
                self._check(name, field, way.facts)
        for question in page.questions:
            if question.type is QuestionType.REPEAT and question.code in page.required:
                self._check_has_rows(question)
        return self.cleaned_data

    def _check(self, name: str, field: AnswerField, facts: Facts) -> None:
        """Required, and the question's own constraint."""
        question, stored = field.question, self.cleaned_data.get(name)
        if stored is None:
            if not self._was_shown(field.owner):
                self.add_error(name, field.advice(_newly_asked(self._is_required(field))))
            elif self._is_required(field):
                self.add_error(name, field.advice(field.what_to_do))
        elif question.constraint is not None and not isinstance(stored, dict):
            here = {**facts, **self._row_facts(field), question.code: decode_one(question, stored)}
            is_kept = evaluate(question.constraint, here, today=self.today, blanks=Blanks.AS_XPATH)
            if is_kept is not True:
                message = in_words(question.constraint_message) or _("Check this answer.")
                self.add_error(name, field.advice(message))

    def _check_has_rows(self, repeat: Question) -> None:
        first = cell_name(repeat, 0, repeat.children[0])
        if not self.answers[repeat.code] and first not in self.errors:
            self.add_error(first, advice(repeat, _("Fill in at least one entry.")))

    def _was_shown(self, code: str) -> bool:
        """Whether the question was on the screen; a post that does not tell is believed."""
        shown = self.typed.get(SHOWN)
        return shown is None or code in shown[-1].split()

    def _row_facts(self, field: AnswerField) -> dict[str, Value]:
        """The other answers of the row in which `field` stands."""
        return {
            one.question.code: decode_one(one.question, self.cleaned_data.get(name))
            for name, one in self.fields.items()
            if field.entry and (one.owner, one.entry) == (field.owner, field.entry)
        }

    def _is_in_blank_row(self, field: AnswerField) -> bool:
        return field.entry is not None and all(
            (typed := reading(self.typed, other)).is_blank and not typed.ways_out
            for other, one in self.fields.items()
            if (one.owner, one.entry) == (field.owner, field.entry)
        )

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions to show, given the answers on the screen."""
        return self.asked_page.questions

    @cached_property
    def asked_page(self) -> AskedPage:
        read = {}
        for name, field in self.fields.items():
            try:
                read[name] = field.clean(reading(self.typed, name))
            except ValidationError:
                read[name] = None
        return self._asked_page(self._way(read))

    def _way(self, read: Mapping[str, Stored]) -> Route:
        """The way through the questionnaire, given the answers on the screen."""
        facts = {**self._facts, **self._decoded(self.page.questions, read)}
        return route(self.questionnaire, facts, self.today)

    def _asked_page(self, way: Route) -> AskedPage:
        at = way.position(self.page.code)
        # Its own answers may close the very page that asks for them: then it shows nothing more.
        return AskedPage(self._section, self.page, ()) if at is None else way.pages[at]

    @property
    def _section(self) -> Section:
        return next(one for one in self.questionnaire.sections if self.page in one.pages)

    def _is_required(self, field: AnswerField) -> bool:
        if field.entry is not None:
            return field.question.is_required
        return field.question.code in self.asked_page.required

    def _decoded(
        self, questions: tuple[Question, ...], read: Mapping[str, Stored]
    ) -> dict[str, Value]:
        return {
            one.code: decode_one(one, self._stored(one, read))
            for question in questions
            for one in question.answered
        }

    def _stored(self, question: Question, read: Mapping[str, Stored]) -> Stored:
        """One question's answer; a repeated group's rows without those left blank."""
        if question.type is not QuestionType.REPEAT:
            return read.get(question.code)
        rows = [
            {c.code: read.get(cell_name(question, at, c)) for c in question.children}
            for at in range(row_count(question, self.typed))
        ]
        return [row for row in rows if any(cell is not None for cell in row.values())] or None

    @property
    def shown(self) -> str:
        return " ".join(question.code for question in self.asked)

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """What the krds templates draw."""
        return page_prompts(self)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The lines of the error summary."""
        return problems(self)


def _newly_asked(is_required: bool) -> str:
    if is_required:
        return _("Your answers open one more question. Please answer it.")
    return _("Your answers open one more question. Answer it, or continue without.")


def _other_pages(page: Page, answers: Mapping[str, Any]) -> dict[str, Value]:
    own = {one.code for one in page.answered}
    return {code: value for code, value in answers.items() if code not in own}
