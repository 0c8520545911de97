"""The rows that stand inside an editor: options, a grid's rows, what is put in order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.admin.questionnaires.cells import pair_read, pair_written, parted
from surveys.admin.questionnaires.codes import proposed_code
from surveys.admin.questionnaires.inline import Inline, RowForm
from surveys.admin.questionnaires.option_lines import OPTION_CODE
from surveys.logic.text import LANGUAGES, Text
from surveys.models.questionnaires import CODE
from surveys.questionnaire import LONGEST_CODE, Option, Question, QuestionType

LONGEST_LABEL = 2_000


class PlaceForm(RowForm):
    """Something that is only put in order here."""


class _WordedForm(RowForm):
    code = forms.CharField(
        label=gettext_lazy("Code"), required=False, max_length=LONGEST_CODE, validators=[CODE]
    )
    label_ko = forms.CharField(label="한국어", required=False, max_length=LONGEST_LABEL)
    label_en = forms.CharField(label="English", required=False, max_length=LONGEST_LABEL)

    typed_fields = ("code", "label_ko", "label_en")

    @property
    def label(self) -> Text:
        """One kind of line break, whatever the browser sends."""
        return Text(*(self.cleaned_data[f"label_{one}"].replace("\r\n", "\n") for one in LANGUAGES))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("label_ko", "label_en"):
            if "\n" in str(self[name].value() or ""):  # which a browser takes out of an input
                self.fields[name].widget = forms.Textarea({"rows": 2})
        for name, other in (("label_ko", "label_en"), ("label_en", "label_ko")):
            self.fields[name].widget.attrs.update(
                lang=name[-2:], placeholder=str(self[other].value() or "")
            )


class OptionForm(_WordedForm):
    is_exclusive = forms.BooleanField(
        label=gettext_lazy("Cannot be chosen beside others"), required=False
    )
    columns = forms.CharField(
        label=gettext_lazy("For filters"), required=False, max_length=LONGEST_LABEL
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators = [OPTION_CODE]

    def clean_columns(self) -> tuple[tuple[str, str], ...]:
        """region=south; size=small"""
        cells = [one for one in parted(self.cleaned_data["columns"], ";") if one.strip()]
        pairs = [pair for one in cells if (pair := pair_read(one, ";")) is not None]
        if len(pairs) < len(cells) or not all(name for name, _value in pairs):
            raise ValidationError(_("Write pairs such as region=south; size=small."))
        return tuple(sorted(pairs))


class GridRowForm(_WordedForm):
    short_ko = forms.CharField(label="한국어", required=False, max_length=LONGEST_LABEL)
    short_en = forms.CharField(label="English", required=False, max_length=LONGEST_LABEL)

    @property
    def short(self) -> Text:
        return Text(self.cleaned_data["short_ko"], self.cleaned_data["short_en"])


F = TypeVar("F", OptionForm, GridRowForm)
P = TypeVar("P", Option, Question)


def option_rows(options: Iterable[Option]) -> list[Mapping[str, Any]]:
    return [
        {
            "was": one.code,
            "code": one.code,
            "label_ko": one.label.ko,
            "label_en": one.label.en,
            "is_exclusive": one.is_exclusive,
            "columns": "; ".join(pair_written(name, value, ";") for name, value in one.columns),
        }
        for one in options
    ]


def grid_rows(rows: Iterable[Question]) -> list[Mapping[str, Any]]:
    return [
        {
            "was": one.code,
            "code": one.code,
            "label_ko": one.label.ko,
            "label_en": one.label.en,
            "short_ko": one.short.ko,
            "short_en": one.short.en,
        }
        for one in rows
    ]


def place_rows(codes: Iterable[str]) -> list[Mapping[str, Any]]:
    return [{"was": code} for code in codes]


def options_of(inline: Inline[OptionForm]) -> tuple[tuple[Option, ...], dict[str, str]]:
    """After `is_valid()`: the options, and which of them had another code (old → new)."""
    options: list[Option] = []
    renamed: dict[str, str] = {}
    for form in inline.filled:
        taken = {one.code for one in options}
        code = form.cleaned_data["code"] or proposed_code(form.label.en, taken, "option")
        if code in taken:
            form.add_error("code", _("Another option has this code already."))
        was = form.cleaned_data["was"]
        if was and was != code:
            renamed[was] = code
        options.append(
            Option(
                code,
                form.label,
                form.cleaned_data.get("is_exclusive", False),
                form.cleaned_data.get("columns", ()),
            )
        )
    return tuple(options), renamed


def rows_of_grid(
    inline: Inline[GridRowForm], stored: Mapping[str, Question], taken: Iterable[str]
) -> tuple[tuple[Question, ...], dict[str, str]]:
    """As `options_of`. What else a stored row has, it keeps; `taken` are the draft's codes."""
    rows: list[Question] = []
    renamed: dict[str, str] = {}
    others = set(taken) - {str(form.cleaned_data["was"]) for form in inline.filled}
    for form in inline.filled:
        used = others | {one.code for one in rows}
        code = form.cleaned_data["code"] or proposed_code(form.label.en, used, "row")
        if code in used:
            form.add_error("code", _("Something else has this code already."))
        was = form.cleaned_data["was"]
        if was and was != code:
            renamed[was] = code
        base = stored.get(was, Question(code, QuestionType.CHOOSE_ONE, Text()))
        rows.append(replace(base, code=code, label=form.label, short=form.short))
    return tuple(rows), renamed


def not_arrived(inline: Inline[F], stored: Mapping[str, P]) -> list[P]:
    """After `is_valid()`: what is stored and was not removed, though it was not posted either."""
    arrived = {str(form.cleaned_data["was"]) for form in inline.filled}
    return [] if inline.is_whole else [one for code, one in stored.items() if code not in arrived]


def in_order(inline: Inline[PlaceForm]) -> list[str]:
    """After `is_valid()`: the codes in the order of their places."""
    return [str(form.cleaned_data["was"]) for form in inline.forms]
