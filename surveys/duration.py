"""About how long it takes to answer: a figure to plan by, not a measurement.

The seconds are those of somebody who knows the company: reading a question, looking a number up
where one has to be, and typing. A page adds what it takes to find one's way on it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from surveys.questionnaire import Question, QuestionType
from surveys.routing import AskedPage, Route

SECONDS: Mapping[QuestionType, int] = {
    QuestionType.TEXT: 20,
    QuestionType.LONG_TEXT: 90,
    QuestionType.INTEGER: 40,  # mostly a figure that has to be looked up
    QuestionType.DECIMAL: 40,
    QuestionType.MONEY: 60,
    QuestionType.PERCENT: 40,
    QuestionType.DATE: 30,
    QuestionType.MONTH: 25,
    QuestionType.YEAR: 20,
    QuestionType.CHOOSE_ONE: 20,
    QuestionType.CHOOSE_SEVERAL: 35,
    QuestionType.RANKING: 60,
    QuestionType.GRID: 15,  # and each of its rows
    QuestionType.REPEAT: 30,  # and two rows of its columns
    QuestionType.NOTE: 10,
    QuestionType.REGISTRATION_NUMBER: 30,
    QuestionType.EMAIL: 20,
    QuestionType.PHONE: 20,
    QuestionType.URL: 20,
    QuestionType.FILE: 120,
    QuestionType.CALCULATED: 0,
}
SECONDS_A_PAGE = 15
SECONDS_A_ROW = 10  # of a grid
USUAL_ROWS = 2  # of a repeat


def seconds(question: Question) -> int:
    """To read and answer one question as it is asked."""
    own = SECONDS[question.type]
    match question.type:
        case QuestionType.GRID:
            return own + SECONDS_A_ROW * len(question.children)
        case QuestionType.REPEAT:
            return own + USUAL_ROWS * sum(map(seconds, question.children))
    return own


def seconds_of(pages: Iterable[AskedPage]) -> int:
    """All that is asked on the pages."""
    return sum(SECONDS_A_PAGE + sum(map(seconds, asked.questions)) for asked in pages)


def seconds_left(way: Route, pages: Iterable[AskedPage]) -> int:
    """What of the pages still wants an answer."""
    return sum(_left(asked, {one.code for one in way.unanswered(asked)}) for asked in pages)


def _left(asked: AskedPage, wanted: Collection[str]) -> int:
    """Of a grid only the rows that want one."""
    left = [
        replace(question, children=tuple(row for row in question.children if row.code in wanted))
        if question.type is QuestionType.GRID
        else question
        for question in asked.questions
        if any(one.code in wanted for one in question.answered)
    ]
    return SECONDS_A_PAGE + sum(map(seconds, left)) if left else 0


def minutes(seconds: int) -> int:
    """Rounded up, as one would say it: by the minute up to ten, then by five."""
    whole = -(-seconds // 60)
    return whole if whole <= 10 else -(-whole // 5) * 5
