"""What a plan can be waiting for, and for whom: the queue's filter, the sidebar and the home page
all read this one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from support_plans.models import Plan
from support_plans.models.plans import PlanQuerySet

Person = User | AnonymousUser
Status = Plan.Status


@dataclass(frozen=True, slots=True)
class Waiting:
    code: str
    title: str | Promise
    statuses: tuple[Plan.Status, ...]
    permission: str  # who may do what the plan waits for; "" where that is the company
    icon: str

    @property
    def url(self) -> str:
        """The queue, reduced to these plans."""
        return f"{reverse('admin:support_plans_plan_changelist')}?{PARAMETER}={self.code}"


PARAMETER = "waiting"
"""In the queue's address: `?waiting=review`."""

WAITING: Sequence[Waiting] = (
    Waiting(
        "review",
        _("Awaiting review"),
        (Status.DRAFTED, Status.RETURNED),
        "support_plans.review_plan",
        "rate_review",
    ),
    Waiting(
        "approval",
        _("Waiting for approval"),
        (Status.IN_REVIEW,),
        "support_plans.approve_plan",
        "approval",
    ),
    Waiting(
        "publication",
        _("Waiting to be published"),
        (Status.APPROVED,),
        "support_plans.publish_plan",
        "send",
    ),
    Waiting("company", _("Waiting for the company"), (Status.PUBLISHED,), "", "hourglass_empty"),
)


def waiting_for(person: Person) -> list[Waiting]:
    """The rows of the table that this person may work off."""
    return [one for one in WAITING if one.permission and person.has_perm(one.permission)]


def queue_of(person: Person) -> PlanQuerySet:
    """The plans that wait for this person; every plan, for one who only reads."""
    mine = [status for one in waiting_for(person) for status in one.statuses]
    return Plan.objects.filter(status__in=mine) if mine else Plan.objects.all()


def waiting_counts() -> dict[str, int]:
    """How many plans wait for what, by code, in one query."""
    return Plan.objects.aggregate(
        **{one.code: Count("pk", filter=Q(status__in=one.statuses)) for one in WAITING}
    )
