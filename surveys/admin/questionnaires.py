"""Surveys, and their questionnaires as they were published."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from surveys.admin.desk import DeskAdmin, ReadOnlyAdmin
from surveys.models import QuestionnaireVersion, Survey


@admin.register(Survey)
class SurveyAdmin(DeskAdmin[Survey]):
    list_display = ["title_ko", "title_en", "code"]
    search_fields = ["code", "title_ko", "title_en"]


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(ReadOnlyAdmin[QuestionnaireVersion]):
    """Versions come from a workbook; here they can be read, question by question."""

    list_display = ["survey", "number", "status", "created_at", "published_at"]
    list_select_related = ["survey"]
    list_filter = ["status"]
    fields = ["survey", "number", "status", "created_at", "published_at", "outline"]

    @admin.display(description=_("questions"))
    def outline(self, version: QuestionnaireVersion) -> SafeString:
        sections = version.questionnaire.sections
        return render_to_string("admin/surveys/_questionnaire.html", {"sections": sections})
