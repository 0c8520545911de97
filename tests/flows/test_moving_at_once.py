"""Colleagues who save, submit and move their company's answers at the same moment."""

from collections.abc import Callable
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from surveys.models import DisplacedAnswer, PageAnswers, Response, Submission, TypedPage
from surveys.services.answer import keep_typed, save_page
from surveys.services.move import bring_typed_along, move_response
from surveys.services.problems import PageHasMoved, QuestionnaireHasMoved
from surveys.services.submit import submit_response
from tests.factories import SMALL_ANSWERS, ContactFactory, InvitationFactory
from tests.flows.at_once import at_once
from tests.flows.test_versions_at_once import until_somebody_waits_for_a_lock
from tests.surveys.moves import again, answered, put_in

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TOLD = (PageHasMoved, QuestionnaireHasMoved)


def mover(response: Response) -> Callable[[], bool]:
    read = again(response)
    return lambda: move_response(response=read, by=None, now=timezone.now())


def saver(
    response: Response, page: str, answers: dict[str, object], revision: int
) -> Callable[[], None]:
    read, by = again(response), ContactFactory(company=response.company)
    return lambda: save_page(
        response=read, page=page, answers=answers, revision=revision, by=by, now=timezone.now()
    )


def everything_said() -> list[object]:
    """Every answer that is on a page or displaced."""
    pages = [one.answers for one in PageAnswers.objects.all()]
    on_pages = [value for answers in pages for value in answers.values()]
    return on_pages + [one.answer for one in DisplacedAnswer.objects.all()]


def test_of_eight_who_move_one_does() -> None:
    response = answered()
    put_in(response.wave)
    moved = at_once([mover(response) for _ in range(8)])
    assert sorted(moved, key=str) == [False] * 7 + [True]
    assert DisplacedAnswer.objects.count() == 2


@pytest.mark.parametrize("attempt", range(6))
def test_a_colleague_s_save_is_moved_along_or_the_colleague_is_told(attempt: int) -> None:
    response = answered({"company_size": SMALL_ANSWERS["company_size"]})
    put_in(response.wave)

    moved, over, signed = at_once(
        [
            mover(response),
            saver(response, "company_size", {"employees": 99, "uses_gpu": "no"}, 1),
            saver(response, "signature", {"signatory_name": "늦은 사람"}, 0),
        ]
    )

    assert moved is True
    said = everything_said()
    for outcome, answer, before in ((over, 99, 38), (signed, "늦은 사람", None)):
        if outcome is None:
            assert answer in said
        else:
            assert isinstance(outcome, TOLD)
            assert answer not in said
            assert before is None or before in said
    pages = {one.page for one in PageAnswers.objects.all()}
    assert pages == {"company_size", "gpu"}


@pytest.mark.parametrize(
    ("page", "answers", "revision"),
    [
        ("company_size", {"employees": 99, "uses_gpu": "no"}, 1),
        ("signature", {"signatory_name": "늦은 사람"}, 0),
    ],
    ids=["a saved page", "a page nobody saved"],
)
def test_who_saves_waits_for_who_is_moving_and_is_told(
    page: str, answers: dict[str, object], revision: int
) -> None:
    response = answered({"company_size": SMALL_ANSWERS["company_size"]})
    put_in(response.wave)
    is_moved, move, save = Event(), mover(response), saver(response, page, answers, revision)

    def moving() -> bool:
        with transaction.atomic():
            moved = move()
            is_moved.set()
            until_somebody_waits_for_a_lock()
        return moved

    def saving() -> None:
        is_moved.wait(10)
        save()

    moved, told = at_once([moving, saving])

    assert (moved, type(told)) == (True, QuestionnaireHasMoved)
    assert set(everything_said()) == {38, "yes"}


@pytest.mark.parametrize("attempt", range(4))
def test_a_response_is_submitted_on_the_old_version_or_moved(attempt: int) -> None:
    response = answered()
    old = response.version
    put_in(response.wave)
    read = again(response)

    moved, submitted = at_once(
        [
            mover(response),
            lambda: submit_response(response=read, by=None, now=timezone.now()),
        ]
    )

    assert (moved, type(submitted)) in [(True, QuestionnaireHasMoved), (False, Submission)]
    if moved:
        assert not Submission.objects.exists()
    else:
        assert Submission.objects.get().version == again(response).version == old


def test_what_was_typed_is_brought_along_once_by_all_who_look() -> None:
    response = answered()
    contact = ContactFactory(company=response.company)
    invitation = InvitationFactory(wave=response.wave, contact=contact)
    keep_typed(
        invitation=invitation,
        version_id=response.version_id,
        page="company_size",
        typed={"employees": ["40"], "uses_gpu": ["no"]},
        revision=1,
        now=timezone.now(),
    )
    put_in(response.wave)
    mover(response)()
    moved = again(response)

    looked = at_once([lambda: bring_typed_along(invitation=invitation, response=moved)] * 6)

    assert looked == [None] * 6
    assert sorted(TypedPage.objects.values_list("page", flat=True)) == ["company_size", "gpu"]
