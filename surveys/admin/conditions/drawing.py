"""What the template of the editor draws: every control with its choices and its value."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from surveys.admin.conditions.editor import ConditionEditor
from surveys.admin.conditions.terms import Terms
from surveys.condition_rows import FORMS, Joined, subject_kind
from surveys.condition_rows.choices import Choice, choices_for
from surveys.condition_rows.finishing import (
    Against,
    against_made,
    against_offered,
    choice_made,
)
from surveys.condition_rows.typed import DEEPEST, Path, TypedGroup, TypedRow, name_of
from surveys.language import in_words
from surveys.logic.check import same_family
from surveys.logic.kinds import Kind

LONGEST_LABEL = 90
_OF_OPTIONS = ("option", "options")  # the controls in which options are chosen


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a select, or one checkbox."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """`control` names the part of the template that draws the value."""

    name: str
    number: str  # how people count it: "2", and "2.1" inside the second group
    questions: tuple[Entries, ...]
    choices: tuple[Entries, ...] = ()
    against: tuple[Entry, ...] = ()
    control: str = "none"
    values: tuple[str, ...] = ()
    options: tuple[Entry, ...] = ()
    chosen_for: str = ""  # the question whose options these are
    unit: str = ""
    lack: str = ""
    has_focus: bool = False
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    name: str
    number: str
    joined: tuple[Entry, ...]
    members: tuple["DrawnRow | DrawnGroup", ...]
    may_hold_groups: bool
    is_outermost: bool
    is_group: bool = True


class Drawing:
    """The rows of an editor, ready to print."""

    def __init__(self, editor: ConditionEditor) -> None:
        self.editor = editor
        self.terms: Terms = editor.terms
        lacks = editor.lacks if editor.shows_lacks else ()
        self._lacks = {one.path: in_words(one.message) for one in lacks}

    @cached_property
    def group(self) -> DrawnGroup:
        return self._group(self.editor.rows, ())

    @cached_property
    def text_with_fault(self) -> tuple[str, str, str] | None:
        """The text before the fault, the character at it, and the text after it."""
        fault = self.editor.fault
        if fault is None or fault.position is None:
            return None
        at, text = fault.position, self.editor.text
        return text[:at], text[at : at + 1] or " ", text[at + 1 :]

    def _group(self, group: TypedGroup, path: Path) -> DrawnGroup:
        words = _joined_words()
        return DrawnGroup(
            name=name_of(path),
            number=_number(path),
            joined=tuple(Entry(one, words[one], one is group.joining) for one in Joined),
            members=tuple(
                self._group(one, (*path, at))
                if isinstance(one, TypedGroup)
                else self._row(one, (*path, at))
                for at, one in enumerate(group.members)
            ),
            may_hold_groups=len(path) < DEEPEST,
            is_outermost=not path,
        )

    def _row(self, row: TypedRow, path: Path) -> DrawnRow:
        drawn = DrawnRow(
            name=name_of(path),
            number=_number(path),
            questions=self._questions(row.question),
            lack=self._lacks.get(path, ""),
            has_focus=path == self.editor.focus,
        )
        choice = choice_made(row, self.terms.schema)
        if choice is None or row.question not in self.terms.schema:
            return drawn
        return self._with_value(drawn, row, choice)

    def _with_value(self, drawn: DrawnRow, row: TypedRow, choice: Choice) -> DrawnRow:
        fact = self.terms.schema[row.question]
        kind = subject_kind(choice.subject(row.question), self.terms.schema) or fact.kind
        form = FORMS[choice.comparison]
        against = against_made(row, kind, choice.comparison)
        control = _control(kind, form.fewest, form.most, against)
        is_of_answer = choice.subject(row.question).measure == "answer"
        return DrawnRow(
            name=drawn.name,
            number=drawn.number,
            questions=drawn.questions,
            choices=tuple(
                Entries(
                    in_words(group.title),
                    tuple(
                        Entry(one.key, in_words(one.words), one.key == choice.key)
                        for one in group.choices
                    ),
                )
                for group in choices_for(fact, self.terms.vocabulary)
            ),
            against=self._against(kind, choice, against) if control != "none" else (),
            control=control,
            values=tuple([*row.values, "", ""][: 2 if form.most == 2 else 1]),
            options=self._options(row, kind, control),
            chosen_for=row.question if control in _OF_OPTIONS else "",
            unit=self._unit(choice.column or row.question) if is_of_answer or choice.column else "",
            lack=drawn.lack,
            has_focus=drawn.has_focus,
        )

    def _questions(self, chosen: str) -> tuple[Entries, ...]:
        """Everything that may be asked about; what is gone already, under a heading of its own."""
        offered = tuple(
            Entries(
                group.heading,
                tuple(Entry(name, self._label(name), name == chosen) for name in group.names),
            )
            for group in self.terms.groups
        )
        is_known = any(entry.is_chosen for group in offered for entry in group.entries)
        if not chosen or is_known:
            return offered
        return (Entries(_("Not in this questionnaire"), (Entry(chosen, chosen, True),)), *offered)

    def _label(self, name: str) -> str:
        label = self.terms.label(name)
        return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"

    def _against(self, kind: Kind, choice: Choice, made: Against) -> tuple[Entry, ...]:
        offered = against_offered(kind, choice.comparison)
        words = _against_words(kind)
        entries = tuple(Entry(one, words[one], one is made) for one in offered)
        return entries if len(entries) > 1 else ()

    def _options(self, row: TypedRow, kind: Kind, control: str) -> tuple[Entry, ...]:
        if control == "answer":
            names = (name for group in self.terms.groups for name in group.names)
            return tuple(
                Entry(name, self._label(name), name == row.value)
                for name in names
                if name != row.question and same_family(self.terms.schema[name].kind, kind)
            )
        if control not in _OF_OPTIONS:
            return ()
        vocabulary, question = self.terms.vocabulary, row.question
        options = self.terms.schema[question].options
        offered = tuple(
            Entry(code, in_words(vocabulary.option(question, code)) or code, code in row.values)
            for code in options
        )
        gone = tuple(Entry(code, _gone_words(code), True) for code in row.gone(options))
        return (*gone, *offered)

    def _unit(self, name: str) -> str:
        return in_words(self.terms.vocabulary.unit(name)).rpartition("|")[2]


def _control(kind: Kind, fewest: int, most: int | None, against: Against) -> str:
    if most == 0:
        return "none"
    if against is Against.ANSWER:
        return "answer"
    if against is not Against.VALUE:
        return "days"
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return "option" if fewest == 1 else "options"
    return {Kind.DATE: "date", Kind.NUMBER: "number"}.get(kind, "text")


def _gone_words(code: str) -> str:
    return _("“%(code)s”, which is no option any more") % {"code": code}


def _number(path: Path) -> str:
    return ".".join(str(step + 1) for step in path)


def _joined_words() -> dict[Joined, str]:
    return {
        Joined.ALL: _("All of these hold"),
        Joined.ANY: _("At least one of these holds"),
        Joined.NOT_ALL: _("Not all of these hold"),
        Joined.NONE: _("None of these holds"),
    }


def _against_words(kind: Kind) -> dict[Against, str]:
    value = {Kind.DATE: _("this date"), Kind.NUMBER: _("this number")}.get(kind, _("this text"))
    return {
        Against.VALUE: value,
        Against.AGO: _("days before today"),
        Against.AHEAD: _("days after today"),
        Against.ANSWER: _("the answer to"),
    }
