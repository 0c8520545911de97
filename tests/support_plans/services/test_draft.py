"""Drafting: one submission, one plan, whatever happens in between."""

import pytest
from django.db import IntegrityError

from support_plans.models import Plan, PlanEvent, PlanItem, ProgrammeVersion
from support_plans.services import draft
from support_plans.services.draft import draft_plan_for, submissions_without_plan
from support_plans.services.events import broken_events
from support_plans.tasks import draft_plan, sweep_submissions
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
