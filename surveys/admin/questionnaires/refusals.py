"""What a service refused, as a sentence that says what to do next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from surveys.admin.questionnaires.addresses import questionnaires_url, version_url
from surveys.models import QuestionnaireVersion
from surveys.services.draft_problems import CodeTaken, DraftProblem, PartHasMoved
from surveys.services.version_problems import VersionHasMoved, VersionProblem


def sentence(problem: DraftProblem | VersionProblem) -> str:
    match problem:
        case VersionProblem():
            return problem.sentence
        case CodeTaken(code=code):
            return _("Something else has the code “%(code)s” already. Choose another.") % {
                "code": code
            }
        case PartHasMoved():
            return _(
                "Nothing was removed: a colleague changed it since you opened the page. Look at it "
                "as it stands now, then remove it if you still want to."
            )
    return _(
        "It is not in this draft any more: somebody removed it, or gave it another code, since you "
        "opened it. This is the draft as it stands now."
    )


def refused(
    request: HttpRequest,
    version: QuestionnaireVersion,
    problem: DraftProblem | VersionProblem,
) -> HttpResponse:
    """To the version, or to the list where that is gone, with the sentence."""
    messages.error(request, sentence(problem))
    is_gone = isinstance(problem, VersionHasMoved) and problem.version is None
    return redirect(questionnaires_url() if is_gone else version_url(version))
