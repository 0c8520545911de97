"""Who gets which digest, and which were sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from post_office.models import Email


class DigestSubscription(models.Model):
    """A manager's weekly overview of the city, in their language."""

    class Language(models.TextChoices):
        KO = "ko", "한국어"
        EN = "en", "English"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name=_("manager")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.KO
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("digest subscription")
        verbose_name_plural = _("digest subscriptions")

    def __str__(self) -> str:
        return str(self.user)


class Digest(models.Model):
    """One digest of one period: the row claims it, so that nobody gets it twice.

    The period runs from `starts_on` to `ends_on`, both days included, by the city's clock.
    """

    subscription = models.ForeignKey(
        DigestSubscription, on_delete=models.PROTECT, related_name="digests"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    figures = models.JSONField(_("figures"), default=dict)
    mail = models.OneToOneField(
        Email, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("mail")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "starts_on"], name="digest_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="digest_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.starts_on}"
