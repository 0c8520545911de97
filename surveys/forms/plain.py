"""Forms about people and addresses, which no questionnaire knows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from surveys.forms.prompt import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ALL, SOME = "all", "some"
LONGEST_NOTE = 300


class PlainForm(forms.Form):
    """A form whose mistakes stand at their fields, and in the summary at the top of the page."""

    @property
    def problems(self) -> list[Problem]:
        """In the order of the fields; each leads to its field."""
        return [
            Problem(anchor=f"id_{name}", message=str(self.errors[name][0]))
            for name in self.fields
            if name in self.errors
        ]


def _address(missing: "_StrPromise") -> forms.EmailField:
    unusable = _("Check the address: it should look like name@company.kr.")
    return forms.EmailField(
        max_length=254,
        error_messages={"required": missing, "invalid": unusable, "max_length": unusable},
    )


class AddressForm(PlainForm):
    """The address at which somebody gets our mails."""

    email = _address(_("Enter the e-mail address at which you got our mail."))


class SectionsForm(PlainForm):
    """Which sections somebody answers: all of them, or those that are ticked."""

    which = forms.ChoiceField(
        choices=[(ALL, _("All sections")), (SOME, _("Only these sections"))],
        initial=ALL,
        error_messages={"required": _("Choose whether all sections or only some.")},
    )
    sections = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: object, titles: Sequence[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["sections"].choices = titles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        cleaned = dict(super().clean() or {})
        if cleaned.get("which") == SOME and not cleaned.get("sections"):
            self.add_error("sections", _("Choose at least one section, or choose all sections."))
        return cleaned

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes of the sections; none where all are meant."""
        is_some = self.cleaned_data["which"] == SOME
        return tuple(self.cleaned_data["sections"]) if is_some else ()


class ColleagueForm(SectionsForm):
    """Somebody to be added."""

    email = _address(_("Enter your colleague’s e-mail address."))
    name = forms.CharField(
        max_length=80,
        required=False,
        error_messages={"max_length": _("Enter a name of at most 80 characters.")},
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    note = forms.CharField(
        max_length=LONGEST_NOTE,
        required=False,
        error_messages={
            "max_length": _("Shorten your note to %(limit_value)s characters or fewer.")
        },
    )
    field_order = ["email", "name", "language", "which", "sections", "note"]
