"""Submissions: what companies said, in words."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from surveys.admin.desk import ReadOnlyAdmin
from surveys.answers import decode
from surveys.logic.sentences import describe_value
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing, Value
from surveys.models import Company, Submission
from surveys.questionnaire import Question, QuestionType
from surveys.review import AnswerLine, answer_lines
from surveys.routing import route
from surveys.vocabulary import QuestionnaireVocabulary


def submitted_lines(submission: Submission) -> tuple[AnswerLine, ...]:
    """Every question that the company was asked, with its answer in words.

    A repeated group is told entry by entry, each on a line of its own.
    """
    questionnaire = submission.version.questionnaire
    facts = decode(questionnaire, submission.answers)
    way = route(questionnaire, facts, timezone.localdate(submission.submitted_at))
    vocabulary = QuestionnaireVocabulary(questionnaire)
    return tuple(
        replace(line, answer=_entries(line.question, way.facts, vocabulary) or line.answer)
        for line in answer_lines(questionnaire, way)
    )


def _entries(question: Question, facts: Facts, vocabulary: QuestionnaireVocabulary) -> Text | None:
    rows = facts.get(question.code, Missing.NOT_ASKED)
    if question.type is not QuestionType.REPEAT or not isinstance(rows, tuple):
        return None
    entries = [_entry(question, row, vocabulary) for row in rows if isinstance(row, Mapping)]
    return Text("\n".join(one.ko for one in entries), "\n".join(one.en for one in entries))


def _entry(question: Question, row: Mapping[str, Value], words: QuestionnaireVocabulary) -> Text:
    cells = [
        describe_value(column.code, row[column.code], words)
        for column in question.children
        if column.code in row
    ]
    return Text(
        " · ".join(one.in_language("ko") for one in cells),
        " · ".join(one.in_language("en") for one in cells),
    )


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
