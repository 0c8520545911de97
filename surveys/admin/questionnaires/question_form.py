"""The form of one question, and the question that comes of it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from surveys.admin.questionnaires.inline import MOST_ROWS, Inline
from surveys.admin.questionnaires.option_lines import options_in, written_out
from surveys.admin.questionnaires.question_fields import (
    ALWAYS,
    SOMETIMES,
    QuestionFields,
    Surroundings,
)
from surveys.admin.questionnaires.rows import (
    GridRowForm,
    OptionForm,
    PlaceForm,
    grid_rows,
    in_order,
    not_arrived,
    option_rows,
    options_of,
    place_rows,
    rows_of_grid,
)
from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.logic.values import Missing
from surveys.questionnaire import Option, Question, QuestionType
from surveys.renaming import Renaming

MOST_INLINE = 60
"""Longer lists of options are written as lines of text."""


class QuestionForm(QuestionFields):
    """Bound only where it `is_saving`; another button brings it back as it was typed.

    After `is_valid()`, `question` and `renaming` are what to save, and `target_page` is where.
    """

    def __init__(
        self,
        question: Question,
        surroundings: Surroundings,
        data: QueryDict | None = None,
        *,
        is_saving: bool = False,
    ) -> None:
        super().__init__(question, surroundings, data if is_saving else None)
        self.question = question
        self.renaming = Renaming()
        self.line_faults: list[str] = []
        self._add_inlines(data, is_saving)
        if data is not None and not is_saving:
            self.show_again(data)

    # --- rows ---

    def _add_inlines(self, data: QueryDict | None, is_saving: bool) -> None:
        self.options: Inline[OptionForm] | None = None
        self.grid_rows: Inline[GridRowForm] | None = None
        self.columns: Inline[PlaceForm] | None = None
        if self.fits("options"):
            self._add_options(data, is_saving)
        if self.kind is QuestionType.GRID:
            rows = grid_rows(self.stored.children)
            self.grid_rows = Inline(GridRowForm, "rows", rows, data=data, is_saving=is_saving)
        if self.kind is QuestionType.REPEAT:
            places = place_rows(one.code for one in self.stored.children)
            self.columns = Inline(PlaceForm, "columns", places, data=data, is_saving=is_saving)

    def _add_options(self, data: QueryDict | None, is_saving: bool) -> None:
        """In rows, or as lines of text where that is wished for or there are many."""
        options, command = self.stored.options, data.get("do", "") if data is not None else ""
        is_text = len(options) > MOST_INLINE
        if data is not None:
            is_text = "option_lines" in data
        if command == "options:as-text":
            rows = Inline(OptionForm, "options", [], data=data, is_saving=True)
            if rows.is_valid():
                self._add_option_lines(written_out(options_of(rows)[0]))
            else:
                self.options = rows
            return
        if command == "options:as-rows" and data is not None:
            try:
                found = options_in(data.get("option_lines", ""))
            except ValidationError as error:
                self.line_faults = error.messages
            else:
                self.options = Inline(OptionForm, "options", option_rows(found))
                return
        if is_text:
            self._add_option_lines(written_out(options))
        else:
            rows_now = option_rows(options)
            self.options = Inline(OptionForm, "options", rows_now, data=data, is_saving=is_saving)
            if data is None and not options:
                self.options = Inline(OptionForm, "options", [{}, {}, {}])

    def _add_option_lines(self, text: str) -> None:
        self.fields["option_lines"] = forms.CharField(
            label=_("Options, one in a line"),
            help_text=_(
                "code | Korean | English, with | * behind one that cannot be chosen beside others. "
                "Inside a text, write \\| for a | and \\n for a line break. Lines copied from a "
                "spreadsheet will do, too. An option whose code you change is another option."
            ),
            required=False,
            initial=text,
            widget=forms.Textarea({"rows": 14, "class": "desk-code", "spellcheck": "false"}),
        )

    # --- what comes of it ---

    def clean_option_lines(self) -> tuple[Option, ...]:
        return options_in(self.cleaned_data["option_lines"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        inlines = [one for one in (self.options, self.grid_rows, self.columns) if one]
        are_valid = [one.is_valid() for one in inlines]
        for one in inlines:
            if one.is_too_long:
                self.add_error(None, self._too_long(one))
        if not all(are_valid):
            self.add_error(None, _("Look at the rows that are marked."))
        elif not self.errors:
            self.question, self.renaming = self._made()
            if any(form.errors for one in inlines for form in one.forms):
                self.add_error(None, _("Look at the rows that are marked."))
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", _("It is smaller than the smallest number."))
        self._check_earlier_type()
        return cleaned

    @staticmethod
    def _too_long(inline: Inline[Any]) -> str:
        counts = {"most": MOST_ROWS, "count": len(inline.filled)}
        return (
            _("At most %(most)s rows can stand here, and these are %(count)s. Remove some.")
            % counts
        )

    def _check_earlier_type(self) -> None:
        code, kind = self.cleaned_data.get("code"), self.new_kind
        earlier = dict(self.surroundings.earlier_types).get(code or "")
        if earlier is not None and earlier is not kind:
            self.add_error(
                "type" if kind is not self.kind and "type" in self.fields else "code",
                _(
                    "A published version has this code with another type (%(type)s). To keep "
                    "answers comparable, keep the type, or give the question another code."
                )
                % {"type": TYPE_WORDS[earlier].label},
            )

    @property
    def new_kind(self) -> QuestionType:
        """The type that was chosen; the fields are still those of `kind`."""
        return QuestionType(self.cleaned_data.get("type") or self.kind)

    @property
    def target_page(self) -> str:
        return str(self.cleaned_data.get("page") or self.surroundings.page)

    def _made(self) -> tuple[Question, Renaming]:
        cleaned = self.cleaned_data
        changes: dict[str, Any] = {"code": cleaned["code"]}
        for name in ("label", "short", "hint", "guidance", "unit", "constraint_message"):
            if self.has_words(name):
                changes[name] = self.words(name)
        for name in ("minimum", "maximum", "pattern", "is_dropdown", "most_rows"):
            if name in self.fields:
                changes[name] = cleaned[name]
        if "requirement" in self.fields:
            changes["is_required"] = cleaned["requirement"] == ALWAYS
            if cleaned["requirement"] != SOMETIMES:
                changes["required_if"] = None
        if "allowed_missing" in self.fields:
            changes["allowed_missing"] = frozenset(map(Missing, cleaned["allowed_missing"]))
        questions = {self.stored.code: cleaned["code"]}
        more, renamed_rows, renamed_options = self._made_of_rows()
        renaming = Renaming(
            {old: new for old, new in {**questions, **renamed_rows}.items() if old != new},
            {
                (one.code, old): new
                for one in (self.stored, *self.stored.children)  # a grid's rows have its scale
                for old, new in renamed_options.items()
            },
        )
        return replace(self.stored, **changes, **more), renaming

    def _made_of_rows(self) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
        """What the rows change in the question, and the codes that they change."""
        changes: dict[str, Any] = {}
        rows: dict[str, str] = {}
        options: dict[str, str] = {}
        children = {one.code: one for one in self.stored.children}
        if self.options is not None:
            found, options = options_of(self.options)
            stored = {one.code: one for one in self.stored.options}
            changes["options"] = (*found, *not_arrived(self.options, stored))
        elif "option_lines" in self.fields:
            changes["options"] = self.cleaned_data["option_lines"]
        if self.grid_rows is not None:
            taken = {*self.surroundings.taken, self.cleaned_data["code"]} - {self.stored.code}
            of_grid, rows = rows_of_grid(self.grid_rows, children, taken)
            changes["children"] = (*of_grid, *not_arrived(self.grid_rows, children))
        if self.columns is not None:
            kept = [code for code in in_order(self.columns) if code in children]
            missing = [code for code in children if code not in kept]
            changes["children"] = tuple(children[code] for code in [*kept, *missing])
        return changes, rows, options
