"""The addresses of the desk at which questionnaires are read and written."""

from django.urls import reverse

from surveys.checking import Place
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Question, Section
from surveys.services.draft_problems import Part

CONDITIONS = frozenset({"relevant", "required_if", "constraint", "choice_filter"})
"""Fields that hold a condition; it is edited on a page of its own, and so are the formulas."""
FORMULAS = frozenset({"calculation", "default", "row_count"})
KIND_OF: dict[str, type[Part]] = {"sections": Section, "pages": Page, "questions": Question}
"""How an address calls a kind of part."""


def kind_name(kind: type[Part]) -> str:
    return next(name for name, one in KIND_OF.items() if one is kind)


def questionnaires_url() -> str:
    return reverse("admin:surveys_questionnaireversion_changelist")


def version_url(version: QuestionnaireVersion) -> str:
    return reverse("admin:surveys_questionnaireversion_change", args=[version.pk])


def step_url(version: QuestionnaireVersion, step: str) -> str:
    """Of what is done with a whole version: "problems", "publish", "workbook" …"""
    return reverse(f"admin:questionnaire_{step}", args=[version.pk])


def part_url(version: QuestionnaireVersion, kind: type[Part], code: str, step: str = "edit") -> str:
    return reverse(f"admin:questionnaire_part_{step}", args=[version.pk, kind_name(kind), code])


def condition_url(version: QuestionnaireVersion, kind: type[Part], code: str, field: str) -> str:
    args = [version.pk, kind_name(kind), code, field]
    return reverse("admin:questionnaire_condition", args=args)


def preview_url(version: QuestionnaireVersion, page: str = "") -> str:
    args: list[object] = [version.pk, page] if page else [version.pk]
    return reverse("admin:questionnaire_preview", args=args)


def place_url(version: QuestionnaireVersion, place: Place) -> str:
    """Where a finding is mended: the very editor, at the very field."""
    code = place.code.partition("/")[0]
    if place.part == "questionnaire":
        return version_url(version)
    kind = "questions" if place.part == "option" else f"{place.part}s"
    if place.field in CONDITIONS | FORMULAS:
        return reverse("admin:questionnaire_condition", args=[version.pk, kind, code, place.field])
    anchor = "options" if place.part == "option" else place.field
    address = reverse("admin:questionnaire_part_edit", args=[version.pk, kind, code])
    return f"{address}#{anchor}" if anchor else address
