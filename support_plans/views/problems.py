"""What to tell the reader of a plan whom something stands in the way."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from surveys.services.problems import LinkExpired, LinkRevoked, SessionLost, SurveyProblem
from surveys.views.problems import Action, Explanation, explain, problem_page


def link_problem(request: HttpRequest, problem: SurveyProblem) -> HttpResponse:
    """The page for a link that does not open its plan."""
    explanation = _explain(problem)
    return problem_page(request, _with_what_was_written(request, explanation))


def not_answered(request: HttpRequest) -> HttpResponse:
    """The page for an answer that the plan no longer takes."""
    explanation = Explanation(
        409,
        _("Your answer was not saved"),
        (
            _("The city changed the plan while you were reading it."),
            _("Look at the plan as it stands now, then answer again."),
        ),
        (Action(_("See the plan"), reverse("support_plans:plan")),),
    )
    return problem_page(request, _with_what_was_written(request, explanation))


def _explain(problem: SurveyProblem) -> Explanation:
    match problem:
        case LinkExpired():
            return Explanation(
                410,
                _("This link has expired"),
                (
                    _("A link to a support plan works for a year. Your plan is still with us."),
                    _("Write to us, and we send you a new link."),
                ),
            )
        case LinkRevoked():
            return Explanation(
                410,
                _("This link is no longer valid"),
                (
                    _(
                        "It was taken back or replaced by a newer one. What you answered on the "
                        "plan is not lost."
                    ),
                    _("Use the link in the latest mail that you received from us."),
                ),
            )
        case SessionLost():
            return Explanation(
                403,
                _("Please open your link again"),
                (
                    _("You are not signed in any more, or this browser keeps no cookies."),
                    _("Open the link in the mail that told you that your support plan is ready."),
                ),
            )
        case _:
            return explain(problem)


def _with_what_was_written(request: HttpRequest, explanation: Explanation) -> Explanation:
    """A reason that was typed and not taken can be copied from the page."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return explanation
    written = _("You had written: “%(reason)s”") % {"reason": reason}
    return Explanation(
        explanation.status,
        explanation.title,
        (*explanation.paragraphs, written),
        explanation.actions,
    )
