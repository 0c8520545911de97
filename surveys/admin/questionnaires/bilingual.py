"""Words in two languages, as two inputs beside each other."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise

from surveys.logic.text import LANGUAGES, Text

NAMES = {"ko": "한국어", "en": "English"}
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class WordsField:
    """What the template draws of one text: both inputs under one heading."""

    name: str
    label: str | Promise
    help_text: str | Promise
    inputs: tuple[BoundField, ...]

    @property
    def errors(self) -> list[str]:
        return [str(error) for one in self.inputs for error in one.errors]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    anchor: str  # the id of the control; "" where no single one has it
    label: str | Promise
    message: str


class BilingualForm(forms.Form):
    """A form that holds texts beside its other fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._words: dict[str, tuple[str | Promise, str | Promise]] = {}

    def add_words(
        self,
        name: str,
        label: str | Promise,
        words: Text,
        *,
        lines: int = 1,
        help_text: str | Promise = "",
    ) -> None:
        """Two inputs; where one language is missing, its input shows the other one's words."""
        self._words[name] = (label, help_text)
        for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
            own, others = words.to_json()[language], words.to_json()[other]
            attrs = {"lang": language, "placeholder": "" if own else others}
            widget = (
                forms.TextInput(attrs) if lines == 1 else forms.Textarea({**attrs, "rows": lines})
            )
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=NAMES[language],
                required=False,
                max_length=LONGEST,
                widget=widget,
                initial=own,
            )

    @property
    def problems(self) -> list[FieldProblem]:
        """Every fault with the way to its field; those of the form as a whole lead nowhere."""
        return [
            FieldProblem(
                self[name].id_for_label if name in self.fields else "",
                self._label_of(name) if name in self.fields else "",
                str(message),
            )
            for name, messages in self.errors.items()
            for message in messages
        ]

    def _label_of(self, name: str) -> str | Promise:
        """A text's inputs are called by their languages; what they are of says more."""
        owner = name.rpartition("_")[0]
        return self._words[owner][0] if owner in self._words else self[name].label

    def show_again(self, data: QueryDict) -> None:
        """What was typed, checked for nothing: the form is not being saved."""
        for name, field in self.fields.items():
            if isinstance(field, forms.MultipleChoiceField):
                field.initial = data.getlist(name)
            elif isinstance(field, forms.BooleanField):
                field.initial = name in data
            elif name in data:
                field.initial = data[name]

    def words(self, name: str) -> Text:
        """After `is_valid()`. One kind of line break, whatever the browser sends."""
        return Text(
            **{
                language: self.cleaned_data[f"{name}_{language}"].replace("\r\n", "\n")
                for language in LANGUAGES
            }
        )

    @property
    def texts(self) -> dict[str, WordsField]:
        """What the template draws, by the names of the texts."""
        return {
            name: WordsField(name, label, help_text, self._inputs(name))
            for name, (label, help_text) in self._words.items()
        }

    def _inputs(self, name: str) -> tuple[BoundField, ...]:
        return tuple(self[f"{name}_{language}"] for language in LANGUAGES)

    def has_words(self, name: str) -> bool:
        return name in self._words
