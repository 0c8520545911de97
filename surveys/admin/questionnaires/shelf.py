"""The list of surveys, each with its versions."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.admin.questionnaires.access import may_read, may_write, person
from surveys.admin.questionnaires.addresses import step_url, version_url
from surveys.admin.questionnaires.page_context import Crumb, page_context
from surveys.admin.questionnaires.words import person_name, status_label
from surveys.logic.text import Text
from surveys.models import QuestionnaireVersion, Survey, Wave
from surveys.models.questionnaires import CODE
from surveys.questionnaire import LONGEST_CODE, Questionnaire
from surveys.services.versions import new_draft, store_draft

Status = QuestionnaireVersion.Status


_QUESTIONS = Count(
    "section_rows__page_rows__question_rows",
    filter=Q(section_rows__page_rows__question_rows__parent=None),
    distinct=True,
)
"""Those of the pages; a grid's rows and a repeat's columns belong to theirs."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    version: QuestionnaireVersion
    url: str
    workbook_url: str
    differences_url: str
    status: SafeString
    questions: int
    edited_by: str
    published_by: str
    retired_by: str
    waves: tuple[Wave, ...]

    @property
    def is_draft(self) -> bool:
        return self.version.status == Status.DRAFT


@dataclass(frozen=True, slots=True)
class SurveyShelf:
    survey: Survey
    edit_url: str
    draft_url: str
    versions: tuple[VersionLine, ...]

    @property
    def has_draft(self) -> bool:
        return any(one.is_draft for one in self.versions)


def shelves() -> tuple[SurveyShelf, ...]:
    versions = (
        QuestionnaireVersion.objects.select_related("edited_by", "published_by", "retired_by")
        .prefetch_related(Prefetch("wave_set", Wave.objects.order_by("-opens_at")))
        .annotate(questions=_QUESTIONS)
        .order_by("-number")
    )
    surveys = Survey.objects.prefetch_related(Prefetch("versions", versions)).order_by("title_ko")
    return tuple(_shelf(survey) for survey in surveys)


def _shelf(survey: Survey) -> SurveyShelf:
    return SurveyShelf(
        survey,
        reverse("admin:surveys_survey_change", args=[survey.pk]),
        reverse("admin:questionnaire_draft", args=[survey.pk]),
        tuple(
            VersionLine(
                version=version,
                url=version_url(version),
                workbook_url=step_url(version, "workbook"),
                differences_url=step_url(version, "differences"),
                status=status_label(version),
                questions=version.questions,  # type: ignore[attr-defined]
                edited_by=person_name(version.edited_by),
                published_by=person_name(version.published_by),
                retired_by=person_name(version.retired_by),
                waves=tuple(version.wave_set.all()),
            )
            for version in survey.versions.all()
        ),
    )


@require_safe
def show_shelves(request: HttpRequest) -> HttpResponse:
    if not may_read(request):
        raise PermissionDenied
    context = {
        **page_context(request, None, _("Questionnaires"), []),
        "shelves": shelves(),
        "new_url": reverse("admin:questionnaire_new"),
        "import_url": reverse("admin:questionnaire_import"),
    }
    return render(request, "admin/surveys/shelves.html", context)


class NewSurveyForm(forms.Form):
    title_ko = forms.CharField(label=gettext_lazy("Title in Korean"), max_length=200)
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), required=False, max_length=200
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=LONGEST_CODE,
        validators=[CODE],
        help_text=gettext_lazy("Names the survey in files, for example company_survey."),
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if Survey.objects.filter(code=code).exists():
            raise ValidationError(_("Another survey has this code already. Choose another."))
        return code


@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: HttpRequest) -> HttpResponse:
    """A survey with an empty draft."""
    if not may_write(request):
        raise PermissionDenied
    form = NewSurveyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        title = Text(typed["title_ko"], typed["title_en"])
        empty = Questionnaire(typed["code"], title, ())
        draft = store_draft(questionnaire=empty, by=person(request))
        messages.success(request, _("The survey was made. Begin with its first section."))
        return redirect(step_url(draft, "section_add"))
    title_of_page = _("New survey")
    crumbs = [Crumb(title_of_page, reverse("admin:questionnaire_new"))]
    context = {**page_context(request, None, title_of_page, crumbs), "form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/surveys/new_survey.html", context, status=status)


@require_POST
def start_draft(request: HttpRequest, survey: int) -> HttpResponse:
    """A draft that begins as a copy of what is published."""
    if not may_write(request):
        raise PermissionDenied
    draft = new_draft(survey=get_object_or_404(Survey, pk=survey), by=person(request))
    messages.success(
        request, _("A new draft was started. Nobody is asked it until it is published.")
    )
    return redirect(version_url(draft))
