"""Drafting: one submission, one plan, whatever happens in between."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone

from support_plans.models import Plan, PlanEvent, PlanItem, ProgrammeVersion
from support_plans.periods import Period
from support_plans.services import draft
from support_plans.services.city import count_city
from support_plans.services.draft import draft_plan_for, submissions_without_plan
from support_plans.services.events import broken_events
from support_plans.tasks import draft_plan, sweep_submissions
from surveys.models import Response, Submission
from surveys.services.answer import save_page
from surveys.services.submit import submit_response
from tests.factories import four_programmes, plan, submission

pytestmark = pytest.mark.django_db


def test_each_programme_becomes_an_item_in_the_plan_s_order() -> None:
    drafted = plan()
    items = [(item.programme_version.programme.code, item.outcome) for item in drafted.items.all()]
    assert items == [
        ("gpu-hours", "recommended"),
        ("needs-revenue", "needs_information"),
        ("open-to-all", "not_needed"),
        ("large-firms", "not_eligible"),
    ]


def test_every_item_says_why_in_both_languages() -> None:
    for item in plan().items.all():
        assert item.reason_texts
        assert all(text.ko and text.en for text in item.reason_texts)


def test_only_recommendations_carry_the_ceiling_as_amount() -> None:
    amounts = dict(plan().items.values_list("outcome", "amount_krw"))
    assert amounts == {
        "recommended": 50_000_000,
        "needs_information": None,
        "not_needed": None,
        "not_eligible": None,
    }


def test_the_evidence_names_answers_rules_and_every_condition() -> None:
    drafted = plan()
    assert drafted.evidence["submission"] == drafted.submission.answers_digest
    assert drafted.evidence["rulebook"] == ProgrammeVersion.objects.all().rulebook().digest
    assert drafted.evidence["leaves"]["gpu-hours"] == {"eligible": "true", "needed": "true"}
    assert drafted.evidence["leaves"]["needs-revenue"]["eligible"] == "unknown:not_asked"


def test_drafting_again_gives_the_same_plan() -> None:
    drafted = plan()
    draft_plan(drafted.submission_id)
    assert Plan.objects.get() == drafted
    assert PlanItem.objects.count() == 4


def test_a_worker_that_comes_second_takes_the_first_one_s_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    four_programmes()
    submitted = submission()
    store = draft._store

    def beaten(*args: object) -> Plan:
        store(*args)  # type: ignore[arg-type]
        raise IntegrityError

    with monkeypatch.context() as patch:
        patch.setattr(draft, "_store", beaten)
        drafted = draft_plan_for(submission_id=submitted.pk)
    assert drafted == Plan.objects.get()


@pytest.mark.usefixtures("tasks_in_process")
def test_the_sweep_finds_what_no_message_reached() -> None:
    four_programmes()
    lost = submission()
    assert list(submissions_without_plan()) == [lost.pk]
    assert sweep_submissions() == 1
    assert list(submissions_without_plan()) == []
    assert sweep_submissions() == 0


def test_drafting_is_an_event_in_an_unbroken_chain() -> None:
    drafted = plan()
    assert [event.kind for event in drafted.events.all()] == [PlanEvent.Kind.DRAFTED]
    assert list(broken_events(drafted)) == []


def test_retired_and_future_programmes_are_not_in_the_plan() -> None:
    four_programmes()
    ProgrammeVersion.objects.filter(programme__code="open-to-all").update(status="retired")
    ProgrammeVersion.objects.filter(programme__code="large-firms").update(
        in_force_from="2999-01-01"
    )
    drafted = draft_plan_for(submission_id=submission().pk)
    assert drafted.items.count() == 2


def test_a_city_without_programmes_still_drafts_a_plan() -> None:
    drafted = draft_plan_for(submission_id=submission().pk)
    assert drafted.items.count() == 0
    assert drafted.summary_text.ko
    assert drafted.summary_text.en


def sent_again(response: Response) -> Submission:
    """The company changes an answer and submits again."""
    page = response.pages.get(page="company_size")
    save_page(
        response=response,
        page=page.page,
        answers={**page.answers, "employees": 49},
        revision=page.revision,
        by=None,
        now=timezone.now(),
    )
    return submit_response(response=response, by=None, now=timezone.now())


def test_newer_answers_take_an_unpublished_plan_out_of_the_way() -> None:
    first = plan()
    second = draft_plan_for(submission_id=sent_again(first.submission.response).pk)
    first.refresh_from_db()
    assert (first.status, second.status) == (Plan.Status.SUPERSEDED, Plan.Status.DRAFTED)
    assert first.events.last().kind == PlanEvent.Kind.SUPERSEDED
    assert list(broken_events(first)) == []


def test_a_superseded_plan_is_not_counted_among_those_to_be_published() -> None:
    first = plan()
    draft_plan_for(submission_id=sent_again(first.submission.response).pk)
    now = timezone.now()
    figures = count_city(period=Period.up_to(timezone.localdate(now)), now=now)
    assert figures.unpublished == 1


def test_a_plan_drafted_late_for_older_answers_is_superseded_at_once() -> None:
    four_programmes()
    older = submission()
    newer = draft_plan_for(submission_id=sent_again(older.response).pk)
    late = draft_plan_for(submission_id=older.pk)
    late.refresh_from_db()
    assert (newer.status, late.status) == (Plan.Status.DRAFTED, Plan.Status.SUPERSEDED)


def test_a_published_plan_stays_and_says_when_a_newer_one_is_out() -> None:
    first = plan()
    now = timezone.now()
    Plan.objects.filter(pk=first.pk).update(
        status=Plan.Status.DECLINED, published_at=now, **approval()
    )
    second = draft_plan_for(submission_id=sent_again(first.submission.response).pk)
    first.refresh_from_db()
    assert (first.status, first.has_newer()) == (Plan.Status.DECLINED, False)
    Plan.objects.filter(pk=second.pk).update(
        status=Plan.Status.PUBLISHED, published_at=now, **approval()
    )
    assert first.has_newer()


def approval() -> dict[str, object]:
    """Fields of a plan that one person proposed and another approved."""
    now = timezone.now()
    officer, _ = User.objects.get_or_create(username="who-proposed")
    approver, _ = User.objects.get_or_create(username="who-approved")
    return {
        "proposed_by": officer,
        "proposed_at": now,
        "approved_by": approver,
        "approved_at": now,
    }
