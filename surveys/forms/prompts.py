"""Every question of a page as a `Prompt`, in the reader's language, answers and errors in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from surveys.forms.answer_field import (
    WAYS_OUT,
    AnswerField,
    Typed,
    way_out_label,
    way_out_name,
)
from surveys.forms.choice_fields import ChooseOneField
from surveys.forms.controls import reading
from surveys.forms.fields import DateField
from surveys.forms.files import KINDS, MOST_BYTES
from surveys.forms.mistakes import Mistake
from surveys.forms.number_fields import MoneyField
from surveys.forms.prompt import Choice, Problem, Prompt
from surveys.forms.rows import cell_name, count_name
from surveys.forms.screen import SHOWN
from surveys.language import in_words
from surveys.logic.descriptions import describe_won
from surveys.logic.text import Text
from surveys.questionnaire import Question, QuestionType
from surveys.vocabulary import UNITS_OF_TYPES, ordinal

if TYPE_CHECKING:
    from surveys.forms.page_form import PageForm
    from surveys.forms.screen import Entry

__all__ = ["Choice", "Problem", "Prompt", "carried", "page_prompts", "problems"]


def page_prompts(form: PageForm) -> tuple[Prompt, ...]:
    return tuple(
        _prompt(form, question)
        for question in form.asked
        if question.type is not QuestionType.CALCULATED
    )


def problems(form: PageForm) -> tuple[Problem, ...]:
    """In the order of the page."""
    return tuple(
        Problem(one.anchor, str(message))
        for prompt in form.prompts
        for one in (prompt, *_parts(prompt))
        for message in form.errors.get(one.name, ())
    )


def carried(form: PageForm) -> tuple[tuple[str, str], ...]:
    """Name and value of whatever was typed and has no control on the screen."""
    drawn = {SHOWN}
    for prompt in form.prompts:
        for one in (prompt, *_parts(prompt)):
            drawn |= {one.name, way_out_name(one.name)}
        if prompt.kind == "repeat":
            drawn |= {f"{prompt.name}-rows", *(name for name, _ in prompt.carried)}
    return tuple(
        (name, value)
        for name, values in form.typed.items()
        if name not in drawn
        for value in values
        if value
    )


def _parts(prompt: Prompt) -> tuple[Prompt, ...]:
    """The controls of a grid's rows or of a repeat's entries."""
    cells = tuple(cell for entry in prompt.entries for cell in entry)
    return cells or (prompt.parts if prompt.kind == "grid" else ())


def _prompt(form: PageForm, question: Question) -> Prompt:
    required = form.screen.asked.required
    match question.type:
        case QuestionType.NOTE:
            return _note(form, question)
        case QuestionType.GRID:
            return Prompt(
                kind="grid",
                id=f"id_{question.code}",
                name=question.code,
                label=form.screen.words(question.label),
                hint=form.screen.words(question.hint),
                guidance=form.screen.words(question.guidance),
                is_required=any(row.code in required for row in question.children),
                last_time=form.offers.of(question),
                parts=tuple(
                    _control(form, row.code, row, row.code in required, is_scale=True)
                    for row in question.children
                ),
            )
        case QuestionType.REPEAT:
            return _group(form, question)
    return _control(form, question.code, question, question.code in required)


def _note(form: PageForm, question: Question, entry: Entry | None = None) -> Prompt:
    return Prompt(
        kind="note",
        id=f"id_{question.code}",
        name="",
        label=form.screen.words(question.label, entry),
        hint=form.screen.words(question.hint, entry),
        guidance=form.screen.words(question.guidance, entry),
    )


def _group(form: PageForm, repeat: Question) -> Prompt:
    """A repeated group with its entries."""
    screen = form.screen
    entries = screen.entries[repeat.code]
    trouble = None
    if not form.is_bound:
        is_limit_told = not form.is_being_typed
        trouble = screen.left_out(repeat) or (screen.misfit(repeat) if is_limit_told else None)
    return Prompt(
        kind="repeat",
        id=f"id_{repeat.code}",
        name=repeat.code,
        label=screen.words(repeat.label),
        hint=screen.words(repeat.hint),
        guidance=screen.words(repeat.guidance),
        value=str(len(entries)),
        error=_error(form, repeat.code, None),
        notice=trouble.in_words(screen.words) if trouble else "",
        last_time=form.offers.of(repeat),
        is_required=repeat.code in screen.asked.required,
        is_counted=repeat.row_count is not None,
        is_full=repeat.row_count is not None or len(entries) >= repeat.most_rows,
        carried=_carried(form, repeat),
        entries=tuple(tuple(_cells(form, repeat, entry)) for entry in entries),
        ways_out=_ways_out(repeat, repeat.code, form.typed.get(way_out_name(repeat.code), [])),
    )


def _cells(form: PageForm, repeat: Question, entry: Entry) -> list[Prompt]:
    return [
        _note(form, column, entry)
        if column.type is QuestionType.NOTE
        else _control(
            form,
            cell_name(repeat, entry.at, column),
            column,
            column.code in entry.row.required,
            entry,
        )
        for column in entry.row.questions
        if column.type is not QuestionType.CALCULATED
    ]


def _carried(form: PageForm, repeat: Question) -> tuple[tuple[str, str], ...]:
    """What was typed in rows that are not asked for now, in case they are again."""
    stems = tuple(f"{repeat.code}-{at}-" for at in form.screen.rows_beyond(repeat))
    return tuple(
        (name, value)
        for name, values in form.typed.items()
        if stems and name.startswith(stems) and name != count_name(repeat)
        for value in values
    )


def _control(
    form: PageForm,
    name: str,
    asked: Question,
    is_required: bool,
    entry: Entry | None = None,
    *,
    is_scale: bool = False,
) -> Prompt:
    """One control; `asked` is its question as it is asked now, with the options that are shown."""

    def words(text: Text) -> str:
        return form.screen.words(text, entry)

    field, typed = form.fields[name], reading(form.typed, name)
    hint = words(asked.hint)
    ways_out = _ways_out(asked, name, typed.ways_out)
    is_among = isinstance(field, ChooseOneField) and not is_scale
    return Prompt(
        kind="scale" if is_scale else field.kind,
        id=f"id_{name}",
        name=name,
        label=words(asked.label),
        hint=hint,
        own_hint="" if hint and not field.is_own_hint_always_shown else field.own_hint,
        guidance=words(asked.guidance),
        unit=_unit(asked),
        value=_value(field, typed),
        input_type=_input_type(field, typed),
        input_mode=field.input_mode,
        width=field.width,
        error=_error(form, name, entry),
        notice=_notice(form, name, asked, entry),
        last_time=form.offers.of(asked) if entry is None else None,
        understood=_understood(form, name),
        is_required=is_required,
        has_focus=name == form.focus,
        choices=_choices(form, name, asked, typed, entry) + (_among(ways_out) if is_among else ()),
        ways_out=() if is_among else ways_out,
        parts=_places(form, name, asked, typed, entry) if field.kind == "ranking" else (),
        file=form.stored_files.get(typed.text) if field.kind == "file" else None,
        accepts=",".join(KINDS) if field.kind == "file" else "",
        most_bytes=MOST_BYTES if field.kind == "file" else 0,
    )


def _unit(question: Question) -> str:
    unit = question.unit or UNITS_OF_TYPES.get(question.type, Text())
    return in_words(unit).rpartition("|")[2]


def _error(form: PageForm, name: str, entry: Entry | None) -> str:
    """What is wrong; a file that was not taken is told of even where nothing else is checked."""
    messages = [str(message) for message in form.errors.get(name, ())]
    if not messages and name in form.refused:
        messages = [form.refused[name].in_words(lambda text: form.screen.words(text, entry))]
    return " ".join(messages)


def _notice(form: PageForm, name: str, asked: Question, entry: Entry | None) -> str:
    """Why an earlier answer counts no more, or does not fit, before anybody sends the page."""
    stored = form.screen.read.get(name)
    if form.is_bound or stored is None or (isinstance(stored, dict) and "missing" in stored):
        return ""
    field, limit = form.fields[name], form.screen.broken_limit(asked, entry)
    try:
        field.check_shown(stored, asked)
        if limit is not None and not form.is_being_typed:
            raise field.beyond(limit)
    except Mistake as mistake:
        return mistake.in_words(lambda text: form.screen.words(text, entry))
    return ""


def _understood(form: PageForm, name: str) -> str:
    amount = form.screen.read.get(name)
    is_money = isinstance(form.fields[name], MoneyField) and isinstance(amount, int)
    return in_words(describe_won(amount)) if is_money and isinstance(amount, int) else ""


def _choices(
    form: PageForm, name: str, asked: Question, typed: Typed, entry: Entry | None
) -> tuple[Choice, ...]:
    """The options that are shown."""
    if asked.type is QuestionType.RANKING:
        return ()
    return tuple(
        Choice(
            f"id_{name}_{at}",
            one.code,
            form.screen.words(one.label, entry),
            one.code in typed.values,
        )
        for at, one in enumerate(asked.options)
    )


def _places(
    form: PageForm, name: str, asked: Question, typed: Typed, entry: Entry | None
) -> tuple[Prompt, ...]:
    """A ranking's options, each with the list of places to pick from."""
    return tuple(
        Prompt(
            kind="place",
            id=f"id_{name}_{at}",
            name=name,
            label=form.screen.words(option.label, entry),
            choices=tuple(
                Choice("", value, in_words(ordinal(place)), value in typed.values)
                for place in range(1, len(asked.options) + 1)
                if (value := f"{place}:{option.code}")
            ),
        )
        for at, option in enumerate(asked.options)
    )


def _ways_out(question: Question, name: str, chosen: list[str]) -> tuple[Choice, ...]:
    """The checkboxes beside a control."""
    stem = f"id_{way_out_name(name)}"
    return tuple(
        Choice(f"{stem}_{one.value}", one.value, way_out_label(one), one.value in chosen)
        for one in WAYS_OUT
        if one in question.allowed_missing
    )


def _among(ways_out: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """As radio buttons or entries of a list they are among the choices, to be left again."""
    return tuple(replace(one, value=f"missing:{one.value}") for one in ways_out)


def _value(field: AnswerField, typed: Typed) -> str:
    """What stands in the control; in a list that is searched, only what is no answer of it."""
    is_answer = field.kind == "select" and field.question.option(typed.text) is not None
    return "" if is_answer else typed.text


def _input_type(field: AnswerField, typed: Typed) -> str:
    """A date picker cannot show what is not a date: then the text stays as it was typed."""
    if isinstance(field, DateField) and typed.text:
        found = field.parse(typed.text)
        return field.input_type if found and found.strftime(field.format) == typed.text else "text"
    return field.input_type
