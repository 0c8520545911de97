"""Waves: who is asked which version, from when until when."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.logic.text import Text
from surveys.models.companies import Contact
from surveys.models.links import SecretLink
from surveys.models.questionnaires import QuestionnaireVersion

READABLE_AFTER_CLOSE = timedelta(days=90)


class WaveState(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


class WaveQuerySet(models.QuerySet["Wave"]):
    def open_at(self, now: datetime) -> "WaveQuerySet":
        return self.filter(opens_at__lte=now, closes_at__gt=now)


class Wave(models.Model):
    """One round of asking. It is open from `opens_at` until, not including, `closes_at`.

    It takes a published version; once it has begun, only a newer one of the same survey. Responses
    that have begun keep theirs (PostgreSQL holds this as well, migration 0006).
    """

    code = models.SlugField(_("code"), unique=True)
    title_ko = models.CharField(_("title in Korean"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, verbose_name=_("questionnaire version")
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    plans_promised_within_days = models.PositiveIntegerField(
        _("plans promised within (days)"), default=14
    )

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="wave_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.title_ko

    @property
    def title(self) -> Text:
        return Text(self.title_ko, self.title_en)

    def state(self, now: datetime) -> WaveState:
        if now < self.opens_at:
            return WaveState.BEFORE
        return WaveState.OPEN if now < self.closes_at else WaveState.OVER

    def is_open(self, now: datetime) -> bool:
        return self.state(now) is WaveState.OPEN

    def clean(self) -> None:
        super().clean()
        before = Wave.objects.filter(pk=self.pk).select_related("version").first()
        if before is None or before.version_id != self.version_id:
            self._check_version(before)

    def _check_version(self, before: "Wave | None") -> None:
        version = QuestionnaireVersion.objects.filter(pk=self.version_id).first()
        if version is None:
            return  # the field itself says so
        if version.status != QuestionnaireVersion.Status.PUBLISHED:
            raise ValidationError(
                {"version": _("Choose a published version: this one is a draft or retired.")}
            )
        if before is None or not before.has_begun(timezone.now()):
            return
        is_newer = version.number > before.version.number
        if version.survey_id != before.version.survey_id or not is_newer:
            raise ValidationError(
                {
                    "version": _(
                        "This wave has begun. Choose a newer version of the same survey, or make a "
                        "new wave for another one."
                    )
                }
            )

    def has_begun(self, now: datetime) -> bool:
        """Whether somebody may have answered: it opened, or there are responses."""
        return self.state(now) is not WaveState.BEFORE or self.responses.exists()


class Invitation(SecretLink):
    """A contact asked to answer in a wave, by a link of their own.

    The link goes on showing what was submitted for `READABLE_AFTER_CLOSE` after the wave. The city
    invites contacts; they invite colleagues (`invited_by`), to all of the sections or to some.
    """

    wave = models.ForeignKey(
        Wave, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("wave")
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("contact")
    )
    invited_by = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,  # nobody is left who would have been invited by the city
        null=True,
        blank=True,
        related_name="colleagues",
        verbose_name=_("invited by"),
    )
    sections = models.JSONField(
        _("sections"), default=list, blank=True, help_text=_("Codes of sections; none means all.")
    )
    link_sent_at = models.DateTimeField(_("link sent again at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["wave", "contact"], name="invited_once_per_wave")
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.contact}"

    @property
    def expires_at(self) -> datetime:
        return self.wave.closes_at + READABLE_AFTER_CLOSE

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    @property
    def is_by_city(self) -> bool:
        return self.invited_by_id is None

    def may_open(self, section_code: str) -> bool:
        """Whether its holder may see and answer the section of this code."""
        return not self.sections or section_code in self.sections
