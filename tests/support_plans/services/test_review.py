"""Officers' moves: who may, when, and what is left on record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from support_plans.models import Plan, PlanEvent, PlanItem, ProgrammeVersion
from support_plans.services.events import broken_events
from support_plans.services.problems import (
    AmountTooHigh,
    NobodyToTell,
    NoteMissing,
    PlanHasMoved,
    ReasonMissing,
    SamePerson,
)
from support_plans.services.publish import decide_item, publish_plan
from support_plans.services.review import approve_plan, edit_item, propose_plan, return_plan
from surveys.models import Invitation
from surveys.models.append_only import CannotChange
from surveys.services.invite import revoke
from tests.factories import ContactFactory, InvitationFactory, plan, user

pytestmark = pytest.mark.django_db
Kind = PlanEvent.Kind


@pytest.fixture
def drafted() -> Plan:
    return plan()


@pytest.fixture
def officer() -> User:
    return user("officer", "officer")


@pytest.fixture
def approver() -> User:
    return user("approver", "approver")


@pytest.fixture
def both() -> User:
    return user("both", "officer", "approver")


def edit(plan: Plan, by: User, item: PlanItem | None = None, **changes: Any) -> None:
    item = item or plan.items.get(drafted_outcome="recommended")
    item.plan = plan
    edit_item(
        **{
            "item": item,
            "by": by,
            "revision": plan.revision,
            "outcome": item.outcome,
            "amount_krw": 10_000_000,
            "note": "담당 부서와 먼저 상의하시기 바랍니다.",
            "reason": "예산에 맞췄습니다.",
            **changes,
        }
    )
    plan.refresh_from_db()


def proposed(plan: Plan, officer: User) -> Plan:
    return propose_plan(plan=plan, by=officer, revision=plan.revision)


def approved(plan: Plan, officer: User, approver: User) -> Plan:
    ready = proposed(plan, officer)
    return approve_plan(plan=ready, by=approver, revision=ready.revision)


def published(plan: Plan, officer: User, approver: User) -> Plan:
    ready = approved(plan, officer, approver)
    return publish_plan(plan=ready, by=approver, revision=ready.revision)


def test_the_whole_line_leaves_one_event_a_step(
    drafted: Plan, officer: User, approver: User
) -> None:
    edit(drafted, officer)
    final = published(drafted, officer, approver)
    assert final.status == Plan.Status.PUBLISHED
    assert [event.kind for event in final.events.all()] == [
        Kind.DRAFTED,
        Kind.EDITED,
        Kind.PROPOSED,
        Kind.APPROVED,
        Kind.PUBLISHED,
    ]
    assert list(broken_events(final)) == []


def test_an_edit_keeps_before_after_and_reason(drafted: Plan, officer: User) -> None:
    edit(drafted, officer)
    details = drafted.events.get(kind=Kind.EDITED).details
    assert details["before"]["amount_krw"] == 50_000_000
    assert details["after"]["amount_krw"] == 10_000_000
    assert details["reason"] == "예산에 맞췄습니다."
    assert drafted.items.get(outcome="recommended").amount_krw == 10_000_000


def test_an_edit_without_a_reason_is_refused(drafted: Plan, officer: User) -> None:
    with pytest.raises(ReasonMissing):
        edit(drafted, officer, reason="  ")
    assert drafted.events.count() == 1


def test_the_summary_says_what_the_items_say_now(drafted: Plan, officer: User) -> None:
    before = drafted.summary
    assert "Programme gpu-hours" in drafted.summary_text.en
    edit(drafted, officer, outcome="not_eligible")
    assert drafted.summary_text.en.startswith("Going by your answers, there is no programme")
    assert "gpu-hours" not in str(drafted.summary)
    details = drafted.events.get(kind=Kind.EDITED).details
    assert (details["before"]["summary"], details["after"]["summary"]) == (before, drafted.summary)


def test_an_edit_that_changes_no_outcome_leaves_the_summary(drafted: Plan, officer: User) -> None:
    before = drafted.summary
    edit(drafted, officer)
    assert drafted.summary == before


def test_the_summary_begins_with_the_clearest_need(drafted: Plan, officer: User) -> None:
    drafted.items.filter(outcome="recommended").update(need=60)
    late = drafted.items.get(outcome="needs_information")
    drafted.items.filter(pk=late.pk).update(need=90)
    edit(drafted, officer, item=late, outcome="recommended", amount_krw=None)
    assert "Programme needs-revenue answers the clearest need" in drafted.summary_text.en


def test_what_the_page_does_not_offer_is_not_promised(drafted: Plan, officer: User) -> None:
    """The draft's "it would become possible if" is not shown of what an officer decided."""
    item = drafted.items.get(outcome="not_eligible")
    assert item.would_be_if
    assert "would open if you changed something" in drafted.summary_text.en
    edit(drafted, officer, item=item, outcome="not_needed", amount_krw=None)
    assert "would open if" not in drafted.summary_text.en


