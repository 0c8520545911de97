"""Taking a section, a page or a question out of a draft, after it was said what goes with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys.admin.questionnaires.access import for_drafts, person
from surveys.admin.questionnaires.addresses import KIND_OF, part_url, version_url
from surveys.admin.questionnaires.lines import Line, Lines
from surveys.admin.questionnaires.page_context import Crumb, named, page_context, trail
from surveys.admin.questionnaires.refusals import refused
from surveys.logic.expressions import answers_read
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Question, Questionnaire, Section
from surveys.services.draft_parts import find_part, move_section, remove_part, seen_of
from surveys.services.draft_problems import DraftProblem, Part
from surveys.services.version_problems import VersionHasMoved


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def remove(
    request: HttpRequest, version: QuestionnaireVersion, kind: str, code: str
) -> HttpResponse:
    questionnaire = version.questionnaire
    try:
        part = find_part(questionnaire, KIND_OF[kind], code)
        if request.method == "POST":
            remove_part(
                version=version,
                kind=KIND_OF[kind],
                code=code,
                seen=request.POST.get("seen", ""),
                by=person(request),
            )
            messages.success(request, _("Removed: %(name)s.") % {"name": named(part)})
            return redirect(_above(version, questionnaire, part))
    except (DraftProblem, VersionHasMoved) as problem:
        return refused(request, version, problem)
    title = _("Remove “%(name)s”?") % {"name": named(part)}
    own_url = part_url(version, type(part), code, "remove")
    context = {
        **page_context(
            request,
            version,
            title,
            [*trail(version, questionnaire, part), Crumb(_("Remove"), own_url)],
        ),
        "part": part,
        "inside": [named(one) for one in _inside(part)],
        "referring": referring(Lines(version, questionnaire), part),
        "seen": seen_of(part),
        "back_url": part_url(version, type(part), code),
    }
    return render(request, "admin/surveys/remove.html", context)


@for_drafts
@require_POST
def move(request: HttpRequest, version: QuestionnaireVersion, code: str) -> HttpResponse:
    """A section one place up or down; pages and questions are put in order in their editors."""
    places = -1 if request.POST.get("do") == "up" else 1
    try:
        move_section(version=version, code=code, by_places=places, by=person(request))
    except (DraftProblem, VersionHasMoved) as problem:
        return refused(request, version, problem)
    return redirect(f"{version_url(version)}#section-{code}")


def _above(version: QuestionnaireVersion, questionnaire: Questionnaire, part: Part) -> str:
    way = trail(version, questionnaire, part)
    return way[-2].url if len(way) > 1 else version_url(version)


def _inside(part: Part) -> tuple[Question, ...]:
    """The questions that go with it."""
    match part:
        case Section():
            return tuple(one for page in part.pages for one in page.questions)
        case Page():
            return part.questions
    return part.children


def referring(lines: Lines, part: Part) -> tuple[Line, ...]:
    """Whatever stands elsewhere and has a condition that reads an answer which would go."""
    gone = {one.code for question in _inside(part) for one in (question, *question.children)}
    if isinstance(part, Question):
        gone.add(part.code)
    found: list[Line] = []
    for section in lines.questionnaire.sections:
        parts: list[Part] = [section, *section.pages]
        parts += [one for page in section.pages for one in page.questions]
        for one in parts:
            is_inside = isinstance(one, Question) and one.code in gone
            if one is not part and not is_inside and gone & _read_by(one):
                found.append(lines.line(one))
    return tuple(found)


def _read_by(part: Part) -> frozenset[str]:
    if not isinstance(part, Question):
        return answers_read(part.relevant) if part.relevant else frozenset()
    expressions = [*part.conditions.values()]
    expressions += [one for child in part.children for one in child.conditions.values()]
    return frozenset().union(*map(answers_read, expressions))
