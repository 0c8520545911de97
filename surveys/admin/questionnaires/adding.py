"""New sections, pages, questions and columns: named here, filled in in their editors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from surveys.admin.questionnaires.access import for_drafts, person
from surveys.admin.questionnaires.addresses import KIND_OF, part_url, step_url
from surveys.admin.questionnaires.bilingual import BilingualForm
from surveys.admin.questionnaires.codes import proposed_code
from surveys.admin.questionnaires.page_context import Crumb, page_context, trail
from surveys.admin.questionnaires.refusals import refused, sentence
from surveys.admin.questionnaires.types import type_choices
from surveys.logic.text import Text
from surveys.models import QuestionnaireVersion
from surveys.models.questionnaires import CODE
from surveys.question_settings import IN_ROWS
from surveys.questionnaire import (
    LONGEST_CODE,
    WITHOUT_ANSWER,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.services.draft_parts import add_page, add_question, add_section, find_part
from surveys.services.draft_problems import CodeTaken, DraftProblem, Part
from surveys.services.version_problems import VersionHasMoved


class NewPartForm(BilingualForm):
    """The words of something new; a code is made of the English ones where none is given."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        required=False,
        max_length=LONGEST_CODE,
        validators=[CODE],
        help_text=gettext_lazy("Leave it empty to have one made of the English words."),
    )

    def __init__(self, words: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.add_words("name", words, Text())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("name_ko") and not cleaned.get("name_en"):
            self.add_error("name_ko", _("Write it in one language at least."))
        return cleaned


class NewQuestionForm(NewPartForm):
    def __init__(
        self, words: str, data: QueryDict | None = None, *, is_column: bool = False
    ) -> None:
        super().__init__(words, data)
        self.fields["type"] = forms.ChoiceField(
            label=_("Type"),
            choices=type_choices(IN_ROWS if is_column else QuestionType),
            initial=QuestionType.CHOOSE_ONE.value,
        )


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def new_section(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    """With a first page of the same name, so that a question can follow at once."""
    questionnaire = version.questionnaire
    data = request.POST if request.method == "POST" else None
    form = NewPartForm(_("Title"), data)
    crumb = Crumb(_("New section"), step_url(version, "section_add"))
    if form.is_valid():
        title = form.words("name")
        sections = {one.code for one in questionnaire.sections}
        code = form.cleaned_data["code"] or proposed_code(title.en, sections, "section")
        page = proposed_code(title.en or code, questionnaire.pages_by_code, "page")
        section = Section(code, title, (Page(page, title, ()),))
        problem = _try(lambda: add_section(version=version, section=section, by=person(request)))
        if problem is None:
            messages.success(request, _("The section was added, with a first page of this name."))
            return redirect(part_url(version, Page, page))
        if not isinstance(problem, CodeTaken):
            return refused(request, version, problem)
        form.add_error("code", sentence(problem))
    return _page(request, version, form, _("New section"), [crumb])


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def new_part(
    request: HttpRequest, version: QuestionnaireVersion, kind: str, code: str
) -> HttpResponse:
    """Inside the part that the address names: a page, a question, a column."""
    questionnaire = version.questionnaire
    try:
        inside = find_part(questionnaire, KIND_OF[kind], code)
    except DraftProblem as gone:
        return refused(request, version, gone)
    if isinstance(inside, Question) and inside.type is not QuestionType.REPEAT:
        raise Http404
    title = {"sections": _("New page"), "pages": _("New question"), "questions": _("New column")}
    form = _form(inside, request.POST if request.method == "POST" else None)
    crumbs = [
        *trail(version, questionnaire, inside),
        Crumb(title[kind], part_url(version, type(inside), code, "add")),
    ]
    if form.is_valid():
        part = _made(questionnaire, inside, form)
        problem = _try(lambda: _add(request, version, inside, part))
        if problem is None:
            messages.success(request, _("Added."))
            return redirect(part_url(version, type(part), part.code))
        if not isinstance(problem, CodeTaken):
            return refused(request, version, problem)
        form.add_error("code", sentence(problem))
    return _page(request, version, form, title[kind], crumbs, after=request.GET.get("after", ""))


def _form(inside: Part, data: QueryDict | None) -> NewPartForm:
    if isinstance(inside, Section):
        return NewPartForm(_("Title"), data)
    return NewQuestionForm(_("Question"), data, is_column=isinstance(inside, Question))


def _made(questionnaire: Questionnaire, inside: Part, form: NewPartForm) -> Page | Question:
    words, code = form.words("name"), form.cleaned_data["code"]
    if isinstance(inside, Section):
        pages = questionnaire.pages_by_code
        return Page(code or proposed_code(words.en, pages, "page"), words, ())
    questions, kind = questionnaire.questions_by_code, QuestionType(form.cleaned_data["type"])
    return Question(
        code or proposed_code(words.en, questions, "question"),
        kind,
        words,
        is_required=kind not in WITHOUT_ANSWER,
    )


def _add(
    request: HttpRequest, version: QuestionnaireVersion, inside: Part, part: Page | Question
) -> None:
    by = person(request)
    if isinstance(part, Page):
        add_page(version=version, section=inside.code, page=part, by=by)
    elif isinstance(inside, Question):
        add_question(version=version, question=part, parent=inside.code, by=by)
    else:
        after = request.POST.get("after", "")
        add_question(version=version, question=part, page=inside.code, after=after, by=by)


def _try(service: Any) -> DraftProblem | VersionHasMoved | None:
    try:
        service()
    except (DraftProblem, VersionHasMoved) as problem:
        return problem
    return None


def _page(
    request: HttpRequest,
    version: QuestionnaireVersion,
    form: NewPartForm,
    title: str,
    crumbs: list[Crumb],
    *,
    after: str = "",
) -> HttpResponse:
    context = {
        **page_context(request, version, title, crumbs),
        "form": form,
        "after": request.POST.get("after", after),
        "back_url": crumbs[-2].url if len(crumbs) > 1 else "",
    }
    status = 422 if form.errors else 200
    return render(request, "admin/surveys/new_part.html", context, status=status)
