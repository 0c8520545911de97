"""What the editors of sections, pages and questions have in common: shown, checked, saved.

Whatever happens to a save, the page comes back with everything that was typed.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from surveys.admin.questionnaires.addresses import condition_url, part_url, preview_url
from surveys.admin.questionnaires.bilingual import BilingualForm
from surveys.admin.questionnaires.inline import Inline
from surveys.admin.questionnaires.lines import Line, Lines, whole_name
from surveys.admin.questionnaires.logic_lines import logic_lines
from surveys.admin.questionnaires.page_context import page_context, trail
from surveys.admin.questionnaires.refusals import sentence
from surveys.admin.questionnaires.rows import PlaceForm
from surveys.admin.questionnaires.stored_now import stored_now
from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Question, Questionnaire, Section
from surveys.services.draft_parts import seen_of
from surveys.services.draft_problems import CodeTaken, PartHasMoved, PartIsGone
from surveys.services.version_problems import VersionHasMoved
from surveys.vocabulary import QuestionnaireVocabulary

P = TypeVar("P", Section, Page, Question)
F = TypeVar("F", bound=BilingualForm)

SAVE = "save"
"""What the buttons that save send; behind a colon, where to go then."""


def is_saving(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("do", SAVE).partition(":")[0] == SAVE


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Something that is put in order: a page of a section, a question, a column."""

    form: PlaceForm
    line: Line
    icon: str
    type: str | Promise


def _looks(part: Page | Question) -> tuple[str, str | Promise]:
    if isinstance(part, Page):
        return "", ""
    words = TYPE_WORDS[part.type]
    return words.icon, words.label


class Editing(ABC, Generic[P, F]):
    """One part in its editor; `form` is bound where the request saves."""

    template: ClassVar[str]

    def __init__(
        self,
        request: HttpRequest,
        version: QuestionnaireVersion,
        questionnaire: Questionnaire,
        part: P,
    ) -> None:
        self.request, self.version, self.questionnaire = request, version, questionnaire
        self.part: P = part
        self.lines = Lines(version, questionnaire)
        self.form = self.make_form(request.POST if request.method == "POST" else None)

    @abstractmethod
    def make_form(self, data: QueryDict | None) -> F: ...

    @abstractmethod
    def made(self) -> P:
        """The part as it was typed, once the form is valid."""

    @abstractmethod
    def save(self, seen: str) -> None: ...

    def placed(
        self, inline: Inline[PlaceForm] | None, parts: Iterable[Page | Question]
    ) -> list[PlacedLine]:
        """What stands inside, each with the form of its place."""
        by_code = {one.code: one for one in parts}
        found = [(form, by_code.get(str(form["was"].value()))) for form in inline or ()]
        return [
            PlacedLine(form, self.lines.line(part), *_looks(part)) for form, part in found if part
        ]

    def more(self) -> dict[str, Any]:
        """What this kind of editor shows besides."""
        return {}

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.page(seen_of(self.part))
        seen = self.request.POST.get("seen", "")
        if not is_saving(self.request):
            return self.page(seen)
        if not self.form.is_valid():
            return self.page(seen, status=422)
        return self.saved(seen)

    def saved(self, seen: str) -> HttpResponse:
        try:
            self.save(seen)
        except PartHasMoved as moved:
            vocabulary = QuestionnaireVocabulary(self.questionnaire)
            conflict = stored_now(moved.now, self.made(), vocabulary)
            return self.page(seen_of(moved.now), status=409, conflict=conflict)
        except CodeTaken as taken:
            self.form.add_error("code" if taken.code else None, sentence(taken))
            return self.page(seen, status=422)
        except (PartIsGone, VersionHasMoved) as problem:
            return self.page(seen, status=409, refusal=sentence(problem))
        messages.success(self.request, _("Saved."))
        return redirect(self.next_url(self.made().code))

    def next_url(self, code: str) -> str:
        """Where the button that saved leads."""
        step, _colon, detail = self.request.POST.get("do", "").partition(":")[2].partition(":")
        kind = type(self.part)
        match step:
            case "condition":
                return condition_url(self.version, kind, code, detail)
            case "add":
                return part_url(self.version, kind, code, "add")
            case "open":
                return part_url(self.version, Question, detail)
            case "preview":
                return preview_url(self.version, detail)
        return part_url(self.version, kind, code)

    def page(self, seen: str, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            **page_context(
                self.request,
                self.version,
                whole_name(self.part),
                trail(self.version, self.questionnaire, self.part),
            ),
            "part": self.part,
            "form": self.form,
            "seen": seen,
            "findings": self.lines.of(self.part),
            "logic": logic_lines(self.version, self.questionnaire, self.part),
            "remove_url": part_url(self.version, type(self.part), self.part.code, "remove"),
            "add_url": part_url(self.version, type(self.part), self.part.code, "add"),
            **self.more(),
            **more,
        }
        return render(self.request, self.template, context, status=status)
