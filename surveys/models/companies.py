"""Companies and the people who answer for them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum.kr import brn


def validate_registration_number(value: str) -> None:
    """A Korean business registration number: ten digits in the form the tax
    office gives out."""
    if not value.isdigit() or not brn.is_valid(value):
        raise ValidationError(
            _("%(value)s is not a business registration number. Enter its ten digits."),
            params={"value": value},
        )


class Company(models.Model):
    """A company, and what the city itself knows of it (its MOU, whether it has moved in)."""

    registration_number = models.CharField(
        _("business registration number"),
        max_length=10,
        unique=True,
        validators=[validate_registration_number],
    )
    name_ko = models.CharField(_("name in Korean"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    field = models.CharField(_("AI field"), max_length=40, blank=True)
    size_class = models.CharField(_("size class"), max_length=20, blank=True)
    mou_signed_on = models.DateField(_("MOU signed on"), null=True, blank=True)
    moved_in_on = models.DateField(_("moved in on"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration company"), default=False)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name_in(get_language() or "ko")

    def name_in(self, language: str) -> str:
        return self.name_ko if language.startswith("ko") else (self.name_en or self.name_ko)


class Contact(models.Model):
    """A person at a company, known by an e-mail address."""

    class Language(models.TextChoices):
        KO = "ko", "한국어"
        EN = "en", "English"

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("company")
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.KO
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["company", "email"], name="contact_once_per_company")
        ]

    def __str__(self) -> str:
        return self.name or self.email
