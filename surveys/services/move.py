"""Moving a company's answers to a newer version of their questionnaire, once it agrees to that.

Whoever saves a first answer to a page holds the response while doing so (`services.answer`), and a
move gives every page a new revision: nothing made for the old version is saved into the new one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from surveys.forms.moved import typed_on_new_pages
from surveys.models import (
    Contact,
    DisplacedAnswer,
    Invitation,
    PageAnswers,
    QuestionnaireVersion,
    Response,
    TypedPage,
)
from surveys.moving import MovedAnswers, moved_answers
from surveys.services.answer import check_open, keep_typed

Pages = Mapping[str, PageAnswers]


def offered_version(*, response: Response, now: datetime) -> QuestionnaireVersion | None:
    """The version that the company may move to; None where it goes on with the one it has.

    So it does until an officer puts a newer one into the wave, and after it has submitted.
    """
    wave = response.wave
    if response._state.adding or response.version_id == wave.version_id or not wave.is_open(now):
        return None
    is_newer = wave.version.number > response.version.number
    return wave.version if is_newer and not response.submissions.exists() else None


@transaction.atomic
def move_response(*, response: Response, by: Contact | None, now: datetime) -> bool:
    """Move the answers to the version that the wave asked when `response` was read.

    Each keeps its place where the newer version has one for it, and is a displaced answer where it
    has not. False, and nothing done, where there is nothing to move: somebody did it before, or
    submitted. Raises WaveNotOpen.
    """
    check_open(wave=response.wave, now=now)
    # Alone: where somebody moved it meanwhile, a join to its version would find no row at all.
    locked = Response.objects.select_for_update().get(pk=response.pk)
    locked.wave = response.wave
    target = offered_version(response=locked, now=now)
    if target is None:
        return False
    old = {row.page: row for row in locked.pages.select_for_update().order_by("pk")}
    answers = {code: row.answers for code, row in old.items()}
    moved = moved_answers(locked.version.questionnaire, target.questionnaire, answers)
    new = _move_pages(locked, old, moved)
    _move_typed(locked, old, new, target)
    DisplacedAnswer.objects.bulk_create(
        DisplacedAnswer(
            response=locked, version=locked.version, code=code, answer=answer, displaced_at=now
        )
        for code, answer in moved.displaced.items()
    )
    Response.objects.filter(pk=locked.pk).update(version=target, moved_at=now, moved_by=by)
    return True


def _move_pages(response: Response, old: Pages, moved: MovedAnswers) -> Pages:
    """Who saved last, and when, stays with the answers; the revision goes past all before it."""
    new: dict[str, PageAnswers] = {}
    for code, answers in moved.pages.items():
        sources = [old[source] for source in moved.sources[code]]
        latest = max(sources, key=lambda row: row.saved_at)
        before = [*sources, old[code]] if code in old else sources
        new[code] = PageAnswers(
            pk=old[code].pk if code in old else None,
            response=response,
            page=code,
            answers=answers,
            revision=max(row.revision for row in before) + 1,
            saved_by_id=latest.saved_by_id,
            saved_at=latest.saved_at,
        )
    response.pages.exclude(page__in=new).delete()
    for row in new.values():
        row.save()
    return new


def _move_typed(response: Response, old: Pages, new: Pages, target: QuestionnaireVersion) -> None:
    """What people typed and could not save waits for them on the pages where it belongs now."""
    questionnaire = response.version.questionnaire
    stored = {code: answer for row in new.values() for code, answer in row.answers.items()}
    kept = TypedPage.objects.filter(
        invitation__wave=response.wave_id, invitation__contact__company=response.company_id
    )
    for row in kept:
        page = questionnaire.pages_by_code.get(row.page)
        if page is None:
            continue
        is_over_the_saved = row.revision == _revision(old, row.page)
        by_page = typed_on_new_pages(row.typed, page, target.questionnaire, stored)
        own_page_first = sorted(by_page, key=lambda code: code != page.code)
        for code in own_page_first:
            row.page, row.typed = code, by_page[code]
            row.revision = _revision(new, code) if is_over_the_saved else 0
            row.save()  # the row itself for the first page, a copy of it for each other one
            row.pk = None
            row._state.adding = True


def _revision(pages: Pages, code: str) -> int:
    return pages[code].revision if code in pages else 0


def keep_typed_of_other_version(
    *,
    invitation: Invitation,
    made_for: QuestionnaireVersion,
    response: Response,
    page: str,
    typed: Mapping[str, Sequence[str]],
    now: datetime,
    restored: int = 0,
) -> None:
    """Put aside what was typed on a page of another version, on the pages where it belongs now.

    There it meets the saved answers like something typed over older ones.
    """
    old = made_for.questionnaire.pages_by_code.get(page)
    by_page: Mapping[str, Mapping[str, Sequence[str]]] = {page: typed}
    if old is not None:
        as_lists = {name: list(values) for name, values in typed.items()}
        stored = {} if response._state.adding else response.stored_answers()
        by_page = typed_on_new_pages(as_lists, old, response.version.questionnaire, stored)
    for code, on_page in by_page.items():
        keep_typed(
            invitation=invitation, page=code, typed=on_page, revision=0, now=now, restored=restored
        )
