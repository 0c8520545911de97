"""Support programmes and their versions. A version in force is never changed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from support_plans.matching.rule_json import rule_from_json
from support_plans.matching.rulebook import Rule, Rulebook
from surveys.logic.text import Text
from surveys.models.questionnaires import text_field


class Office(models.Model):
    """Who runs programmes, and where companies can reach it."""

    code = models.SlugField(_("code"), unique=True)
    name_ko = models.CharField(_("name in Korean"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"))

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name.in_language(get_language() or "ko")

    @property
    def name(self) -> Text:
        return Text(self.name_ko, self.name_en)


class Programme(models.Model):
    """A support programme through all its versions."""

    code = models.SlugField(_("code"), unique=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProgrammeVersionQuerySet(models.QuerySet["ProgrammeVersion"]):
    def in_force_on(self, day: date) -> "ProgrammeVersionQuerySet":
        return self.filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=day),
            status=ProgrammeVersion.Status.IN_FORCE,
            in_force_from__lte=day,
        )

    def rulebook(self) -> Rulebook:
        return Rulebook(tuple(version.as_rule() for version in self))


class ProgrammeVersion(models.Model):
    """What a programme offers, to whom, and for which need, between two dates."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        IN_FORCE = "in_force", _("In force")
        RETIRED = "retired", _("Retired")

    class Kind(models.TextChoices):
        COMPUTING = "computing", _("Computing")
        EQUIPMENT = "equipment", _("Equipment")
        TALENT = "talent", _("Talent")
        MONEY = "money", _("Money")
        SPACE = "space", _("Space")
        MARKET = "market", _("Market")
        FOUNDING = "founding", _("Founding")
        ADVICE = "advice", _("Advice")

    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("programme"),
    )
    number = models.PositiveIntegerField(_("version"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    description = text_field(_("description"))
    office = models.ForeignKey(Office, on_delete=models.PROTECT, verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    rule = models.JSONField(_("rule"))
    benefit = text_field(_("benefit"))
    budget_krw = models.BigIntegerField(_("budget (won)"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    ceiling_krw = models.BigIntegerField(_("ceiling per company (won)"), null=True, blank=True)
    opens_on = models.DateField(_("applications open on"), null=True, blank=True)
    closes_on = models.DateField(_("applications close on"), null=True, blank=True)
    steps = models.JSONField(_("steps for the company"), default=list, blank=True)
    documents = models.JSONField(_("documents needed"), default=list, blank=True)
    link = models.URLField(_("link"), blank=True)
    source = models.CharField(_("published in"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(_("demonstration programme"), default=False)
    demonstration_fields = models.JSONField(
        _("fields that are demonstration data"), default=list, blank=True
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme version")
        verbose_name_plural = _("programme versions")
        ordering = ["programme__code", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="programme_version_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="in_force") | Q(in_force_from__isnull=False),
                name="in_force_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gt=F("in_force_from")),
                name="in_force_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="programme_proposer_never_approves",
            ),
        ]

    def __str__(self) -> str:
        return self.name.in_language(get_language() or "ko")

    @property
    def name(self) -> Text:
        return Text(self.name_ko, self.name_en)

    def as_rule(self) -> Rule:
        return rule_from_json(self.rule)
