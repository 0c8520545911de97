"""What a company answers: page by page while open, then frozen as submissions."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.append_only import AppendOnly, AppendOnlyQuerySet
from surveys.models.companies import Company, Contact
from surveys.models.questionnaires import QuestionnaireVersion
from surveys.models.waves import Invitation, Wave
from surveys.questionnaire import LONGEST_CODE

WINDOW = "window"
"""The name in a typed page that says in which of a person's windows it was typed, if one said."""


def _upload_path(upload: "Upload", name: str) -> str:
    """Nothing of the name that somebody gave it: names may hold anything."""
    return f"{upload.key.hex[:2]}/{upload.key.hex}"


class Response(models.Model):
    """A company's answers in a wave, as its colleagues are writing them.

    It keeps the version that it was begun with until somebody at the company moves it to the wave's
    newer one (`services.move`).
    """

    wave = models.ForeignKey(
        Wave, on_delete=models.PROTECT, related_name="responses", verbose_name=_("wave")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="responses", verbose_name=_("company")
    )
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, verbose_name=_("questionnaire version")
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    moved_at = models.DateTimeField(_("moved to this version at"), null=True, blank=True)
    moved_by = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moved to this version by"),
    )
    signatory = models.ForeignKey(
        Invitation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signatory"),
        help_text=_("Who submits for the company; nobody named means whoever the city invited."),
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["wave", "company"], name="one_response_per_company")
        ]

    def __str__(self) -> str:
        return f"{self.company} – {self.wave}"

    def stored_answers(self) -> dict[str, object]:
        """Every stored answer of every page, by question code; not yet reduced to what is asked."""
        merged: dict[str, object] = {}
        for answers in self.pages.order_by("pk").values_list("answers", flat=True):
            merged.update(answers)
        return merged


class PageAnswers(models.Model):
    """The answers of one page. `revision` grows with each save, so that two savers notice."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="pages")
    page = models.CharField(_("page"), max_length=LONGEST_CODE)
    answers = models.JSONField(_("answers"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    saved_by = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("answers of a page")
        verbose_name_plural = _("answers of pages")
        constraints = [
            models.UniqueConstraint(fields=["response", "page"], name="one_row_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.page}"


class TypedPageQuerySet(models.QuerySet["TypedPage"]):
    def newest_first(self) -> "TypedPageQuerySet":
        return self.order_by("-kept_at", "-pk")

    def of_version(self, version: int) -> "TypedPageQuerySet":
        """Typed into pages of the version with this id; rows of an earlier release name none."""
        return self.filter(models.Q(version=version) | models.Q(version=None))

    def of_other_versions(self, invitation: Invitation, version: int) -> "TypedPageQuerySet":
        """Kept for the link, and typed into pages of other versions than the one of this id."""
        others = self.filter(invitation=invitation, version__isnull=False)
        return others.exclude(version=version)

    def typed_in(self, window: str, restored: int) -> "TypedPageQuerySet":
        """Kept out of one window: the row that its form was filled in from, and those of its key.

        None where there is neither.
        """
        found = models.Q(pk=restored)
        if window:
            found |= models.Q(**{f"typed__{WINDOW}": [window]})
        return self.filter(found)


class TypedPage(models.Model):
    """What somebody typed into a page but could not save: shown again when they come back.

    It is no answer until they press Continue. `typed` is the posted form, field name → strings,
    with the key of the window it was typed in under `WINDOW`, and `revision` that of the answers
    over which it was typed. People may share a link, so each keeping is a row of its own. `page` is
    one of `version`, and shown while the response is on that.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="typed_pages")
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="+", null=True
    )
    page = models.CharField(_("page"), max_length=LONGEST_CODE)
    typed = models.JSONField(_("typed"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    kept_at = models.DateTimeField(_("kept at"))

    objects = TypedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("typed page")
        verbose_name_plural = _("typed pages")

    def __str__(self) -> str:
        return f"{self.invitation}: {self.page}"


class DisplacedAnswer(models.Model):
    """An answer that found no place in the newer version that a response was moved to.

    The company is told of it once; officers go on seeing it.
    """

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="displaced_answers"
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("questionnaire version"),
    )
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    answer = models.JSONField(_("answer"), null=True)
    displaced_at = models.DateTimeField(_("displaced at"))

    class Meta:
        verbose_name = _("answer without a place")
        verbose_name_plural = _("answers without a place")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.response}: {self.code}"


class Upload(models.Model):
    """A file that belongs to an answer, which names it by its key. Nobody reaches it by an address.

    It is stored as soon as it arrives, so that an error elsewhere on the page does not cost it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(
        Wave, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("wave")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("company")
    )
    question = models.CharField(_("question"), max_length=LONGEST_CODE)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64, editable=False)
    file = models.FileField(upload_to=_upload_path, max_length=200)
    uploaded_by = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.name


class SubmissionQuerySet(AppendOnlyQuerySet["Submission"]):
    def in_waves_before(self, wave: Wave) -> "SubmissionQuerySet":
        """In waves of the same survey that opened earlier."""
        return self.filter(
            version__survey=wave.version.survey_id, response__wave__opens_at__lt=wave.opens_at
        )

    def newest_first(self) -> "SubmissionQuerySet":
        """Wave by wave."""
        return self.order_by("-response__wave__opens_at", "-number", "-pk")


class Submission(AppendOnly):
    """The frozen answers of a company: what it said, when, and who signed."""

    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("response")
    )
    number = models.PositiveIntegerField(_("number"))
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, verbose_name=_("questionnaire version")
    )
    answers = models.JSONField(_("answers"))
    answers_digest = models.CharField(max_length=64, editable=False)
    signatory_name = models.TextField(_("signed by"), blank=True)
    submitted_by = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="submission_number_once")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def plan_promised_on(self) -> date:
        return self.response.wave.plan_promised_on(self.submitted_at)
