"""Drafting: one submission becomes one plan, however often it is tried."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from support_plans.facts import SOURCES, submission_facts, vocabulary
from support_plans.matching.assess import ENGINE, Assessment, Outcome, assess
from support_plans.matching.rule_json import rule_from_json
from support_plans.matching.rulebook import Rulebook
from support_plans.models import Plan, PlanEvent, PlanItem, ProgrammeVersion
from support_plans.services.events import record_event
from support_plans.services.summary import summary_of
from surveys.models import Submission

# What comes first in a plan: what to do, what to tell us, what else is open, what is not.
_ORDER = [
    Outcome.RECOMMENDED,
    Outcome.NEEDS_INFORMATION,
    Outcome.NOT_NEEDED,
    Outcome.NOT_ELIGIBLE,
]


def submissions_without_plan() -> Sequence[int]:
    """Ids of submissions that a lost message left without a plan, oldest first."""
    return list(
        Submission.objects.filter(plans__isnull=True).order_by("pk").values_list("pk", flat=True)
    )


def draft_plan_for(*, submission_id: int, at: datetime | None = None) -> Plan:
    """The plan of the submission, drafted if it has none. Raises Submission.DoesNotExist.

    `at` is the time for the record and the day of the rules; now, unless the past is replayed.
    """
    existing = Plan.objects.filter(submission_id=submission_id).order_by("number").last()
    if existing is not None:
        return existing
    submission = Submission.objects.select_related("version__survey", "response__company").get(
        pk=submission_id
    )
    now = at or timezone.now()
    today = timezone.localdate(now)
    versions = {
        version.programme.code: version
        for version in ProgrammeVersion.objects.in_force_on(today)
        .select_related("programme")
        .only("programme__code", "name_ko", "name_en", "ceiling_krw")
        .annotate(rule_text=Cast("rule", TextField()))
    }
    rulebook = _rulebook(
        tuple(version.rule_text for version in versions.values())  # type: ignore[attr-defined]
    )
    assessments = _ranked(
        assess(
            rulebook,
            submission_facts(submission=submission, today=today),
            vocabulary(submission.version.questionnaire),
            today=today,
            sources=SOURCES,
        )
    )
    try:
        return _store(submission, versions, rulebook, assessments, now, today)
    except IntegrityError:  # another worker was faster; its plan is the plan
        return Plan.objects.get(submission_id=submission_id, number=1)


@lru_cache(maxsize=8)
def _rulebook(rules: tuple[str, ...]) -> Rulebook:
    """The rules as one value. They change a few times a year, and each plan is drafted from them:
    a process reads the same texts once."""
    return Rulebook(tuple(rule_from_json(json.loads(rule)) for rule in rules))


def _ranked(assessments: Sequence[Assessment]) -> list[Assessment]:
    return sorted(
        assessments, key=lambda one: (_ORDER.index(one.outcome), -one.need, one.programme)
    )


@transaction.atomic
def _store(
    submission: Submission,
    versions: dict[str, ProgrammeVersion],
    rulebook: Rulebook,
    assessments: Sequence[Assessment],
    now: datetime,
    today: date,
) -> Plan:
    plan = Plan(
        submission=submission,
        company=submission.response.company,
        drafted_at=now,
        evidence={
            "engine": ENGINE,
            "on": today.isoformat(),
            "submission": submission.answers_digest,
            "rulebook": rulebook.digest,
            "leaves": {one.programme: dict(one.leaves) for one in assessments},
        },
    )
    items = [
        _item(plan, versions[one.programme], one, position)
        for position, one in enumerate(assessments, start=1)
    ]
    plan.summary = summary_of(plan.company, items).to_json()
    plan.save()
    PlanItem.objects.bulk_create(items)
    record_event(plan=plan, kind=PlanEvent.Kind.DRAFTED, at=now, details={"on": today.isoformat()})
    _supersede_outdated(submission, now)
    return plan


def _supersede_outdated(submission: Submission, now: datetime) -> None:
    """Take plans of earlier answers out of the officers' way; published ones stay as they are."""
    newest = submission.response.submissions.order_by("-number").values("number")[:1]
    outdated = (
        Plan.objects.select_for_update(of=("self",))
        .filter(submission__response=submission.response, submission__number__lt=newest)
        .filter(status__in=Plan.Status.unpublished())
    )
    for plan in outdated:
        plan.status = Plan.Status.SUPERSEDED
        plan.revision += 1
        plan.save(update_fields=["status", "revision"])
        record_event(plan=plan, kind=PlanEvent.Kind.SUPERSEDED, at=now)


def _item(plan: Plan, version: ProgrammeVersion, one: Assessment, position: int) -> PlanItem:
    return PlanItem(
        plan=plan,
        programme_version=version,
        position=position,
        outcome=one.outcome.value,
        drafted_outcome=one.outcome.value,
        need=one.need,
        amount_krw=version.ceiling_krw if one.outcome is Outcome.RECOMMENDED else None,
        reasons=[reason.to_json() for reason in one.reasons],
        missing=list(one.missing),
        would_be_if=[change.to_json() for change in one.changes],
    )
