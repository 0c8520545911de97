"""Submissions: what companies said, in words."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from surveys.admin.desk import ReadOnlyAdmin
from surveys.admin.displaced import displaced_in_words
from surveys.answers import decode
from surveys.models import Company, Submission
from surveys.review import AnswerLine, answer_lines
from surveys.routing import route


def submitted_lines(submission: Submission) -> tuple[AnswerLine, ...]:
    """Every question that the company was asked, with its answer in words."""
    questionnaire = submission.version.questionnaire
    facts = decode(questionnaire, submission.answers)
    way = route(questionnaire, facts, timezone.localdate(submission.submitted_at))
    return answer_lines(questionnaire, way)


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
        "answers_in_words",
        "answers_without_a_place",
    ]
    search_fields = ["reference", "response__company__name_ko", "response__company__name_en"]
    ordering = ["-submitted_at", "-pk"]

    @admin.display(description=_("company"), ordering="response__company__name_ko")
    def company(self, submission: Submission) -> Company:
        return submission.response.company

    @admin.display(description=_("wave"), ordering="response__wave__opens_at")
    def wave(self, submission: Submission) -> str:
        return str(submission.response.wave)

    @admin.display(description=_("answers"))
    def answers_in_words(self, submission: Submission) -> SafeString:
        lines = submitted_lines(submission)
        return render_to_string("admin/surveys/_answers.html", {"lines": lines})

    @admin.display(description=_("answers without a place"))
    def answers_without_a_place(self, submission: Submission) -> SafeString:
        return displaced_in_words(submission.response)
