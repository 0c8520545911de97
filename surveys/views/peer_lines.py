"""A submission beside its peers, question by question, in the questionnaire's words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from surveys.answers import decode
from surveys.logic.text import Text
from surveys.logic.values import Value
from surveys.models import Submission
from surveys.peers import (
    Figures,
    NumberLine,
    Shares,
    Spread,
    Standing,
    as_number,
    chosen_codes,
    number_line,
    standing,
)
from surveys.questionnaire import Question, QuestionType
from surveys.review import AnswerLine, answer_lines
from surveys.routing import route
from surveys.vocabulary import QuestionnaireVocabulary

WHOLE_LIST = 5
"""Up to so many options are all shown."""
MOST_OPTIONS = 8
"""Of a longer list, of those that anybody chose; the company's own always."""


@dataclass(frozen=True, slots=True)
class PeerNumbers:
    answered: int
    median: Text
    lower: Text | None
    upper: Text | None
    standing: Standing | None  # None where the company gave no number
    picture: NumberLine


@dataclass(frozen=True, slots=True)
class PeerOption:
    label: Text
    percent: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class PeerShares:
    answered: int
    options: tuple[PeerOption, ...]
    is_ranked: bool
    is_shortened: bool  # options that few or none chose are left out


@dataclass(frozen=True, slots=True)
class PeerLine:
    """One question. Without numbers and shares, too few others answered it."""

    anchor: str
    label: Text
    short: Text
    grid: Text  # the question that a grid's row belongs to
    own: Text | None
    numbers: PeerNumbers | None
    shares: PeerShares | None


@dataclass(frozen=True, slots=True)
class PeerSection:
    code: str
    title: Text
    lines: list[PeerLine]


def peer_sections(
    submission: Submission, figures_by_code: Mapping[str, Figures]
) -> tuple[PeerSection, ...]:
    """Whatever the company was asked that can be compared, by section."""
    questionnaire = submission.version.questionnaire
    answers = decode(questionnaire, submission.answers)
    way = route(questionnaire, answers, timezone.localdate(submission.submitted_at))
    words = QuestionnaireVocabulary(questionnaire, way.facts)
    grids = {
        row.code: words.words(question.label)
        for page in questionnaire.pages
        for question in page.questions
        if question.type is QuestionType.GRID
        for row in question.answered
    }
    sections: dict[str, PeerSection] = {}
    for line in answer_lines(questionnaire, way):
        figures = figures_by_code.get(line.question.code)
        if figures is not None:
            section = PeerSection(line.section.code, words.words(line.section.title), [])
            grid = grids.get(line.question.code, Text())
            sections.setdefault(section.code, section).lines.append(
                _line(line, figures, way.facts.get(line.question.code), words, grid)
            )
    return tuple(sections.values())


def _line(
    line: AnswerLine,
    figures: Figures,
    own: Value | None,
    words: QuestionnaireVocabulary,
    grid: Text,
) -> PeerLine:
    question = line.question
    return PeerLine(
        anchor=f"peer-{question.code}",
        label=line.label,
        short=words.label(question.code),
        grid=grid,
        own=line.answer,
        numbers=_numbers(question, figures, own, words) if isinstance(figures, Spread) else None,
        shares=_shares(question, figures, own, words) if isinstance(figures, Shares) else None,
    )


def _numbers(
    question: Question, spread: Spread, own: Value | None, words: QuestionnaireVocabulary
) -> PeerNumbers:
    number = as_number(own)
    lower, upper = spread.lower, spread.upper
    return PeerNumbers(
        answered=spread.answered,
        median=words.answer(question.code, spread.median),
        lower=None if lower is None else words.answer(question.code, lower),
        upper=None if upper is None else words.answer(question.code, upper),
        standing=None if number is None else standing(number, spread),
        picture=number_line(number, spread),
    )


def _shares(
    question: Question, shares: Shares, own: Value | None, words: QuestionnaireVocabulary
) -> PeerShares:
    chosen = chosen_codes(question, own)
    codes = [option.code for option in question.options]
    shown = codes if len(codes) <= WHOLE_LIST else _chosen_most(codes, shares, chosen)
    return PeerShares(
        answered=shares.answered,
        options=tuple(
            PeerOption(
                words.option(question.code, code), shares.percent.get(code, 0), code in chosen
            )
            for code in shown
        ),
        is_ranked=question.type is QuestionType.RANKING,
        is_shortened=len(shown) < len(codes),
    )


def _chosen_most(codes: Sequence[str], shares: Shares, own: Collection[str]) -> list[str]:
    """In the questionnaire's order."""
    chosen = [code for code in codes if shares.percent.get(code)]
    most = sorted(chosen, key=lambda code: -shares.percent[code])[:MOST_OPTIONS]
    return [code for code in codes if code in most or code in own]
