"""Words that a questionnaire has in one language only: companies see them in the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.logic.text import LANGUAGES, Language, Text
from surveys.questionnaire import Page, Question, Questionnaire, Section

_OF_A_QUESTION = ("label", "short", "hint", "guidance", "unit", "constraint_message")


@dataclass(frozen=True, slots=True)
class MissingWords:
    """`part` and `code` say of what (an option's code stands after its question's: "need/gpu")."""

    part: str  # "section", "page", "question" or "option"
    code: str
    field: str
    language: Language


def missing_words(questionnaire: Questionnaire) -> tuple[MissingWords, ...]:
    """In the questionnaire's order. What has words in neither language is not missing any."""
    return tuple(missing for section in questionnaire.sections for missing in _of_section(section))


def languages_without(text: Text) -> tuple[Language, ...]:
    """The languages in which words are missing, where the other one has them."""
    if not text:
        return ()
    return tuple(one for one in LANGUAGES if not (text.ko if one == "ko" else text.en))


def _of_section(section: Section) -> Iterator[MissingWords]:
    yield from _missing("section", section.code, "title", section.title)
    for page in section.pages:
        yield from _of_page(page)


def _of_page(page: Page) -> Iterator[MissingWords]:
    yield from _missing("page", page.code, "title", page.title)
    yield from _missing("page", page.code, "intro", page.intro)
    for question in page.questions:
        for one in (question, *question.children):
            yield from of_question(one)


def of_question(question: Question) -> Iterator[MissingWords]:
    """Its own words and those of its options; its rows or columns are questions of their own."""
    for field in _OF_A_QUESTION:
        yield from _missing("question", question.code, field, getattr(question, field))
    for option in question.options:
        yield from _missing("option", f"{question.code}/{option.code}", "label", option.label)


def _missing(part: str, code: str, field: str, text: Text) -> Iterator[MissingWords]:
    return (MissingWords(part, code, field, one) for one in languages_without(text))
