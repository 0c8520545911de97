"""What the krds templates draw: every question of the page as plain values, ready to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from surveys.forms.answer_field import (
    WAYS_OUT,
    AnswerField,
    Typed,
    way_out_label,
    way_out_name,
    way_out_value,
)
from surveys.forms.controls import reading
from surveys.forms.fields import ChooseOneField, DateField
from surveys.forms.rows import cell_name, grid_rows, row_count
from surveys.language import in_words
from surveys.logic.values import Missing
from surveys.questionnaire import Question, QuestionType

if TYPE_CHECKING:
    from surveys.forms.page_form import PageForm


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the error summary and the control it leads to."""

    anchor: str
    message: str


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as it is shown. `kind` names the part of the template that draws it."""

    kind: str
    id: str
    name: str
    label: str
    hint: str = ""
    own_hint: str | Promise = ""
    unit: str = ""
    value: str = ""
    input_type: str = "text"
    input_mode: str = ""
    width: str = "full"
    error: str = ""
    is_required: bool = True
    has_focus: bool = False
    choices: tuple[Choice, ...] = ()
    ways_out: tuple[Choice, ...] = ()
    parts: tuple[Prompt, ...] = ()  # a grid's rows
    entries: tuple[tuple[Prompt, ...], ...] = field(default=())  # a repeat's rows
    is_full: bool = False  # a repeat that takes no more rows

    @property
    def described_by(self) -> str:
        """The ids of what explains this question, for aria-describedby."""
        ids = {"-hint": self.hint or self.own_hint, "-unit": self.unit, "-error": self.error}
        return " ".join(self.id + suffix for suffix, present in ids.items() if present)

    @property
    def is_long(self) -> bool:
        """Whether its choices are too wordy to stand side by side on a phone."""
        return any(len(choice.label) > 12 for choice in self.choices)

    @property
    def anchor(self) -> str:
        """The id of the first control, to which an error leads."""
        return self.choices[0].id if self.kind in {"radios", "checkboxes"} else self.id


def page_prompts(form: PageForm) -> tuple[Prompt, ...]:
    return tuple(_prompt(form, question) for question in form.asked)


def problems(form: PageForm) -> tuple[Problem, ...]:
    """In the order of the page."""
    anchors = {one.name: one.anchor for prompt in form.prompts for one in _controls(prompt)}
    return tuple(
        Problem(anchors[name], str(message))
        for name in form.fields
        for message in form.errors.get(name, ())
        if name in anchors
    )


def _controls(prompt: Prompt) -> tuple[Prompt, ...]:
    cells = tuple(cell for entry in prompt.entries for cell in entry)
    return (*prompt.parts, *cells) or (prompt,)


def _prompt(form: PageForm, question: Question) -> Prompt:
    label, hint = in_words(question.label), in_words(question.hint)
    match question.type:
        case QuestionType.NOTE:
            return Prompt("note", f"id_{question.code}", "", label, hint)
        case QuestionType.GRID:
            return Prompt(
                kind="grid",
                id=f"id_{question.code}",
                name=question.code,
                label=label,
                hint=hint,
                is_required=question.is_required,
                parts=tuple(_control(form, row.code) for row in grid_rows(question)),
            )
        case QuestionType.REPEAT:
            count = row_count(question, form.typed)
            return Prompt(
                kind="repeat",
                id=f"id_{question.code}",
                name=question.code,
                label=label,
                hint=hint,
                value=str(count),
                is_required=question.is_required,
                is_full=count >= question.most_rows,
                entries=tuple(
                    tuple(
                        _control(form, cell_name(question, at, column))
                        for column in question.children
                    )
                    for at in range(count)
                ),
            )
        case _:
            return _control(form, question.code)


def _control(form: PageForm, name: str) -> Prompt:
    field = form.fields[name]
    question, typed = field.question, reading(form.typed, name)
    return Prompt(
        kind=field.kind,
        id=f"id_{name}",
        name=name,
        label=in_words(question.label),
        hint=in_words(question.hint),
        own_hint="" if question.hint and not field.is_own_hint_always_shown else field.own_hint,
        unit=in_words(question.unit).rpartition("|")[2],
        value=typed.text,
        input_type=_input_type(field, typed),
        input_mode=field.input_mode,
        width=field.width,
        error=" ".join(str(message) for message in form.errors.get(name, ())),
        is_required=question.is_required,
        has_focus=name == form.focus,
        choices=_choices(field, name, typed),
        ways_out=_ways_out(field, name, typed),
    )


def _choices(field: AnswerField, name: str, typed: Typed) -> tuple[Choice, ...]:
    """The options; radio buttons have the ways out among them, so that they can be left again."""
    question = field.question
    options = [
        (one.code, in_words(one.label), one.code in typed.values) for one in question.options
    ]
    if isinstance(field, ChooseOneField):
        options += [
            (way_out_value(missing), way_out_label(missing), missing.value in typed.ways_out)
            for missing in _ways_out_of(question)
        ]
    return tuple(Choice(f"id_{name}_{at}", *option) for at, option in enumerate(options))


def _ways_out(field: AnswerField, name: str, typed: Typed) -> tuple[Choice, ...]:
    """The checkboxes beside a control that is not made of radio buttons."""
    if isinstance(field, ChooseOneField):
        return ()
    stem = f"id_{way_out_name(name)}"
    return tuple(
        Choice(f"{stem}_{one.value}", one.value, way_out_label(one), one.value in typed.ways_out)
        for one in _ways_out_of(field.question)
    )


def _ways_out_of(question: Question) -> list[Missing]:
    return [one for one in WAYS_OUT if one in question.allowed_missing]


def _input_type(field: AnswerField, typed: Typed) -> str:
    """A date picker cannot show what is not a date: then the text stays as it was typed."""
    if isinstance(field, DateField) and typed.text:
        found = field.parse(typed.text)
        return field.input_type if found and found.strftime(field.pattern) == typed.text else "text"
    return field.input_type
