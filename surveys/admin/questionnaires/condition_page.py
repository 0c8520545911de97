"""The page on which a condition or a formula of a draft is edited."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.admin.conditions import ConditionEditor
from surveys.admin.conditions.drawing import Drawing
from surveys.admin.conditions.editor import COMMAND, SAVE
from surveys.admin.questionnaires.access import for_drafts, person
from surveys.admin.questionnaires.addresses import KIND_OF, condition_url, part_url
from surveys.admin.questionnaires.condition_terms import condition_terms, repeat_of
from surveys.admin.questionnaires.page_context import Crumb, named, page_context, trail
from surveys.admin.questionnaires.refusals import refused
from surveys.logic.expressions import POSITION, Expression, answers_read
from surveys.logic.kinds import Blanks
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import QUESTION_EXPRESSIONS, Question, Questionnaire, QuestionType
from surveys.services.draft_conditions import seen_of_condition, set_condition
from surveys.services.draft_parts import find_part
from surveys.services.draft_problems import DraftProblem, Part, PartHasMoved, PartIsGone
from surveys.services.past_answers import Counts, count_past
from surveys.services.version_problems import VersionHasMoved

REMOVE = "remove-all"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a condition is for, and what it means that there is none."""

    title: str
    lead: str
    nothing: str


@for_drafts
@require_http_methods(["GET", "HEAD", "POST"])
def edit_condition(
    request: HttpRequest, version: QuestionnaireVersion, kind: str, code: str, field: str
) -> HttpResponse:
    questionnaire = version.questionnaire
    try:
        part = find_part(questionnaire, KIND_OF[kind], code)
    except PartIsGone as gone:
        return refused(request, version, gone)
    if field not in (QUESTION_EXPRESSIONS if isinstance(part, Question) else ("relevant",)):
        raise Http404
    stored: Expression | None = getattr(part, field)
    posted = _posted(request) if request.method == "POST" else None
    editor = ConditionEditor(condition_terms(questionnaire, part, field), stored, posted)
    here = _Here(request, version, questionnaire, part, field, editor)
    if request.method == "POST":
        command = request.POST.get(COMMAND)
        if command == REMOVE or (command == SAVE and editor.is_finished):
            return _save(here, None if command == REMOVE else editor.expression)
        if request.htmx:  # type: ignore[attr-defined]
            return _fragment(here)
    return _page(here, seen=request.POST.get("seen") or seen_of_condition(stored))


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    """Without NUL, which PostgreSQL takes in no JSON."""
    return {
        name: [str(value).replace("\0", "") for value in values]
        for name, values in request.POST.lists()
    }


@dataclass(frozen=True, slots=True)
class _Here:
    request: HttpRequest
    version: QuestionnaireVersion
    questionnaire: Questionnaire
    part: Part
    field: str
    editor: ConditionEditor


def _save(here: _Here, expression: Expression | None) -> HttpResponse:
    kind = type(here.part)
    try:
        set_condition(
            version=here.version,
            kind=kind,
            code=here.part.code,
            field=here.field,
            expression=expression,
            seen=here.request.POST.get("seen", ""),
            by=person(here.request),
        )
    except PartHasMoved as moved:
        stored = getattr(moved.now, here.field)
        return _page(here, seen=seen_of_condition(stored), conflict=_shown(here, stored))
    except (DraftProblem, VersionHasMoved) as problem:
        return refused(here.request, here.version, problem)
    messages.success(here.request, _("Saved."))
    return redirect(part_url(here.version, kind, here.part.code) + "#logic")


def _shown(here: _Here, stored: Expression | None) -> ConditionEditor:
    """What a colleague stored meanwhile, for its sentence."""
    return ConditionEditor(here.editor.terms, stored)


