"""The editors of sections, pages and questions of a draft."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from surveys.admin.questionnaires.access import for_drafts, person
from surveys.admin.questionnaires.addresses import KIND_OF, part_url
from surveys.admin.questionnaires.container_forms import PageForm, SectionForm
from surveys.admin.questionnaires.editing import Editing, is_saving
from surveys.admin.questionnaires.page_context import Crumb, named
from surveys.admin.questionnaires.question_fields import Surroundings
from surveys.admin.questionnaires.question_form import QuestionForm
from surveys.admin.questionnaires.refusals import refused
from surveys.admin.questionnaires.type_change import type_change
from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.logic.text import Text
from surveys.models import QuestionnaireVersion
from surveys.question_settings import changed_to
from surveys.questionnaire import Page, Question, QuestionType, Section
from surveys.services.draft_parts import find_part, save_page, save_question, save_section
from surveys.services.draft_problems import Part, PartIsGone
from surveys.services.versions import earlier_types
from surveys.vocabulary import QuestionnaireVocabulary


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def edit_part(
    request: HttpRequest, version: QuestionnaireVersion, kind: str, code: str
) -> HttpResponse:
    questionnaire = version.questionnaire
    try:
        part = find_part(questionnaire, KIND_OF[kind], code)
    except PartIsGone as gone:
        if request.method != "POST":
            return refused(request, version, gone)
        part = _gone(KIND_OF[kind], code)  # it cannot be saved, but what was typed stays
    match part:
        case Section():
            return SectionEditing(request, version, questionnaire, part).respond()
        case Page():
            return PageEditing(request, version, questionnaire, part).respond()
    return QuestionEditing(request, version, questionnaire, part).respond()


def _gone(kind: type[Part], code: str) -> Part:
    if kind is Section:
        return Section(code, Text(), ())
    return Page(code, Text(), ()) if kind is Page else Question(code, QuestionType.TEXT, Text())


class SectionEditing(Editing[Section, SectionForm]):
    template = "admin/surveys/section.html"

    def make_form(self, data: QueryDict | None) -> SectionForm:
        taken = {one.code for one in self.questionnaire.sections}
        return SectionForm(self.part, taken, data, is_saving=is_saving(self.request))

    def made(self) -> Section:
        return self.form.section

    def save(self, seen: str) -> None:
        save_section(
            version=self.version,
            code=self.part.code,
            section=self.made(),
            seen=seen,
            by=person(self.request),
        )

    def more(self) -> dict[str, Any]:
        return {"places": self.placed(self.form.places, self.part.pages)}


class PageEditing(Editing[Page, PageForm]):
    template = "admin/surveys/page.html"

    def make_form(self, data: QueryDict | None) -> PageForm:
        sections = self.questionnaire.sections
        here = next((one.code for one in sections if self.part in one.pages), "")
        return PageForm(
            self.part,
            here,
            [(one.code, named(one)) for one in sections],
            self.questionnaire.pages_by_code,
            data,
            is_saving=is_saving(self.request),
        )

    def made(self) -> Page:
        return self.form.page

    def save(self, seen: str) -> None:
        save_page(
            version=self.version,
            code=self.part.code,
            page=self.made(),
            section=self.form.section,
            seen=seen,
            by=person(self.request),
        )

    def more(self) -> dict[str, Any]:
        return {"places": self.placed(self.form.places, self.part.questions)}


class QuestionEditing(Editing[Question, QuestionForm]):
    template = "admin/surveys/question.html"

    def make_form(self, data: QueryDict | None) -> QuestionForm:
        kinds = {one.value: one for one in QuestionType}
        shown = kinds.get(data.get("shown_type", "")) if data is not None else None
        if shown is not None:  # a colleague may have changed the type since
            self.part = replace(self.part, type=shown)
        self.surroundings = self._surroundings()
        return QuestionForm(self.part, self.surroundings, data, is_saving=is_saving(self.request))

    def _surroundings(self) -> Surroundings:
        page = self.questionnaire.page_of.get(self.part.code)
        return Surroundings(
            page=page.code if page else "",
            pages=tuple((one.code, named(one)) for one in self.questionnaire.pages),
            taken=frozenset(self.questionnaire.questions_by_code),
            parent=self._parent(page),
            earlier_types=tuple(earlier_types(self.version.survey.code).items()),
        )

    def _parent(self, page: Page | None) -> Question | None:
        questions = page.questions if page else ()
        return next(
            (
                one
                for one in questions
                if any(child.code == self.part.code for child in one.children)
            ),
            None,
        )

    def made(self) -> Question:
        """With the type that was chosen, and without what does not fit that."""
        question = self.form.question
        kind = self.form.new_kind
        return question if kind is question.type else changed_to(question, kind)

    def saved(self, seen: str) -> HttpResponse:
        """Asks once more before a change of type takes something away."""
        kind = self.form.new_kind
        change = type_change(self.form.question, kind, QuestionnaireVocabulary(self.questionnaire))
        is_confirmed = self.request.POST.get("confirmed") == kind.value
        if change and kind is not self.part.type and not is_confirmed:
            return self.page(seen, change=change)
        return super().saved(seen)

    def save(self, seen: str) -> None:
        save_question(
            version=self.version,
            code=self.part.code,
            question=self.made(),
            page=self.form.target_page,
            renaming=self.form.renaming,
            seen=seen,
            by=person(self.request),
        )

    def more(self) -> dict[str, Any]:
        before, after = self._neighbours()
        return {
            "type": TYPE_WORDS[self.part.type],
            "places": self.placed(self.form.columns, self.part.children),
            "is_grid_row": self.surroundings.is_grid_row,
            "was_published": self.part.code in dict(self.surroundings.earlier_types),
            "before": before,
            "after": after,
            "after_code": self._code_after(),
            "add_after_url": self._add_after_url(),
            "page_code": self.surroundings.page,
            "has_exclusive": self.part.type is QuestionType.CHOOSE_SEVERAL,
            "has_columns": self.part.choice_filter is not None
            or any(option.columns for option in self.part.options),
        }

    def _neighbours(self) -> tuple[Crumb | None, Crumb | None]:
        """The questions before and behind this one, in the order of the questionnaire."""
        codes = list(self.questionnaire.questions_by_code)
        at = codes.index(self.part.code) if self.part.code in codes else -1
        return self._link(codes, at - 1), self._link(codes, at + 1 if at >= 0 else -1)

    def _add_after_url(self) -> str:
        """Of rows and columns none: they are added where they belong."""
        if self.surroundings.parent is not None or not self.surroundings.page:
            return ""
        page = part_url(self.version, Page, self.surroundings.page, "add")
        return f"{page}?after={self.part.code}"

    def _code_after(self) -> str:
        codes = [*self.questionnaire.questions_by_code, ""]
        return codes[codes.index(self.part.code) + 1] if self.part.code in codes else ""

    def _link(self, codes: list[str], at: int) -> Crumb | None:
        if not 0 <= at < len(codes):
            return None
        question = self.questionnaire.questions_by_code[codes[at]]
        return Crumb(named(question), part_url(self.version, Question, question.code))
