"""Plans: what the city recommends to one company, why, and what the company says to it."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_plans.models.programmes import ProgrammeVersion
from surveys.logic.text import Text
from surveys.models import Company, Contact, SecretLink, Submission
from surveys.models.questionnaires import text_field


class PlanQuerySet(models.QuerySet["Plan"]):
    def awaiting_review(self) -> "PlanQuerySet":
        """Drafted or sent back: an officer has to look at them."""
        return self.filter(status__in=[Plan.Status.DRAFTED, Plan.Status.RETURNED])

    def visible_to_company(self) -> "PlanQuerySet":
        return self.filter(status__in=Plan.Status.visible_to_company())

    def oldest_first(self) -> "PlanQuerySet":
        return self.order_by("drafted_at", "pk")


class Plan(models.Model):
    """A plan drafted from a submission. Its moves are conditional updates, each an event.

    `number` counts the plans of one submission: a plan that is drafted anew, because a rule has
    changed, is the next one, and the earlier stays readable. `revision` counts the changes of this
    row, so that two officers who change it at once notice.
    """

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        IN_REVIEW = "in_review", _("Waiting for approval")
        RETURNED = "returned", _("Returned to the officer")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY_ACCEPTED = "partly", _("Partly accepted")
        DECLINED = "declined", _("Declined")
        SUPERSEDED = "superseded", _("Replaced by newer answers")

        @classmethod
        def editable(cls) -> list["Plan.Status"]:
            return [cls.DRAFTED, cls.IN_REVIEW, cls.RETURNED]

        @classmethod
        def unpublished(cls) -> list["Plan.Status"]:
            return [*cls.editable(), cls.APPROVED]

        @classmethod
        def visible_to_company(cls) -> list["Plan.Status"]:
            return [cls.PUBLISHED, cls.ACCEPTED, cls.PARTLY_ACCEPTED, cls.DECLINED]

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="plans", verbose_name=_("submission")
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="plans", verbose_name=_("company")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.DRAFTED
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    summary = text_field(_("summary"), blank=True)
    evidence = models.JSONField(_("evidence"), default=dict)
    drafted_at = models.DateTimeField(_("drafted at"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last edited by"),
    )
    edited_at = models.DateTimeField(_("last edited at"), null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["drafted_at", "pk"]
        permissions = [
            ("review_plan", "Can review, edit and propose plans"),
            ("approve_plan", "Can approve plans or return them"),
            ("publish_plan", "Can publish approved plans"),
        ]
        indexes = [models.Index(fields=["status", "drafted_at"], name="plan_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="plan_number_once_per_submission"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("edited_by")) | Q(edited_by__isnull=True)),
                name="plan_editor_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="plan_proposer_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(edited_by__isnull=True, edited_at__isnull=True)
                | Q(edited_by__isnull=False, edited_at__isnull=False),
                name="plan_edited_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True, proposed_at__isnull=True)
                | Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="plan_proposed_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    proposed_by__isnull=False,
                ),
                name="plan_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["drafted", "in_review", "returned", "superseded"])
                | Q(approved_at__isnull=False),
                name="plan_status_past_approval_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["drafted", "in_review", "returned", "approved", "superseded"]
                )
                | Q(published_at__isnull=False),
                name="plan_status_past_publication_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The plan bears its submission's reference: `BG-26-00042-1` becomes `P-26-00042-1`."""
        reference = self.submission.reference.replace("BG-", "P-", 1)
        return reference if self.number == 1 else f"{reference}-{self.number}"

    def has_newer(self) -> bool:
        """Whether the company can read a plan of answers that it sent after these."""
        newer = Plan.objects.visible_to_company().filter(
            submission__response=self.submission.response_id,
            submission__number__gt=self.submission.number,
        )
        return newer.exists()

    def newer_answers(self) -> Submission | None:
        """What the company submitted after the answers of this plan; of several, the last."""
        later = Submission.objects.filter(
            response=self.submission.response_id, number__gt=self.submission.number
        )
        return later.order_by("-number").first()

    @property
    def summary_text(self) -> Text:
        return Text.from_json(self.summary)

    @property
    def is_editable(self) -> bool:
        return self.status in self.Status.editable()


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def clearest_need_first(self) -> "PlanItemQuerySet":
        """The order in which a plan names the programmes of one outcome."""
        return self.order_by("-need", "position")


class PlanItem(models.Model):
    """One programme in a plan.

    Where an officer decides otherwise than the draft, the note says why: the drafted reasons stay
    on record, and the company, whom they would tell the opposite, does not read them.
    """

    class Outcome(models.TextChoices):
        RECOMMENDED = "recommended", _("Recommended")
        NOT_NEEDED = "not_needed", _("Open, no need seen")
        NEEDS_INFORMATION = "needs_information", _("Needs information")
        NOT_ELIGIBLE = "not_eligible", _("Not eligible")

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    programme_version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    position = models.PositiveIntegerField(_("position"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    drafted_outcome = models.CharField(max_length=20, choices=Outcome.choices, editable=False)
    need = models.PositiveSmallIntegerField(_("need (0 to 100)"))
    amount_krw = models.BigIntegerField(
        _("amount (won)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    reasons = models.JSONField(_("reasons"), default=list)
    missing = models.JSONField(_("questions still to be answered"), default=list)
    would_be_if = models.JSONField(_("would be eligible if"), default=list)
    note = models.TextField(_("note to the company"), blank=True, max_length=2000)
    decision = models.CharField(
        _("company's decision"), max_length=10, choices=Decision.choices, blank=True
    )
    decision_reason = models.TextField(_("company's reason"), blank=True, max_length=2000)
    decided_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "programme_version"], name="programme_once_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="item_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(outcome="recommended"),
                name="only_recommendations_are_decided",
            ),
            models.CheckConstraint(
                condition=Q(amount_krw__isnull=True) | Q(amount_krw__gte=0),
                name="amount_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.programme_version)

    @property
    def is_overruled(self) -> bool:
        """Whether an officer decided otherwise than the draft."""
        return self.outcome != self.drafted_outcome

    @property
    def reason_texts(self) -> list[Text]:
        return [Text.from_json(reason["text"]) for reason in self.reasons]


class PlanLink(SecretLink):
    """The link by which a contact reads a published plan, until `expires_at`."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="plan_links")
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("plan link")
        verbose_name_plural = _("plan links")
        constraints = [
            models.UniqueConstraint(fields=["plan", "contact"], name="one_plan_link_per_contact")
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.contact}"

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at