def _page(here: _Here, *, seen: str, conflict: ConditionEditor | None = None) -> HttpResponse:
    purpose = purpose_of(here.part, here.field)
    kind = type(here.part)
    context = {
        **page_context(
            here.request,
            here.version,
            purpose.title,
            [
                *trail(here.version, here.questionnaire, here.part),
                Crumb(purpose.title, condition_url(here.version, kind, here.part.code, here.field)),
            ],
        ),
        **_meaning(here),
        "part_name": named(here.part),
        "purpose": purpose,
        "seen": seen,
        "conflict": conflict,
        "has_condition": getattr(here.part, here.field) is not None,
        "back_url": part_url(here.version, kind, here.part.code) + "#logic",
    }
    is_refused = here.editor.command == SAVE and not here.editor.is_finished
    status = 409 if conflict else 422 if is_refused else 200
    return render(here.request, "admin/surveys/condition/page.html", context, status=status)


def _fragment(here: _Here) -> HttpResponse:
    """For htmx: the meaning alone, or the rows with the meaning beside them."""
    is_meaning_alone = here.request.htmx.target == "condition-meaning"  # type: ignore[attr-defined]
    name = "_meaning" if is_meaning_alone else "_fragment"
    context = {**_meaning(here), "is_swapped_in": not is_meaning_alone}
    return render(here.request, f"admin/surveys/condition/{name}.html", context)


def _meaning(here: _Here) -> dict[str, object]:
    editor = here.editor
    counts = _counts(here) if editor.terms.is_condition else None
    return {
        "editor": editor,
        "drawing": Drawing(editor),
        "counts": counts,
        "counts_are_impossible": _why_not_counted(here) if counts is None else "",
        "nothing_means": purpose_of(here.part, here.field).nothing,
    }


def _counts(here: _Here) -> Counts | None:
    """On submissions of this survey; None where the condition is not about a whole submission."""
    expression = here.editor.expression
    if expression is None or _why_not_counted(here):
        return None
    about = here.part.code if here.field == "constraint" else None
    return count_past(here.version.survey, expression, blanks=Blanks.AS_XPATH, about=about)


def _why_not_counted(here: _Here) -> str:
    if not here.editor.terms.is_condition:
        return ""
    if here.field == "choice_filter":
        return _("It is tried on each option by itself, so past submissions cannot be counted.")
    if repeat_of(here.questionnaire, here.part) is not None:
        return _("It is tried on each entry by itself, so past submissions cannot be counted.")
    expression = here.editor.expression
    if expression is not None and POSITION in answers_read(expression):
        return _("It is tried on each entry by itself, so past submissions cannot be counted.")
    return ""


def purpose_of(part: Part, field: str) -> Purpose:
    match field:
        case "relevant":
            return Purpose(
                _("Asked if"),
                _("Companies are asked this only where the condition holds."),
                _("Every company is asked this."),
            )
        case "required_if":
            return Purpose(
                _("Required if"),
                _("An answer is required where the condition holds; elsewhere it may be left out."),
                _("No condition: whether it is required does not hang on other answers."),
            )
        case "constraint" if isinstance(part, Question) and part.type is QuestionType.CALCULATED:
            return Purpose(
                _("Second look unless"),
                _(
                    "Where the condition does not hold, companies are asked on “check answers” "
                    "whether their answers are right. It blocks nothing: nobody types a "
                    "calculation. Smallest and largest number have fields of their own."
                ),
                _("Whatever it comes to, nobody is asked to look again."),
            )
        case "constraint":
            return Purpose(
                _("Valid if"),
                _(
                    "An answer is taken where the condition holds. Smallest and largest number and "
                    "the form of a text have fields of their own at the question."
                ),
                _("Every answer of the right type is taken."),
            )
        case "choice_filter":
            return Purpose(
                _("Options shown if"),
                _("Of the options, those are shown for which the condition holds."),
                _("Every option is shown."),
            )
        case "calculation":
            return Purpose(
                _("Calculation"),
                _("What this value is worked out from."),
                _("Nothing is worked out yet."),
            )
        case "default":
            return Purpose(
                _("Filled in with"),
                _("What stands in the answer when the page is first shown."),
                _("Nothing is filled in."),
            )
    return Purpose(
        _("Number of rows"),
        _("As many rows as this says, no more and no fewer."),
        _("Companies add as many rows as they need."),
    )
