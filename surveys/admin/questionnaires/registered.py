"""The addresses of the questionnaires' desk, hung into Django's admin."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from surveys.admin.desk import DeskAdmin, ReadOnlyAdmin
from surveys.admin.questionnaires import (
    adding,
    condition_page,
    editors,
    moves,
    overview,
    preview,
    problem_list,
    removing,
    shelf,
    workbook,
)
from surveys.admin.questionnaires.addresses import KIND_OF
from surveys.models import QuestionnaireVersion, Survey


class PartKind(StringConverter):
    """The part of an address that says what is meant: sections, pages or questions."""

    regex = "|".join(KIND_OF)


register_converter(PartKind, "questionnaire_part")
_PART = "<int:pk>/<questionnaire_part:kind>/<str:code>"


@admin.register(Survey)
class SurveyAdmin(DeskAdmin[Survey]):
    """The survey's names; what it asks is written version by version."""

    list_display = ["title_ko", "title_en", "code"]
    readonly_fields = ["code"]
    search_fields = ["code", "title_ko", "title_en"]


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(ReadOnlyAdmin[QuestionnaireVersion]):
    """Versions are read and written on pages of their own, not by Django's forms."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return shelf.show_shelves(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not (object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return overview.show_version(request, int(object_id))

    def get_urls(self) -> list[URLPattern]:
        def at(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            guarded = update_wrapper(self.admin_site.admin_view(view), view)
            return path(address, guarded, name=f"questionnaire_{name}")

        own = [
            at("new/", shelf.new_survey, "new"),
            at("import/", workbook.import_workbook, "import"),
            at("surveys/<int:survey>/draft/", shelf.start_draft, "draft"),
            at("<int:pk>/problems/", problem_list.show_problems, "problems"),
            at("<int:pk>/differences/", moves.compare, "differences"),
            at("<int:pk>/publish/", moves.publish, "publish"),
            at("<int:pk>/retire/", moves.retire, "retire"),
            at("<int:pk>/discard/", moves.discard, "discard"),
            at("<int:pk>/workbook/", workbook.download_workbook, "workbook"),
            at("<int:pk>/preview/", preview.show_preview, "preview"),
            at("<int:pk>/preview/<str:code>/", preview.show_preview, "preview"),
            at("<int:pk>/sections/", adding.new_section, "section_add"),
            at("<int:pk>/sections/<str:code>/move/", removing.move, "section_move"),
            at(f"{_PART}/", editors.edit_part, "part_edit"),
            at(f"{_PART}/add/", adding.new_part, "part_add"),
            at(f"{_PART}/remove/", removing.remove, "part_remove"),
            at(f"{_PART}/conditions/<str:field>/", condition_page.edit_condition, "condition"),
        ]
        return own + super().get_urls()
