"""What a company answered in an earlier wave, as the questionnaire of this one can take it.

Nothing of it is an answer: it is shown beside the question, and whoever answers takes it, writes
something else or lets it be. Some things are never taken over. A file belongs to the wave for which
it was chosen, so only its name is told. Consent and signature are given anew each time, so the
section in which the company signs is left out, and so is, wherever it stands, a question to which
only one answer is allowed: that is an agreement.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from surveys.answers import Stored, decode
from surveys.logic.expressions import Answer, Apply, Literal
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.moving import is_blank, moved_answers
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.review import answer_in_words
from surveys.vocabulary import QuestionnaireVocabulary

SIGNATORY = "signatory_name"
"""The code of the question that asks who signs."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The answers of an earlier wave to the questions of a page, by their codes.

    `words` say what was answered, in the words of then; `answers` are those among them that this
    questionnaire can take as they are.
    """

    wave: Text = field(default_factory=Text)
    answered_on: date | None = None
    words: Mapping[str, Text] = field(default_factory=dict)
    answers: Stored = field(default_factory=dict)


def last_time(
    old: Questionnaire,
    new: Questionnaire,
    page: Page,
    answers: Stored,
    *,
    wave: Text,
    answered_on: date,
) -> LastTime:
    """What `answers`, given to `old`, say of the questions of `page`, one of `new`."""
    said = {
        one.code: answers[one.code]
        for one in page.answered
        if not is_blank(answers.get(one.code)) and not is_asked_anew(new, page, one)
    }
    facts = decode(old, answers)
    words = {code: told for code in said if (told := _in_words(old, code, facts))}
    moved = moved_answers(old, new, {page.code: {code: said[code] for code in words}})
    whole = {code: one for code, one in moved.stored.items() if code not in moved.displaced}
    known = {one.code: one for one in page.answered}
    kept = {code: _without_files(known[code], one) for code, one in whole.items() if code in known}
    return LastTime(
        wave, answered_on, words, {code: one for code, one in kept.items() if not is_blank(one)}
    )


def is_asked_anew(questionnaire: Questionnaire, page: Page, question: Question) -> bool:
    """Whether what was said before must not stand for what is said now."""
    return _is_signed_in(questionnaire.section_of[page.code]) or _is_agreement(question)


def _is_signed_in(section: Section) -> bool:
    return any(one.code == SIGNATORY for page in section.pages for one in page.questions)


def _is_agreement(question: Question) -> bool:
    match question.type, question.constraint:
        case QuestionType.CHOOSE_ONE, Apply(op="=", args=(Answer(name=name), Literal())):
            return name == question.code
    return False


def _in_words(old: Questionnaire, code: str, facts: Facts) -> Text | None:
    question, value = old.questions_by_code.get(code), facts.get(code, Missing.NOT_ASKED)
    if question is None or value is Missing.NOT_COMPUTABLE:
        return None
    return answer_in_words(question, value, QuestionnaireVocabulary(old, facts))


def _without_files(question: Question, answer: object) -> object:
    """None for a file; rows without the cells that hold one."""
    if question.type is QuestionType.FILE:
        return answer if isinstance(answer, Mapping) and "missing" in answer else None
    if question.type is not QuestionType.REPEAT or not isinstance(answer, list):
        return answer
    files = {one.code for one in question.children if one.type is QuestionType.FILE}
    return [{code: cell for code, cell in row.items() if code not in files} for row in answer]
