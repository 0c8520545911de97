"""Any page of a version as companies will see it, in both languages at once.

What is typed in it leads on as it would lead a company, and is kept nowhere but in the page itself.
Each language is a document of its own (`srcdoc`), drawn by the company's own templates.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from surveys.admin.questionnaires.access import for_readers
from surveys.admin.questionnaires.addresses import part_url, preview_url
from surveys.admin.questionnaires.bilingual import NAMES
from surveys.admin.questionnaires.page_context import Crumb, named, page_context
from surveys.admin.questionnaires.preview_answers import answers_in
from surveys.admin.questionnaires.preview_files import files_in, typed_with_files
from surveys.answers import decode
from surveys.forms import PageForm
from surveys.language import in_words
from surveys.logic.sentences import sentence
from surveys.logic.text import LANGUAGES
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Questionnaire, Section
from surveys.routing import Route, route
from surveys.vocabulary import QuestionnaireVocabulary

KEPT = "ticket"
"""The hidden field in which the company's template carries what goes from page to page."""


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def show_preview(
    request: HttpRequest, version: QuestionnaireVersion, code: str = ""
) -> HttpResponse:
    questionnaire = version.questionnaire
    if not questionnaire.pages:
        return render(request, "admin/surveys/preview_empty.html", _around(request, version))
    if not code:
        return redirect(preview_url(version, questionnaire.pages[0].code))
    page = questionnaire.pages_by_code.get(code)
    if page is None:
        raise Http404
    answers = _kept(request, questionnaire)
    visit = Visit(request, version, questionnaire, page, answers)
    if request.method != "POST":
        return visit.response()
    if "goto" in request.POST:
        wanted = request.POST["goto"] or request.POST.get("goto_page", "")
        return replace(visit, page=questionnaire.pages_by_code.get(wanted, page)).response()
    form = visit.form(request)
    if form.row_action() or not form.is_valid():
        return visit.response(has_typed=True)
    gone_on = replace(visit, answers={**answers, **form.answers})
    following = gone_on.way().after(code)
    return (replace(gone_on, page=following.page) if following else gone_on).response(
        is_at_end=following is None
    )


@dataclass(frozen=True)
class Visit:
    """Somebody trying out one page, with the answers typed so far."""

    request: HttpRequest
    version: QuestionnaireVersion
    questionnaire: Questionnaire
    page: Page
    answers: Mapping[str, Any]  # as they are stored

    @property
    def shown(self) -> Questionnaire:
        """The questionnaire with this page open, so that it can be seen whatever was answered."""
        return replace(
            self.questionnaire,
            sections=tuple(
                _opened(section, self.page) if self.page in section.pages else section
                for section in self.questionnaire.sections
            ),
        )

    @property
    def section(self) -> Section:
        return next(one for one in self.questionnaire.sections if self.page in one.pages)

    def way(self) -> Route:
        facts = decode(self.questionnaire, self.answers)
        return route(self.questionnaire, facts, timezone.localdate())

    def form(self, request: HttpRequest | None) -> PageForm:
        """The page as it was posted; without a request, as the answers have it."""
        shown = self.shown
        typed, files = typed_with_files(request, shown.pages_by_code[self.page.code])
        facts = decode(shown, self.answers)
        today = timezone.localdate()
        way = route(shown, facts, today)
        return PageForm(
            shown,
            shown.pages_by_code[self.page.code],
            answers=self.answers,
            facts=way.facts,
            today=today,
            data=None if request is None else typed,
            files={**files_in(self.answers), **files},
        )

    def response(self, *, has_typed: bool = False, is_at_end: bool = False) -> HttpResponse:
        way = self.way()
        before = way.before(self.page.code)
        context = {
            **_around(self.request, self.version, self.page),
            "page": self.page,
            "frames": [(one, NAMES[one], self._frame(one, has_typed)) for one in LANGUAGES],
            "kept": json.dumps(self.answers),
            "kept_name": KEPT,
            "answer_count": len(self.answers),
            "pages": [(one.code, _entry(section, one)) for section, one in self._pages()],
            "before": before.page.code if before else "",
            "conditions": self._conditions() if way.position(self.page.code) is None else (),
            "is_at_end": is_at_end,
            "edit_url": part_url(self.version, Page, self.page.code),
            "is_draft": self.version.status == QuestionnaireVersion.Status.DRAFT,
            "start_url": preview_url(self.version, self.page.code),
        }
        return render(self.request, "admin/surveys/preview.html", context)

    def _pages(self) -> list[tuple[Section, Page]]:
        return [
            (section, page) for section in self.questionnaire.sections for page in section.pages
        ]

    def _conditions(self) -> tuple[str, ...]:
        """Why companies with these answers are not asked this page."""
        vocabulary = QuestionnaireVocabulary(self.questionnaire)
        found = (self.section.relevant, self.page.relevant)
        return tuple(in_words(sentence(one, vocabulary)) for one in found if one is not None)

    def _frame(self, language: str, has_typed: bool) -> str:
        """The company's page in one language, as a document of its own."""
        with override(language):
            form = self.form(self.request if has_typed else None)
            if has_typed and not form.row_action():
                form.is_valid()
            at = self._pages().index((self.section, self.page))
            context = {
                "page": self.page,
                "section": self.section,
                "page_title": form.screen.words(self.page.title),
                "page_intro": form.screen.words(self.page.intro),
                "section_title": form.screen.words(self.section.title),
                "form": form,
                "step": {"number": at + 1, "total": len(self._pages())},
                "wave_state": "open",
                "back_url": "#",
                "form_action": preview_url(self.version, self.page.code),
                "ticket": json.dumps(self.answers),
                "revision": 0,
                "restored": 0,
            }
            return render_to_string("surveys/preview.html", context, self.request)


def _opened(section: Section, page: Page) -> Section:
    pages = tuple(replace(one, relevant=None) if one is page else one for one in section.pages)
    return replace(section, relevant=None, pages=pages)


def _entry(section: Section, page: Page) -> str:
    return f"{named(section)} › {named(page)}"


def _kept(request: HttpRequest, questionnaire: Questionnaire) -> dict[str, Any]:
    """The answers that the page carries."""
    return answers_in(request.POST.get(KEPT, ""), questionnaire)


def _around(
    request: HttpRequest, version: QuestionnaireVersion, page: Page | None = None
) -> dict[str, Any]:
    crumbs = [Crumb(_("Preview"), preview_url(version))]
    if page is not None:
        crumbs.append(Crumb(named(page), preview_url(version, page.code)))
    return page_context(request, version, _("Preview"), crumbs)
