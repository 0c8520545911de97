"""Everything that is wrong with a draft, page by page, each with the way to where it is mended."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.admin.questionnaires.access import for_readers
from surveys.admin.questionnaires.addresses import place_url, step_url
from surveys.admin.questionnaires.lines import Lines
from surveys.admin.questionnaires.overview import standing
from surveys.admin.questionnaires.page_context import Crumb, named, page_context
from surveys.admin.questionnaires.setting_words import NAMES
from surveys.checking import Place
from surveys.language import in_words
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class ProblemLine:
    where: str
    field: str | Promise
    message: str
    url: str
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """What is wrong on one page, or with one section; the questionnaire as a whole comes first."""

    title: str
    lines: tuple[ProblemLine, ...]


@for_readers
@require_safe
def show_problems(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    lines = Lines(version, version.questionnaire)
    title = _("Problems")
    context = {
        **page_context(request, version, title, [Crumb(title, step_url(version, "problems"))]),
        **standing(version, lines),
        "groups": problem_groups(lines),
        "publish_url": step_url(version, "publish"),
        "is_draft": version.status == QuestionnaireVersion.Status.DRAFT,
    }
    return render(request, "admin/surveys/problems.html", context)


def problem_groups(lines: Lines) -> tuple[ProblemGroup, ...]:
    """In the questionnaire's order; what stands in the way of publishing before the rest."""
    places = _Places(lines.questionnaire)
    grouped: dict[str, list[ProblemLine]] = {title: [] for title in places.titles}
    for finding in lines.findings:
        line = ProblemLine(
            places.name(finding.place),
            NAMES.get(finding.place.field, ""),
            in_words(finding.message),
            place_url(lines.version, finding.place),
            finding.is_blocking,
        )
        grouped[places.group(finding.place)].append(line)
    return tuple(
        ProblemGroup(title, tuple(sorted(found, key=lambda one: not one.is_blocking)))
        for title, found in grouped.items()
        if found
    )


class _Places:
    """Where a place belongs, and what it is called."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.whole = _("The questionnaire as a whole")
        self.sections = {one.code: named(one) for one in questionnaire.sections}
        self._titles = {("questionnaire", ""): self.whole}
        for number, section in enumerate(questionnaire.sections, start=1):
            title = f"{number}. {named(section)}"
            self._titles["section", section.code] = title
            for at, page in enumerate(section.pages, start=1):
                self._titles["page", page.code] = f"{number}.{at} {named(page)}"

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._titles.values()))

    def group(self, place: Place) -> str:
        code = place.code.partition("/")[0]
        if place.part in ("question", "option"):
            page = self.questionnaire.page_of.get(code)
            return self._titles.get(("page", page.code if page else ""), self.whole)
        return self._titles.get((place.part, code), self.whole)

    def name(self, place: Place) -> str:
        """The part itself; of an option, its question and its own words."""
        code, _slash, option = place.code.partition("/")
        if place.part in ("question", "option"):
            question = self.questionnaire.questions_by_code.get(code)
            if question is None:
                return code
            found = question.option(option) if option else None
            return (
                f"{named(question)} › {in_words(found.label) or option}"
                if found
                else named(question)
            )
        if place.part == "section":
            return self.sections.get(code, code)
        page = self.questionnaire.pages_by_code.get(code)
        return named(page) if page else ""
