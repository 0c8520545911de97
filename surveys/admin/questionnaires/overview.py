"""The page of one version: its outline, where it stands, and what can be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from surveys.admin.questionnaires.access import for_readers, may_write
from surveys.admin.questionnaires.addresses import preview_url, step_url
from surveys.admin.questionnaires.lines import Lines
from surveys.admin.questionnaires.page_context import page_context, version_name
from surveys.admin.questionnaires.words import status_label
from surveys.models import QuestionnaireVersion, Wave

Status = QuestionnaireVersion.Status


@for_readers
@require_safe
def show_version(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    questionnaire = version.questionnaire
    lines = Lines(version, questionnaire)
    is_draft = version.status == Status.DRAFT
    context = {
        **page_context(request, version, version_name(version), []),
        **standing(version, lines),
        "lines": lines,
        "status": status_label(version),
        "is_draft": is_draft,
        "is_editable": is_draft and may_write(request),
        "is_published": version.status == Status.PUBLISHED,
        "waves": Wave.objects.filter(version=version).order_by("-opens_at"),
        "question_count": sum(len(page.questions) for page in questionnaire.pages),
        "page_count": len(questionnaire.pages),
        "draft_url": reverse("admin:questionnaire_draft", args=[version.survey_id]),
        "preview_url": preview_url(version),
        "first_preview_url": preview_url(version) if questionnaire.pages else "",
        "steps": {
            step: step_url(version, step)
            for step in ("section_add", "publish", "retire", "discard", "workbook", "differences")
        },
    }
    return render(request, "admin/surveys/version.html", context)


def standing(version: QuestionnaireVersion, lines: Lines) -> dict[str, Any]:
    """How many problems stand in the way, and how many things are worth a look."""
    blocking = sum(1 for one in lines.findings if one.is_blocking)
    return {
        "blocking": blocking,
        "warnings": len(lines.findings) - blocking,
        "untranslated": lines.untranslated,
        "problems_url": step_url(version, "problems"),
    }
