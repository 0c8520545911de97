"""Submissions: what companies said, in words."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.admin.desk import ReadOnlyAdmin
from surveys.admin.displaced import displaced_in_words
from surveys.admin.second_look import second_look_in_words
from surveys.answer_changes import AnswerChange
from surveys.answers import files_named
from surveys.attachment import attachment
from surveys.models import Company, Submission, Upload
from surveys.review import AnswerLine, answer_lines
from surveys.services.submitted import answered_in, changes_between, submission_before


def submitted_lines(submission: Submission) -> tuple[AnswerLine, ...]:
    """Every question that the company was asked, with its answer in words; and calculations."""
    said = answered_in(submission)

    def file_url(key: str) -> str:
        return reverse("admin:surveys_submission_file", args=[submission.pk, key])

    return answer_lines(
        said.questionnaire,
        said.way,
        stored=said.stored,
        file_url=file_url,
        with_calculations=True,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the company changed since the submission before."""

    before: Submission
    changes: tuple[AnswerChange, ...]


def compared_with_before(submission: Submission) -> Comparison | None:
    """None for a company's first submission in its wave."""
    before = submission_before(submission)
    if before is None:
        return None
    return Comparison(before, changes_between(before, submission))


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin[Submission]):
    list_display = ["reference", "company", "wave", "number", "submitted_at"]
    list_select_related = ["response__company", "response__wave"]
    list_filter = ["response__wave"]
    fields = [
        "reference",
        "company",
        "wave",
        "number",
        "submitted_at",
        "signatory_name",
        "submitted_by",
        "version",
        "compared_with_before",
        "second_look",
        "answers_in_words",
        "answers_without_a_place",
    ]
    search_fields = ["reference", "response__company__name_ko", "response__company__name_en"]
    ordering = ["-submitted_at", "-pk"]

    def get_urls(self) -> list[URLPattern]:
        files = path(
            "<int:pk>/files/<uuid:key>/",
            self.admin_site.admin_view(self.file),
            name="surveys_submission_file",
        )
        return [files, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, key: UUID) -> FileResponse:
        """A file that the submission names, for whoever may see the submission."""
        submission = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, submission):
            raise PermissionDenied
        if str(key) not in files_named(submission.answers):
            raise Http404
        of_company = {
            "wave": submission.response.wave_id,
            "company": submission.response.company_id,
        }
        return attachment(get_object_or_404(Upload, key=key, **of_company))

    @admin.display(description=_("company"), ordering="response__company__name_ko")
    def company(self, submission: Submission) -> Company:
        return submission.response.company

    @admin.display(description=_("wave"), ordering="response__wave__opens_at")
    def wave(self, submission: Submission) -> str:
        return str(submission.response.wave)

    @admin.display(description=_("what the company changed"))
    def compared_with_before(self, submission: Submission) -> SafeString | str:
        comparison = compared_with_before(submission)
        if comparison is None:
            return gettext("This is the company’s first submission in this wave.")
        return render_to_string("admin/surveys/_compared.html", {"comparison": comparison})

    @admin.display(description=_("worth asking about"))
    def second_look(self, submission: Submission) -> SafeString:
        return second_look_in_words(submission)

    @admin.display(description=_("answers"))
    def answers_in_words(self, submission: Submission) -> SafeString:
        lines = submitted_lines(submission)
        return render_to_string("admin/surveys/_answers.html", {"lines": lines})

    @admin.display(description=_("answers without a place"))
    def answers_without_a_place(self, submission: Submission) -> SafeString:
        return displaced_in_words(submission.response)
