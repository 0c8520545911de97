"""Which answers keep a place in a newer version of their questionnaire, and on which page.

An answer keeps its place where a question of the same code and type is still asked and can hold the
value: the options still exist, "don't know" is still offered. Bounds are no reason to let go of
what somebody said: a number that is too large now stays, to be looked at again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from surveys.answers import Stored
from surveys.questionnaire import WITHOUT_ANSWER, Question, Questionnaire, QuestionType


@dataclass(frozen=True, slots=True)
class MovedAnswers:
    """Every answer that says something is on a page as it was, or displaced as it was, or both.

    Both is an answer of which a part found a place: two of three chosen options, say.
    """

    pages: Mapping[str, Stored]  # page code → its answers; a page without any is left out
    sources: Mapping[str, tuple[str, ...]]  # page code → the earlier pages that its answers are of
    displaced: Stored  # question code → the answer as it was given, in the order of the questions

    @property
    def stored(self) -> dict[str, object]:
        """Every answer that has a place, by question code."""
        return {code: value for answers in self.pages.values() for code, value in answers.items()}


def moved_answers(
    old: Questionnaire, new: Questionnaire, pages: Mapping[str, Stored]
) -> MovedAnswers:
    """The answers of each page of `old`, by its code, as `new` takes them."""
    before, after = _places(old), _places(new)
    moved: dict[str, dict[str, object]] = {}
    sources: dict[str, list[str]] = {}
    displaced: dict[str, object] = {}
    for page, answers in pages.items():
        if not answers and page in new.pages_by_code:  # a page of notes, which somebody has read
            moved.setdefault(page, {})
            sources.setdefault(page, []).append(page)
        for code, answer in answers.items():
            fit = _fit(before.get(code), after.get(code), answer)
            if fit is not None:
                target = after[code].page
                moved.setdefault(target, {})[code] = fit.answer
                sources.setdefault(target, []).append(page)
            if not is_blank(answer) and (fit is None or not fit.is_whole):
                displaced[code] = answer
    in_order = [code for code in (*before, *displaced) if code in displaced]
    return MovedAnswers(
        pages=moved,
        sources={page: tuple(dict.fromkeys(found)) for page, found in sources.items()},
        displaced={code: displaced[code] for code in in_order},
    )


def is_blank(answer: object) -> bool:
    """Whether it says nothing: the question was put and left empty, in rows cell by cell."""
    if isinstance(answer, list):
        return all(isinstance(row, Mapping) and _is_blank_row(row) for row in answer)
    return answer is None or answer == ""


def _is_blank_row(row: Mapping[str, object]) -> bool:
    return all(is_blank(cell) for cell in row.values())


class _Place(NamedTuple):
    """Where an answer stands: outside repeated rows, whose cells are part of one answer."""

    page: str
    question: Question
    options: frozenset[str]


def _places(questionnaire: Questionnaire) -> dict[str, _Place]:
    return {
        one.code: _Place(page.code, one, _options(one))
        for page in questionnaire.pages
        for question in page.questions
        for one in question.answered
    }


def _options(question: Question) -> frozenset[str]:
    return frozenset(option.code for option in question.options)


class _Fit(NamedTuple):
    """What of an answer the newer question can hold."""

    answer: object
    is_whole: bool = True


def _fit(old: _Place | None, new: _Place | None, answer: object) -> _Fit | None:
    """None where nothing of it can stay."""
    if old is None or new is None:
        return None
    return _fit_question(old.question, new.question, new.options, answer)


def _fit_question(
    old: Question, new: Question, options: frozenset[str], answer: object
) -> _Fit | None:
    if old.type is not new.type or new.type in WITHOUT_ANSWER:
        return None
    if answer in (None, "", []):
        return _Fit(answer)
    if isinstance(answer, Mapping) and "missing" in answer:
        is_offered = answer["missing"] in {one.value for one in new.allowed_missing}
        return _Fit(answer) if is_offered else None
    match new.type, answer:
        case QuestionType.CHOOSE_ONE, str():
            return _Fit(answer) if answer in options else None
        case ((QuestionType.CHOOSE_SEVERAL | QuestionType.RANKING), list()):
            return _fit_options(new, options, [str(code) for code in answer])
        case QuestionType.REPEAT, list():
            return _fit_rows(old, new, [row for row in answer if isinstance(row, Mapping)])
        case (
            (
                QuestionType.CHOOSE_ONE
                | QuestionType.CHOOSE_SEVERAL
                | QuestionType.RANKING
                | QuestionType.REPEAT
            ),
            _,
        ):
            return None
    return _Fit(answer)


def _fit_options(new: Question, options: frozenset[str], chosen: list[str]) -> _Fit | None:
    """Those of the chosen options that there still are, if they still make an answer."""
    stay = [code for code in chosen if code in options]
    if new.type is QuestionType.RANKING:
        is_answer = set(stay) == options
    else:
        alone = {option.code for option in new.options if option.is_exclusive}
        is_answer = len(stay) == 1 or not alone & set(stay)
    return _Fit(stay, is_whole=stay == chosen) if stay and is_answer else None


def _fit_rows(old: Question, new: Question, rows: list[Mapping[str, object]]) -> _Fit | None:
    """The rows with the cells that have a column.

    A row of which nothing stays is left out, except where an answer counts the rows: there each
    goes on being about what it was about, blank or not.
    """
    before = {column.code: column for column in old.children}
    after = {column.code: column for column in new.children}
    blank = [column.code for column in new.children if column.type not in WITHOUT_ANSWER]
    stay: list[dict[str, object]] = []
    is_whole = True
    for row in rows:
        cells: dict[str, object] = {}
        for code, cell in row.items():
            fit = None
            if code in before and code in after:
                column = after[code]
                fit = _fit_question(before[code], column, _options(column), cell)
            if fit is not None:
                cells[code] = fit.answer
            is_whole &= is_blank(cell) or (fit is not None and fit.is_whole)
        if new.row_count is not None:
            stay.append(cells if cells or not row else dict.fromkeys(blank))
        elif not _is_blank_row(cells):
            stay.append(cells)
    if is_blank(stay) and not is_whole:
        return None
    return _Fit(stay or None, is_whole)
