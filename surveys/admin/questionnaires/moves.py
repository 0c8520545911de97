"""The moves of a whole version: published, retired, discarded. Each asks once more first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.admin.questionnaires.access import for_drafts, for_readers, for_writers, person
from surveys.admin.questionnaires.addresses import questionnaires_url, step_url, version_url
from surveys.admin.questionnaires.lines import Lines
from surveys.admin.questionnaires.overview import standing
from surveys.admin.questionnaires.page_context import Crumb, page_context, version_name
from surveys.admin.questionnaires.refusals import refused
from surveys.differences import Difference, differences
from surveys.models import QuestionnaireVersion, Wave
from surveys.services.version_problems import CannotPublish, VersionProblem
from surveys.services.versions import discard_draft, publish_version, retire_version

Status = QuestionnaireVersion.Status


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    if request.method == "POST":
        try:
            publish_version(version=version, by=person(request))
        except CannotPublish as problem:
            messages.error(request, problem.sentence)
            return redirect(step_url(version, "problems"))
        except VersionProblem as problem:
            return refused(request, version, problem)
        messages.success(request, _("Published. A wave can ask it from now on."))
        return redirect(version_url(version))
    lines = Lines(version, version.questionnaire)
    before = version_before(version)
    context = {
        **standing(version, lines),
        "before": before,
        "differences": _differences(before, version),
        "question_count": sum(len(page.questions) for page in lines.questionnaire.pages),
    }
    return _confirm(request, version, "publish", _("Publish this version?"), context)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    if request.method == "POST":
        return _done(
            request,
            version,
            lambda: retire_version(version=version, by=person(request)),
            _("Retired. No wave can ask it any more; what was answered stays."),
            version_url(version),
        )
    context = {"waves": Wave.objects.filter(version=version).order_by("-opens_at")}
    return _confirm(request, version, "retire", _("Retire this version?"), context)


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    if request.method == "POST":
        done = _("Discarded: %(version)s.") % {"version": version_name(version)}
        url = questionnaires_url()
        return _done(request, version, lambda: discard_draft(version=version), done, url)
    before = version_before(version)
    context = {"before": before, "differences": _differences(before, version)}
    return _confirm(request, version, "discard", _("Discard this draft?"), context)


@for_readers
@require_safe
def compare(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    before = version_before(version)
    title = _("What changed")
    crumbs = [Crumb(title, step_url(version, "differences"))]
    context = {
        **page_context(request, version, title, crumbs),
        "before": before,
        "before_url": version_url(before) if before else "",
        "differences": _differences(before, version),
    }
    return render(request, "admin/surveys/differences.html", context)


def version_before(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """The newest version before this one that was published."""
    return (
        QuestionnaireVersion.objects.filter(survey=version.survey_id, number__lt=version.number)
        .exclude(status=Status.DRAFT)
        .select_related("survey")
        .order_by("-number")
        .first()
    )


def _differences(
    before: QuestionnaireVersion | None, version: QuestionnaireVersion
) -> tuple[Difference, ...]:
    return differences(before.questionnaire, version.questionnaire) if before else ()


def _done(
    request: HttpRequest,
    version: QuestionnaireVersion,
    service: Callable[[], Any],
    done: str,
    url: str,
) -> HttpResponse:
    try:
        service()
    except VersionProblem as problem:
        return refused(request, version, problem)
    messages.success(request, done)
    return redirect(url)


def _confirm(
    request: HttpRequest,
    version: QuestionnaireVersion,
    step: str,
    title: str,
    context: dict[str, Any],
) -> HttpResponse:
    crumbs = [Crumb(title, step_url(version, step))]
    whole = {
        **page_context(request, version, title, crumbs),
        "name": version_name(version),
        **context,
    }
    return render(request, f"admin/surveys/{step}.html", whole)
