"""The forms of a section and of a page: their words, and the order of what is in them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.admin.questionnaires.bilingual import BilingualForm
from surveys.admin.questionnaires.inline import Inline
from surveys.admin.questionnaires.rows import PlaceForm, in_order, place_rows
from surveys.models.questionnaires import CODE
from surveys.questionnaire import LONGEST_CODE, Page, Question, Section

C = TypeVar("C", Page, Question)


class _ContainerForm(BilingualForm):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=LONGEST_CODE, validators=[CODE])

    def __init__(
        self,
        stored: Section | Page,
        inside: Iterable[str],
        taken: Container[str],
        data: QueryDict | None,
        *,
        is_saving: bool,
    ) -> None:
        super().__init__(data if is_saving else None)
        self.stored_code, self._taken = stored.code, taken
        self.fields["code"].initial = stored.code
        self.add_words("title", _("Title"), stored.title)
        self.places = Inline(
            PlaceForm, "places", place_rows(inside), data=data, is_saving=is_saving
        )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code != self.stored_code and code in self._taken:
            raise ValidationError(_("Something else has this code already. Choose another."))
        return code

    def clean(self) -> dict[str, Any]:
        if not self.places.is_valid():
            self.add_error(None, _("Look at the rows that are marked."))
        return super().clean() or self.cleaned_data

    def _in_order(self, parts: Sequence[C]) -> tuple[C, ...]:
        """The parts in the order of the places; what was added meanwhile comes last."""
        places = {code: at for at, code in enumerate(in_order(self.places))}
        return tuple(sorted(parts, key=lambda one: places.get(one.code, len(places))))


class SectionForm(_ContainerForm):
    """After `is_valid()`, `section` is what to save."""

    def __init__(
        self,
        section: Section,
        taken: Container[str],
        data: QueryDict | None = None,
        *,
        is_saving: bool = False,
    ) -> None:
        self.stored = section
        pages = (page.code for page in section.pages)
        super().__init__(section, pages, taken, data, is_saving=is_saving)
        if data is not None and not is_saving:
            self.show_again(data)

    @property
    def section(self) -> Section:
        return replace(
            self.stored,
            code=self.cleaned_data["code"],
            title=self.words("title"),
            pages=self._in_order(self.stored.pages),
        )


class PageForm(_ContainerForm):
    """After `is_valid()`, `page` is what to save, and `section` is where."""

    def __init__(
        self,
        page: Page,
        section: str,
        sections: Sequence[tuple[str, str]],
        taken: Container[str],
        data: QueryDict | None = None,
        *,
        is_saving: bool = False,
    ) -> None:
        self.stored = page
        questions = (question.code for question in page.questions)
        super().__init__(page, questions, taken, data, is_saving=is_saving)
        self.add_words("intro", _("Introduction"), page.intro, lines=3)
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"), choices=sections, initial=section
        )
        if data is not None and not is_saving:
            self.show_again(data)

    @property
    def page(self) -> Page:
        return replace(
            self.stored,
            code=self.cleaned_data["code"],
            title=self.words("title"),
            intro=self.words("intro"),
            questions=self._in_order(self.stored.questions),
        )

    @property
    def section(self) -> str:
        return str(self.cleaned_data["section"])
