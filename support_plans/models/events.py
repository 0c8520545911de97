"""What happened to a plan: an append-only chain, each row carrying the hash of the one before."""

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from support_plans.models.plans import Plan
from surveys.models import Contact
from surveys.models.append_only import AppendOnly, AppendOnlyQuerySet


class PlanEventQuerySet(AppendOnlyQuerySet["PlanEvent"]):
    pass


class PlanEvent(AppendOnly):
    """One step of a plan, by an officer, a contact of the company, or nobody but the task."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        EDITED = "edited", _("Edited")
        PROPOSED = "proposed", _("Proposed for approval")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        DECIDED = "decided", _("Answered by the company")
        SUPERSEDED = "superseded", _("Replaced by newer answers")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who at the company"),
    )
    details = models.JSONField(_("details"), default=dict)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = PlanEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="event_number_once_per_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number} {self.kind}"

    def computed_digest(self) -> str:
        """sha256 over the row's content and the digest of the row before."""
        content = [
            self.plan_id,
            self.number,
            self.kind,
            _utc(self.at),
            self.by_id,
            self.contact_id,
            self.details,
            self.previous_digest,
        ]
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _utc(moment: datetime) -> float:
    return moment.timestamp()
