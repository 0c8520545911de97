"""Questionnaires as rows: editable while a draft, frozen once published.

`QuestionnaireVersion.questionnaire` reads the rows as one frozen value; the rest of the code
works on that value. Texts are stored as `{"ko": …, "en": …}`, conditions as expression JSON.
"""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.logic.text import Text
from surveys.models.append_only import CannotChange
from surveys.questionnaire import LONGEST_CODE, Questionnaire, QuestionType

CODE = RegexValidator(
    r"^[A-Za-z_][A-Za-z0-9_.-]*\Z",
    _(
        "A code begins with a letter or underscore and holds letters, digits, underscores, "
        "hyphens and periods only."
    ),
)


def code_field() -> "models.CharField[str, str]":
    return models.CharField(_("code"), max_length=LONGEST_CODE, validators=[CODE])


def text_field(verbose_name: Any, *, blank: bool = False) -> "models.JSONField[Any, Any]":
    return models.JSONField(verbose_name, default=dict, blank=blank)


class Survey(models.Model):
    """What is repeated in waves; its questionnaire has versions."""

    code = models.CharField(_("code"), max_length=LONGEST_CODE, unique=True, validators=[CODE])
    title_ko = models.CharField(_("title in Korean"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self) -> str:
        return self.title.in_language("ko")

    @property
    def title(self) -> Text:
        return Text(self.title_ko, self.title_en)


class QuestionnaireVersion(models.Model):
    """One version: draft, then published and never changed again, then retired."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    edited_at = models.DateTimeField(_("last edited at"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last edited by"),
    )

    class Meta:
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=models.Q(status="draft")
                | models.Q(published_at__isnull=False) & ~models.Q(digest=""),
                name="published_version_has_time_and_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(status="retired", retired_at__isnull=False)
                | ~models.Q(status="retired") & models.Q(retired_at__isnull=True),
                name="retired_version_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} v{self.number}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The version as a frozen value, kept in process memory once it is published."""
        from surveys.models.frozen import frozen_questionnaire

        return frozen_questionnaire(self)


class _Row(models.Model):
    """A part of a version, in its place among its siblings."""

    position = models.PositiveIntegerField(_("position"))
    code = code_field()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_when_frozen()
        return super().delete(*args, **kwargs)

    @property
    def owner(self) -> QuestionnaireVersion:
        raise NotImplementedError

    def _refuse_when_frozen(self) -> None:
        if self.owner.status != QuestionnaireVersion.Status.DRAFT:
            raise CannotChange(f"{self.owner} is published; start a new draft to change it.")


class SectionRow(_Row):
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.CASCADE, related_name="section_rows"
    )
    title = text_field(_("title"))
    relevant = models.JSONField(_("asked if"), null=True, blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="section_code_once")
        ]

    @property
    def owner(self) -> QuestionnaireVersion:
        return self.version


class PageRow(_Row):
    section = models.ForeignKey(SectionRow, on_delete=models.CASCADE, related_name="page_rows")
    title = text_field(_("title"))
    intro = text_field(_("introduction"), blank=True)
    relevant = models.JSONField(_("asked if"), null=True, blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["section", "code"], name="page_code_once")]

    @property
    def owner(self) -> QuestionnaireVersion:
        return self.section.version


class QuestionRow(_Row):
    """A question; `parent` is the grid or the repeated group that it belongs to."""

    page = models.ForeignKey(PageRow, on_delete=models.CASCADE, related_name="question_rows")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="child_rows", null=True, blank=True
    )
    type = models.CharField(
        _("type"), max_length=30, choices=[(one.value, one.value) for one in QuestionType]
    )
    label = text_field(_("question"))
    short = text_field(_("short name"), blank=True)
    hint = text_field(_("hint"), blank=True)
    guidance = text_field(_("more help"), blank=True)
    unit = text_field(_("unit"), blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    required_if = models.JSONField(_("required if"), null=True, blank=True)
    relevant = models.JSONField(_("asked if"), null=True, blank=True)
    constraint = models.JSONField(_("valid if"), null=True, blank=True)
    constraint_message = text_field(_("message when invalid"), blank=True)
    minimum = models.DecimalField(
        _("minimum"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("maximum"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    pattern = models.CharField(_("pattern"), max_length=500, blank=True)
    default = models.JSONField(_("filled in with"), null=True, blank=True)
    calculation = models.JSONField(_("calculation"), null=True, blank=True)
    allowed_missing = models.JSONField(_("may be answered with"), default=list, blank=True)
    choice_filter = models.JSONField(_("options shown if"), null=True, blank=True)
    is_dropdown = models.BooleanField(_("in a list with search"), default=False)
    most_rows = models.PositiveIntegerField(_("most rows"), default=20)
    row_count = models.JSONField(_("number of rows"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["page", "code"], name="question_code_once_per_page")
        ]

    @property
    def owner(self) -> QuestionnaireVersion:
        return self.page.owner


class OptionRow(_Row):
    question = models.ForeignKey(QuestionRow, on_delete=models.CASCADE, related_name="option_rows")
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    label = text_field(_("label"))
    is_exclusive = models.BooleanField(_("cannot be combined with others"), default=False)
    columns = models.JSONField(_("for filters"), default=dict, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="option_code_once")
        ]

    @property
    def owner(self) -> QuestionnaireVersion:
        return self.question.owner
