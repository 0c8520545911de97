"""What a newer version of the questionnaire changes for the company, and going on with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from surveys.answers import Stored, decode, decode_one
from surveys.differences import differences
from surveys.forms.misfits import why
from surveys.logic.text import Text
from surveys.models import Invitation, QuestionnaireVersion
from surveys.moving import MovedAnswers, is_blank, moved_answers
from surveys.questionnaire import Questionnaire
from surveys.review import answer_in_words
from surveys.routing import Route, route
from surveys.services.move import move_response, offered_version
from surveys.views.access import for_company
from surveys.views.state import ResponseState, response_state
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class MovedLine:
    """An answer in words; `stays` is what of it finds a place, where that is a part.

    `misfits` say why it has to be looked at again in the newer version.
    """

    label: Text
    answer: Text
    stays: Text | None = None
    misfits: tuple[str, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def newer_version(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    state = response_state(invitation)
    version = offered_version(response=state.response, now=state.now)
    if version is None or invitation.sections:
        return redirect("surveys:sections")
    is_agreed = request.method == "POST"
    if is_agreed and request.POST.get("version") == str(version.number):
        move_response(response=state.response, by=invitation.contact, now=state.now)
        return redirect("surveys:sections")
    return _render(request, state, version, is_other_than_read=is_agreed)


def _render(
    request: HttpRequest,
    state: ResponseState,
    version: QuestionnaireVersion,
    *,
    is_other_than_read: bool,
) -> HttpResponse:
    old, new = state.questionnaire, version.questionnaire
    pages = {code: row.answers for code, row in state.saved.items()}
    moved = moved_answers(old, new, pages)
    ahead = route(new, decode(new, moved.stored), state.today)
    context = {
        "company": state.invitation.contact.company,
        "version": version.number,
        "changes": _changes(old, new, (state.way, ahead), state.stored),
        "staying": list(_staying(moved, ahead, QuestionnaireVocabulary(new, ahead.facts))),
        "losing": list(_losing(moved, state.vocabulary, QuestionnaireVocabulary(new, ahead.facts))),
        "sections_url": reverse("surveys:sections"),
        "is_other_than_read": is_other_than_read,
    }
    status = 409 if is_other_than_read else 200
    return render(request, "surveys/newer_version.html", context, status=status)


def _changes(
    old: Questionnaire, new: Questionnaire, ways: Iterable[Route], stored: Stored
) -> list[Text]:
    """What is felt by a company that is asked, or will be, along these ways."""
    asked = [asked for way in ways for asked in way.pages]
    reached = {
        *(("section", one.section.code) for one in asked),
        *(("page", one.page.code) for one in asked),
        *(("question", code) for code in stored),
        *(
            ("question", part.code)
            for one in asked
            for question in one.questions
            for part in (question, *question.children)
        ),
    }
    felt = [one for one in differences(old, new) if one.is_felt]
    return [
        one.sentence
        for one in felt
        if reached & {(one.place.part, one.place.code), ("question", one.place.question)}
    ]


def _staying(
    moved: MovedAnswers, ahead: Route, new: QuestionnaireVocabulary
) -> Iterator[MovedLine]:
    """In the order of the newer version; those of which a part stays are told as losing one."""
    for page in new.questionnaire.pages:
        for question in page.answered:
            stored = moved.stored.get(question.code)
            if not is_blank(stored) and question.code not in moved.displaced:
                answer = answer_in_words(question, decode_one(question, stored), new)
                found = ahead.misfits.get(question.code, ())
                misfits = tuple(why(one, new.questionnaire, ahead.facts) for one in found)
                yield MovedLine(new.label(question.code), answer or Text(), misfits=misfits)


def _losing(
    moved: MovedAnswers, old: QuestionnaireVocabulary, new: QuestionnaireVocabulary
) -> Iterator[MovedLine]:
    """In the words of the version in which the answers were given."""
    for code, stored in moved.displaced.items():
        question = old.questionnaire.questions_by_code.get(code)
        if question is None:
            continue
        answer = answer_in_words(question, decode_one(question, stored), old)
        stays = None
        if code in moved.stored:
            after = new.questionnaire.questions_by_code[code]
            stays = answer_in_words(after, decode_one(after, moved.stored[code]), new)
        yield MovedLine(old.label(code), answer or Text(), stays)
