"""Many at once, on PostgreSQL: one of them wins, the others are told, nothing is lost."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from config import celery_app
from support_plans.models import Plan, PlanEvent, PlanItem
from support_plans.services.draft import draft_plan_for
from support_plans.services.events import broken_events
from support_plans.services.problems import PlanHasMoved
from support_plans.services.review import approve_plan, propose_plan
from surveys.models import Contact, PageAnswers, Response, Submission
from surveys.services.answer import open_response, save_page
from surveys.services.problems import PageHasMoved
from surveys.services.submit import submit_response
from tests.factories import (
    SMALL_ANSWERS,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    four_programmes,
    plan,
    submission,
    user,
)
from tests.flows.at_once import at_once

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def queued_messages() -> int:
    with celery_app.connection_for_read() as broker:
        return broker.default_channel.queue_declare("celery").message_count


def answered() -> Response:
    response = ResponseFactory()
    for page, answers in SMALL_ANSWERS.items():
        save_page(
            response=response, page=page, answers=answers, revision=0, by=None, now=timezone.now()
        )
    return response


def test_one_company_opens_its_response_twenty_times() -> None:
    invitation = InvitationFactory()

    opened = at_once([lambda: open_response(invitation=invitation)] * 20)

    assert opened == [Response.objects.get()] * 20


def test_twenty_submits_make_one_submission_and_send_one_message() -> None:
    celery_app.control.purge()
    pk = answered().pk

    def submit() -> Submission:
        response = Response.objects.select_related("wave", "version__survey").get(pk=pk)
        return submit_response(response=response, by=None, now=timezone.now())

    submitted = at_once([submit] * 20)

    assert submitted == [Submission.objects.get()] * 20
    assert queued_messages() == 1


def test_eight_drafts_of_one_submission_make_one_plan() -> None:
    four_programmes()
    made = submission()

    drafted = at_once([lambda: draft_plan_for(submission_id=made.pk)] * 8)

    the_plan = Plan.objects.get()
    assert drafted == [the_plan] * 8
    assert PlanItem.objects.filter(plan=the_plan).count() == PlanItem.objects.count() == 4
    assert [event.kind for event in PlanEvent.objects.all()] == [PlanEvent.Kind.DRAFTED]


def test_twenty_approvals_are_one_approval() -> None:
    proposed = propose_plan(plan=plan(), by=user("officer", "officer"), revision=1)
    role = Group.objects.get(name="approver")
    approvers = User.objects.bulk_create(
        User(username=f"approver-{number}", is_staff=True) for number in range(20)
    )
    role.user_set.add(*approvers)

    def approve(by: User) -> Callable[[], Plan]:
        return lambda: approve_plan(plan=proposed, by=by, revision=proposed.revision)

    outcomes = at_once([approve(by) for by in approvers])

    [approved] = [one for one in outcomes if isinstance(one, Plan)]
    beaten = [one for one in outcomes if isinstance(one, PlanHasMoved)]
    assert len(beaten) == 19
    event = PlanEvent.objects.get(kind=PlanEvent.Kind.APPROVED)
    assert approved.approved_by == event.by
    assert list(broken_events(approved)) == []


@pytest.mark.parametrize("revision", [0, 1], ids=["a page nobody saved", "a saved page"])
def test_of_two_colleagues_on_one_page_one_is_told(revision: int) -> None:
    response = ResponseFactory()
    if revision:
        save(response, {"employees": 1, "uses_gpu": "no"}, 0)
    colleagues = ContactFactory.create_batch(2, company=response.company)
    typed = [{"employees": 38, "uses_gpu": "yes"}, {"employees": 39, "uses_gpu": "yes"}]

    outcomes = at_once(
        [
            lambda: save(response, typed[0], revision, colleagues[0]),
            lambda: save(response, typed[1], revision, colleagues[1]),
        ]
    )

    stored = PageAnswers.objects.get()
    winner = outcomes.index(None)
    assert (stored.answers, stored.saved_by) == (typed[winner], colleagues[winner])
    assert stored.revision == revision + 1
    beaten = outcomes[1 - winner]
    assert isinstance(beaten, PageHasMoved)
    assert (beaten.saved.answers, beaten.saved.revision) == (stored.answers, stored.revision)


def test_two_who_save_over_a_page_that_is_gone_do_not_lose_either() -> None:
    response = ResponseFactory()
    typed: list[dict[str, object]] = [{"employees": number} for number in range(8)]

    outcomes = at_once([lambda answers=one: save(response, answers, 7) for one in typed])

    assert outcomes.count(None) == 1
    assert PageAnswers.objects.get().answers == typed[outcomes.index(None)]
    assert all(one is None or isinstance(one, PageHasMoved) for one in outcomes)


def test_colleagues_on_different_pages_do_not_meet() -> None:
    response = ResponseFactory()

    def on(page: str) -> Callable[[], None]:
        return lambda: save(response, SMALL_ANSWERS[page], 0, page=page)

    assert at_once([on(page) for page in SMALL_ANSWERS]) == [None] * len(SMALL_ANSWERS)
    stored = {one.page: one.answers for one in PageAnswers.objects.all()}
    assert stored == SMALL_ANSWERS


def save(
    response: Response,
    answers: dict[str, object],
    revision: int,
    by: Contact | None = None,
    page: str = "company_size",
) -> None:
    save_page(
        response=response,
        page=page,
        answers=answers,
        revision=revision,
        by=by,
        now=timezone.now(),
    )
