"""Questionnaires as rows: editable while a draft, frozen once published.

`QuestionnaireVersion.questionnaire` reads the rows as one frozen value; the rest of the code
works on that value. Texts are stored as `{"ko": …, "en": …}`, conditions as expression JSON.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.logic.text import Text
from surveys.models.append_only import CannotChange
from surveys.models.draft_only import DRAFT, DraftOnly, DraftOnlyQuerySet, PartQuerySet
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


def _person(verbose_name: Any, on_delete: Any) -> "models.ForeignKey[User | None, User | None]":
    """Who did it, at the desk; nobody where a command did."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=on_delete,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )


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


class VersionQuerySet(DraftOnlyQuerySet["QuestionnaireVersion"]):
    """Drafts are free; the status moves by `publish` and `retire` alone (`services.versions`)."""

    status_path = "status"

    def published(self) -> "VersionQuerySet":
        """Those that a wave may take."""
        return self.filter(status=QuestionnaireVersion.Status.PUBLISHED)

    def update(self, **changes: Any) -> int:
        if "status" in changes:
            raise CannotChange("The status of a version moves by being published or retired.")
        return super().update(**changes)

    def bulk_create(
        self, objs: Iterable["QuestionnaireVersion"], *args: Any, **options: Any
    ) -> list["QuestionnaireVersion"]:
        versions = list(objs)
        for version in versions:
            version.refuse_when_frozen()
        return super().bulk_create(versions, *args, **options)

    def publish(self, *, digest: str, by: User | None, now: datetime) -> int:
        """Freeze the drafts among them; how many there were."""
        return models.QuerySet.update(
            self.filter(status=DRAFT),
            status=QuestionnaireVersion.Status.PUBLISHED,
            digest=digest,
            published_by=by,
            published_at=now,
        )

    def retire(self, *, by: User | None, now: datetime) -> int:
        """Take the published ones among them out of use; how many there were."""
        return models.QuerySet.update(
            self.published(),
            status=QuestionnaireVersion.Status.RETIRED,
            retired_by=by,
            retired_at=now,
        )


class QuestionnaireVersion(DraftOnly):
    """One version: draft, then published and never changed again, then retired."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, _("Draft")
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
    published_by = _person(_("published by"), models.PROTECT)
    retired_by = _person(_("retired by"), models.PROTECT)
    edited_at = models.DateTimeField(_("last edited at"), null=True, blank=True)
    edited_by = _person(_("last edited by"), models.SET_NULL)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(status=DRAFT) | Q(published_at__isnull=False) & ~Q(digest=""),
                name="published_version_has_time_and_digest",
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False)
                | ~Q(status="retired") & Q(retired_at__isnull=True),
                name="retired_version_has_time",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="version_published_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True) | Q(retired_at__isnull=False),
                name="version_retired_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} v{self.number}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The version as a frozen value, kept in process memory once it is published."""
        from surveys.models.frozen import frozen_questionnaire

        return frozen_questionnaire(self)

    def has_had_page(self, code: str) -> bool:
        """Whether this or another version of the survey has a page of this code."""
        if code in self.questionnaire.pages_by_code:
            return True
        return PageRow.objects.filter(section__version__survey=self.survey_id, code=code).exists()

    @property
    def owner(self) -> "QuestionnaireVersion":
        return self

    def refuse_when_frozen(self) -> None:
        super().refuse_when_frozen()
        if self.status != DRAFT:
            raise CannotChange(f"{self} begins as a draft, and moves by `services.versions`.")


class _Row(DraftOnly):
    """A part of a version, in its place among its siblings."""

    position = models.PositiveIntegerField(_("position"))
    code = code_field()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class SectionQuerySet(PartQuerySet["SectionRow"]):
    status_path = "version__status"


class SectionRow(_Row):
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.CASCADE, related_name="section_rows"
    )
    title = text_field(_("title"))
    relevant = models.JSONField(_("asked if"), null=True, blank=True)

    objects = SectionQuerySet.as_manager()

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


class PageQuerySet(PartQuerySet["PageRow"]):
    status_path = "section__version__status"


class PageRow(_Row):
    section = models.ForeignKey(SectionRow, on_delete=models.CASCADE, related_name="page_rows")
    title = text_field(_("title"))
    intro = text_field(_("introduction"), blank=True)
    relevant = models.JSONField(_("asked if"), null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["section", "code"], name="page_code_once")]

    @property
    def owner(self) -> QuestionnaireVersion:
        return self.section.version


class QuestionQuerySet(PartQuerySet["QuestionRow"]):
    status_path = "page__section__version__status"


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

    objects = QuestionQuerySet.as_manager()

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


class OptionQuerySet(PartQuerySet["OptionRow"]):
    status_path = "question__page__section__version__status"


class OptionRow(_Row):
    question = models.ForeignKey(QuestionRow, on_delete=models.CASCADE, related_name="option_rows")
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    label = text_field(_("label"))
    is_exclusive = models.BooleanField(_("cannot be combined with others"), default=False)
    columns = models.JSONField(_("for filters"), default=dict, blank=True)

    objects = OptionQuerySet.as_manager()

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
