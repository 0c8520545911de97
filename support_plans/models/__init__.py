"""The rows: what the city offers, the plans made from it, and what came of them."""

from support_plans.models.digests import Digest, DigestSubscription
from support_plans.models.events import PlanEvent
from support_plans.models.plans import Plan, PlanItem, PlanLink
from support_plans.models.programmes import Office, Programme, ProgrammeVersion

__all__ = [
    "Digest",
    "DigestSubscription",
    "Office",
    "Plan",
    "PlanEvent",
    "PlanItem",
    "PlanLink",
    "Programme",
    "ProgrammeVersion",
]
