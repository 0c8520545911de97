"""Parts of a questionnaire as lines of an outline: what each is, when asked, what it lacks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from surveys.admin.questionnaires.addresses import part_url
from surveys.admin.questionnaires.page_context import named
from surveys.admin.questionnaires.setting_words import NAMES
from surveys.admin.questionnaires.types import TYPE_WORDS
from surveys.checking import Finding, findings
from surveys.language import in_words
from surveys.logic.sentences import sentence
from surveys.logic.text import LANGUAGES, Language, Text
from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Page, Question, Questionnaire, Section
from surveys.services.draft_problems import Part
from surveys.services.versions import earlier_types
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class Line:
    """One part. `missing` are the languages that it has no words in somewhere."""

    code: str
    name: str
    url: str
    condition: str
    problems: int
    missing: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    line: Line
    icon: str
    type: str | Promise
    is_required: bool
    is_conditionally_required: bool
    logic: tuple[tuple[str | Promise, str], ...]  # what else hangs on answers: its name, in words
    options: tuple[Text, ...]
    children: tuple["QuestionLine", ...]


@dataclass(frozen=True, slots=True)
class PageLine:
    line: Line
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    line: Line
    pages: tuple[PageLine, ...]


class Lines:
    """The lines of one version. Its problems are looked for once, when the first line asks."""

    def __init__(self, version: QuestionnaireVersion, questionnaire: Questionnaire) -> None:
        self.version, self.questionnaire = version, questionnaire
        self._vocabulary = QuestionnaireVocabulary(questionnaire)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """None of what is published already: it has been let through."""
        if self.version.status != QuestionnaireVersion.Status.DRAFT:
            return ()
        return findings(self.questionnaire, earlier_types(self.version.survey.code))

    @cached_property
    def _problems(self) -> Counter[tuple[str, str]]:
        blocking = (one for one in self.findings if one.is_blocking)
        return Counter(_owner(one.place.part, one.place.code) for one in blocking)

    @property
    def untranslated(self) -> int:
        """How many parts miss words in one language somewhere."""
        parts: list[Part] = [*self.questionnaire.sections, *self.questionnaire.pages]
        parts += self.questionnaire.questions_by_code.values()
        return sum(1 for part in parts if languages_missing(part))

    @cached_property
    def sections(self) -> tuple[SectionLine, ...]:
        return tuple(
            SectionLine(
                self.line(section, str(number)),
                tuple(
                    PageLine(
                        self.line(page, f"{number}.{at}"),
                        tuple(self.question(one) for one in page.questions),
                    )
                    for at, page in enumerate(section.pages, start=1)
                ),
            )
            for number, section in enumerate(self.questionnaire.sections, start=1)
        )

    def question(self, question: Question) -> QuestionLine:
        words = TYPE_WORDS[question.type]
        return QuestionLine(
            line=self.line(question),
            icon=words.icon,
            type=words.label,
            is_required=question.is_required,
            is_conditionally_required=question.required_if is not None,
            logic=tuple(
                (NAMES[name], in_words(sentence(expression, self._vocabulary)))
                for name, expression in question.conditions.items()
                if name != "relevant"
            ),
            options=tuple(
                option.label or Text(option.code, option.code) for option in question.options
            ),
            children=tuple(self.question(child) for child in question.children),
        )

    def line(self, part: Part, number: str = "") -> Line:
        kind = {Section: "section", Page: "page", Question: "question"}[type(part)]
        key = (kind, part.code)
        relevant = part.relevant
        return Line(
            code=part.code,
            name=whole_name(part),
            url=part_url(self.version, type(part), part.code),
            condition=in_words(sentence(relevant, self._vocabulary)) if relevant else "",
            problems=self._problems[key],
            missing=languages_missing(part),
            number=number,
        )

    def lines(self, parts: Iterable[Part]) -> tuple[Line, ...]:
        return tuple(self.line(one) for one in parts)

    def of(self, part: Part) -> tuple[Finding, ...]:
        """The part's own findings, those of a question's options among them."""
        kind = {Section: "section", Page: "page", Question: "question"}[type(part)]
        return tuple(
            one
            for one in self.findings
            if _owner(one.place.part, one.place.code) == (kind, part.code)
        )


def languages_missing(part: Part) -> tuple[Language, ...]:
    """The languages in which some of the part's words are missing, though the other has them."""
    match part:
        case Section():
            texts = [part.title]
        case Page():
            texts = [part.title, part.intro]
        case _:
            texts = [part.label, part.short, part.hint, part.guidance, part.unit]
            texts += [part.constraint_message, *(option.label for option in part.options)]
    return tuple(
        language
        for language in LANGUAGES
        if any(one and not one.to_json()[language] for one in texts)
    )


def _owner(part: str, code: str) -> tuple[str, str]:
    """An option belongs to its question."""
    return ("question", code.partition("/")[0]) if part == "option" else (part, code)


def whole_name(part: Part) -> str:
    """A question by all its words, as companies read it."""
    return in_words(part.label) or part.code if isinstance(part, Question) else named(part)
