"""What a colleague saved meanwhile, beside what was typed here, to choose from answer by answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.http import HttpRequest

from surveys.answers import decode_one
from surveys.forms import PageForm
from surveys.forms.controls import from_stored
from surveys.forms.rows import TypedAnswers
from surveys.forms.screen import SHOWN
from surveys.logic.text import Text
from surveys.models import PageAnswers
from surveys.questionnaire import Question
from surveys.review import answer_in_words
from surveys.vocabulary import QuestionnaireVocabulary

BASE = "base"
"""A hidden field: by what the answers were over which the form was made, one sees who changed what.

It only decides which of two answers is chosen until somebody chooses.
"""
AGAINST = "against"
"""A hidden field of the page that shows both: the revision of what is saved there. Nothing that is
kept of the page holds it, nor what was chosen: who comes back to it sees both again."""
CHOICE = "answer-of:"
MINE = "mine-of:"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question; None where there is no answer to it."""

    name: str  # of the radio buttons, whose values are "mine" and "theirs"
    label: Text
    mine_name: str  # of a hidden field with the fingerprint of `mine`
    mine_is: str
    mine: Text | None
    theirs: Text | None
    theirs_by: object
    theirs_at: datetime
    is_theirs_chosen: bool


def conflicts(
    vocabulary: QuestionnaireVocabulary,
    mine: Mapping[str, object],
    saved: PageAnswers,
    request: HttpRequest,
) -> list[Conflict]:
    """The answers in which what was typed differs from what is saved.

    Until somebody chooses, theirs is chosen where only they changed the answer, and else mine. What
    was asked over is not known of what was kept in an earlier sitting: then a blank gives way.
    """
    questions = vocabulary.questionnaire.questions_by_code
    base = _base(request.POST.get(BASE, ""))

    def in_words(code: str, answers: Mapping[str, object]) -> Text | None:
        value = decode_one(questions[code], answers.get(code))
        return answer_in_words(questions[code], value, vocabulary)

    def is_theirs_chosen(code: str) -> bool:
        chosen = request.POST.get(f"{CHOICE}{code}")
        is_as_before = _fingerprint(mine.get(code)) == base.get(code, _fingerprint(None))
        return chosen == "theirs" if chosen else is_as_before

    return [
        Conflict(
            name=f"{CHOICE}{code}",
            label=vocabulary.words(questions[code].label),
            mine_name=f"{MINE}{code}",
            mine_is=_fingerprint(mine.get(code)),
            mine=in_words(code, mine),
            theirs=in_words(code, saved.answers),
            theirs_by=saved.saved_by,
            theirs_at=saved.saved_at,
            is_theirs_chosen=is_theirs_chosen(code),
        )
        for code in dict.fromkeys([*mine, *saved.answers])
        if mine.get(code) != saved.answers.get(code) and code in questions
    ]


def with_chosen(
    request: HttpRequest, typed: TypedAnswers, form: PageForm, saved: PageAnswers
) -> TypedAnswers:
    """What was typed, with what is saved wherever that was chosen.

    An answer that was typed anew after both were shown is what counts, whatever was chosen. `form`
    holds what was typed.
    """
    form.full_clean()
    chosen = [one for one in form.page.answered if _is_theirs(request, one, form.answers)]
    merged = {
        name: values
        for name, values in typed.items()
        if not any(_belongs_to(name, one) for one in chosen)
    }
    theirs = from_stored(chosen, saved.answers)
    merged.update(theirs)
    if SHOWN in merged:  # they saw the answer, if not the question among the others
        merged[SHOWN] = [" ".join([*merged[SHOWN], *(one.code for one in chosen), *theirs])]
    return merged


def _is_theirs(request: HttpRequest, question: Question, typed: Mapping[str, object]) -> bool:
    mine = request.POST.get(f"{MINE}{question.code}", "")
    is_as_shown = mine in ("", _fingerprint(typed.get(question.code)))
    return is_as_shown and request.POST.get(f"{CHOICE}{question.code}") == "theirs"


def _belongs_to(name: str, question: Question) -> bool:
    return name == question.code or name.startswith((f"{question.code}-", f"{question.code}__"))


def base_of(saved: PageAnswers | None) -> str:
    """The hidden field's value for a form that is made over these answers."""
    answers = saved.answers if saved else {}
    return " ".join(f"{code}:{_fingerprint(answer)}" for code, answer in answers.items())


def _base(text: str) -> Mapping[str, str]:
    return dict(pair.partition(":")[::2] for pair in text.split())


def _fingerprint(answer: object) -> str:
    return f"{crc32(json.dumps(answer, sort_keys=True).encode()):x}"