@pytest.mark.parametrize("note", ["", "  \n"])
def test_deciding_otherwise_than_the_draft_takes_a_note(
    drafted: Plan, officer: User, note: str
) -> None:
    with pytest.raises(NoteMissing):
        edit(drafted, officer, outcome="not_needed", note=note)
    edit(drafted, officer, note=note)  # the outcome as drafted needs none
    assert drafted.events.count() == 2


def test_no_more_than_the_programme_gives(drafted: Plan, officer: User) -> None:
    with pytest.raises(AmountTooHigh):
        edit(drafted, officer, amount_krw=50_000_001)
    edit(drafted, officer, amount_krw=50_000_000)
    ProgrammeVersion.objects.update(ceiling_krw=None)
    edit(drafted, officer, amount_krw=50_000_001)
    assert drafted.items.get(outcome="recommended").amount_krw == 50_000_001


def test_the_later_of_two_edits_is_told(drafted: Plan, officer: User, both: User) -> None:
    stale = Plan.objects.get(pk=drafted.pk)
    edit(drafted, officer)
    with pytest.raises(PlanHasMoved):
        edit_item(
            item=stale.items.get(outcome="recommended"),
            by=both,
            revision=stale.revision,
            outcome="recommended",
            amount_krw=1,
            note="",
            reason="다른 이유",
        )
    assert drafted.items.get(outcome="recommended").amount_krw == 10_000_000


@pytest.mark.parametrize(
    ("role", "move"),
    [
        ("approver", propose_plan),
        ("officer", approve_plan),
        ("officer", publish_plan),
        ("manager", propose_plan),
        ("manager", approve_plan),
        ("auditor", publish_plan),
        ("programme_manager", approve_plan),
    ],
)
def test_roles_may_only_their_own_moves(
    drafted: Plan, role: str, move: Callable[..., Plan]
) -> None:
    with pytest.raises(PermissionDenied):
        move(plan=drafted, by=user(role, role), revision=drafted.revision)


def test_who_proposed_never_approves(drafted: Plan, both: User) -> None:
    ready = proposed(drafted, both)
    with pytest.raises(SamePerson):
        approve_plan(plan=ready, by=both, revision=ready.revision)


def test_who_edited_never_approves_even_when_somebody_else_proposed(
    drafted: Plan, officer: User, both: User
) -> None:
    edit(drafted, both)
    edit(drafted, officer)
    ready = proposed(drafted, officer)
    with pytest.raises(SamePerson):
        approve_plan(plan=ready, by=both, revision=ready.revision)


@pytest.mark.parametrize("role", ["edited", "proposed"])
def test_the_database_refuses_it_as_well(drafted: Plan, both: User, role: str) -> None:
    now = timezone.now()
    fields = {"proposed_by": user("other"), "proposed_at": now, f"{role}_by": both}
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=drafted.pk).update(
            **{**fields, f"{role}_at": now, "approved_by": both, "approved_at": now}
        )


def test_the_database_refuses_publication_without_approval(drafted: Plan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=drafted.pk).update(status="published", published_at=timezone.now())


def test_a_second_approval_is_refused(
    drafted: Plan, officer: User, approver: User, both: User
) -> None:
    ready = proposed(drafted, officer)
    approve_plan(plan=ready, by=approver, revision=ready.revision)
    with pytest.raises(PlanHasMoved):
        approve_plan(plan=ready, by=both, revision=ready.revision)
    assert ready.events.filter(kind=Kind.APPROVED).count() == 1


def test_a_returned_plan_can_be_proposed_again(
    drafted: Plan, officer: User, approver: User
) -> None:
    ready = proposed(drafted, officer)
    with pytest.raises(ReasonMissing):
        return_plan(plan=ready, by=approver, revision=ready.revision, reason="")
    back = return_plan(plan=ready, by=approver, revision=ready.revision, reason="금액 확인")
    assert back.status == Plan.Status.RETURNED
    assert approved(back, officer, approver).status == Plan.Status.APPROVED


