"""What every page of the questionnaires' desk shows around its own contents."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from surveys.admin.questionnaires.access import may_write
from surveys.admin.questionnaires.addresses import part_url, questionnaires_url, version_url
from surveys.admin.questionnaires.words import person_name
from surveys.language import in_words
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Question, Questionnaire, Section
from surveys.services.draft_problems import Part


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    url: str


def version_name(version: QuestionnaireVersion) -> str:
    words = {"survey": in_words(version.survey.title), "number": version.number}
    return _("%(survey)s, version %(number)s") % words


def named(part: Part) -> str:
    """The part as a reader of the desk knows it."""
    words = part.title if isinstance(part, Section | Page) else (part.short or part.label)
    return in_words(words) or part.code


def page_context(
    request: HttpRequest,
    version: QuestionnaireVersion | None,
    title: str,
    crumbs: list[Crumb],
) -> dict[str, Any]:
    """`crumbs` lead from the version to this page; the way to the version comes before them."""
    way = [Crumb(_("Questionnaires"), questionnaires_url())]
    if version is not None:
        way.append(Crumb(version_name(version), version_url(version)))
    return {
        **admin.site.each_context(request),
        "title": title,
        "version": version,
        "version_url": version_url(version) if version is not None else "",
        "last_edited_by": person_name(version.edited_by) if version is not None else "",
        "crumbs": [*way, *crumbs],
        "may_write": may_write(request),
    }


def trail(version: QuestionnaireVersion, questionnaire: Questionnaire, part: Part) -> list[Crumb]:
    """The way to the part's editor: its section, its page, the question it belongs to, itself."""
    above = _above(questionnaire, part)
    return [Crumb(named(one), part_url(version, type(one), one.code)) for one in (*above, part)]


def _above(questionnaire: Questionnaire, part: Part) -> tuple[Part, ...]:
    for section in questionnaire.sections:
        for page in section.pages:
            if isinstance(part, Page) and page.code == part.code:
                return (section,)
            for question in page.questions:
                if isinstance(part, Question):
                    if question.code == part.code:
                        return (section, page)
                    if any(child.code == part.code for child in question.children):
                        return (section, page, question)
    return ()