def test_an_approved_plan_is_not_edited(drafted: Plan, officer: User, approver: User) -> None:
    ready = approved(drafted, officer, approver)
    with pytest.raises(PlanHasMoved):
        edit(ready, officer)


def test_a_draft_is_not_published(drafted: Plan, approver: User) -> None:
    with pytest.raises(PlanHasMoved):
        publish_plan(plan=drafted, by=approver, revision=drafted.revision)


def test_publication_mails_a_link_of_its_own(
    drafted: Plan, officer: User, approver: User, mailoutbox: list[Any]
) -> None:
    from post_office.models import Email

    published(drafted, officer, approver)
    _receipt, mail = Email.objects.order_by("pk")
    [link] = drafted.links.all()
    assert mail.to == [link.contact.email]
    assert "/p/" in mail.message
    assert link.token_hash not in mail.message


def test_whose_invitation_was_taken_back_gets_no_plan(
    drafted: Plan, officer: User, approver: User
) -> None:
    ready = approved(drafted, officer, approver)
    wave = ready.submission.response.wave
    left = Invitation.objects.get(wave=wave)
    revoke(invitation=left, now=timezone.now())
    with pytest.raises(NobodyToTell):
        publish_plan(plan=ready, by=approver, revision=ready.revision)
    stays = ContactFactory(company=ready.company)
    InvitationFactory(wave=wave, contact=stays)
    final = publish_plan(plan=ready, by=approver, revision=ready.revision)
    assert [link.contact for link in final.links.all()] == [stays]


def test_an_invitation_to_another_wave_makes_up_for_none(
    drafted: Plan, officer: User, approver: User
) -> None:
    ready = approved(drafted, officer, approver)
    left = Invitation.objects.get(wave=ready.submission.response.wave)
    revoke(invitation=left, now=timezone.now())
    InvitationFactory(contact=left.contact)
    with pytest.raises(NobodyToTell):
        publish_plan(plan=ready, by=approver, revision=ready.revision)


def test_the_same_answer_again_is_one_event(drafted: Plan, officer: User, approver: User) -> None:
    final = published(drafted, officer, approver)
    contact = final.submission.submitted_by
    assert contact is not None
    item = final.items.get(outcome="recommended")
    for reason in ("", "", "Later.", "Later."):
        decide_item(item=item, contact=contact, decision=PlanItem.Decision.DECLINED, reason=reason)
    final.refresh_from_db()
    events = final.events.filter(kind=Kind.DECIDED)
    assert [event.details["reason"] for event in events] == ["", "Later."]
    assert final.revision == 6


@pytest.mark.parametrize(
    ("decision", "status"), [("accepted", "accepted"), ("declined", "declined")]
)
def test_the_company_s_answer_ends_the_plan(
    drafted: Plan, officer: User, approver: User, decision: str, status: str
) -> None:
    final = published(drafted, officer, approver)
    contact = final.submission.submitted_by
    assert contact is not None
    answered = decide_item(
        item=final.items.get(outcome="recommended"),
        contact=contact,
        decision=PlanItem.Decision(decision),
        reason="",
    )
    assert answered.status == status
    assert answered.events.get(kind=Kind.DECIDED).contact == contact


def test_only_recommendations_of_published_plans_are_answered(
    drafted: Plan, officer: User, approver: User
) -> None:
    contact = drafted.submission.submitted_by
    assert contact is not None
    accepted = PlanItem.Decision.ACCEPTED
    item = drafted.items.get(outcome="recommended")
    with pytest.raises(PlanHasMoved):
        decide_item(item=item, contact=contact, decision=accepted, reason="")
    published(drafted, officer, approver)
    other = drafted.items.get(outcome="not_eligible")
    with pytest.raises(PlanHasMoved):
        decide_item(item=other, contact=contact, decision=accepted, reason="")


def test_an_event_is_never_changed_or_deleted(drafted: Plan) -> None:
    event = drafted.events.get()
    with pytest.raises(CannotChange):
        event.save()
    with pytest.raises(CannotChange):
        event.delete()
    with pytest.raises(CannotChange):
        PlanEvent.objects.update(kind=Kind.EDITED)
    with pytest.raises(CannotChange):
        PlanEvent.objects.all().delete()


def test_a_changed_event_is_found(drafted: Plan, officer: User) -> None:
    proposed(drafted, officer)
    if connection.vendor == "postgresql":  # whoever tampers must get past its trigger first
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    drafted.events.model._base_manager.filter(number=1).update(details={"on": "2000-01-01"})
    assert [event.number for event in broken_events(drafted)] == [1]
