"""A questionnaire as large as any city asks: 400 questions of every type, full of conditions."""

from dataclasses import replace
from decimal import Decimal

from surveys.logic.expressions import Expression
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import (
    WITH_OPTIONS,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

ON_A_PAGE = 10
PAGES_OF_A_SECTION = 4
_TYPES = (
    QuestionType.INTEGER,
    QuestionType.CHOOSE_ONE,
    QuestionType.CHOOSE_SEVERAL,
    QuestionType.TEXT,
    QuestionType.DECIMAL,
    QuestionType.DATE,
    QuestionType.MONEY,
    QuestionType.CALCULATED,
    QuestionType.GRID,
    QuestionType.REPEAT,
    QuestionType.LONG_TEXT,
    QuestionType.RANKING,
    QuestionType.PERCENT,
    QuestionType.YEAR,
    QuestionType.MONTH,
    QuestionType.NOTE,
    QuestionType.EMAIL,
    QuestionType.PHONE,
    QuestionType.URL,
    QuestionType.FILE,
)


def large_questionnaire(questions: int = 400, code: str = "large") -> Questionnaire:
    """So many questions outside grids and repeats, ten on a page; no finding is blocking."""
    asked = [_question(number) for number in range(questions)]
    pages = [
        Page(
            f"page_{at}",
            Text(f"{at}쪽", f"Page {at}"),
            tuple(asked[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]),
            relevant=_of_earlier(at * ON_A_PAGE),
        )
        for at in range((questions + ON_A_PAGE - 1) // ON_A_PAGE)
    ]
    sections = [
        Section(
            f"section_{at}",
            Text(f"{at}번째 영역", f"Section {at}"),
            tuple(pages[at : at + PAGES_OF_A_SECTION]),
        )
        for at in range(0, len(pages), PAGES_OF_A_SECTION)
    ]
    return Questionnaire(code, Text("큰 조사", "A large survey"), tuple(sections))


def _question(number: int) -> Question:
    kind = _TYPES[number % len(_TYPES)]
    code = f"q_{number}"
    question = Question(
        code,
        kind,
        Text(f"{number}번 질문은 무엇입니까?", f"What is the answer to question {number}?"),
        short=Text(f"{number}번", f"Number {number}"),
        hint=Text("아는 대로 답하십시오.", "Answer as well as you can."),
        is_required=kind not in (QuestionType.NOTE, QuestionType.CALCULATED),
        relevant=_of_earlier(number) if number % 3 == 0 else None,
    )
    return _with_particulars(question, number)


def _with_particulars(question: Question, number: int) -> Question:

    code = question.code
    match question.type:
        case QuestionType.INTEGER | QuestionType.MONEY | QuestionType.DECIMAL:
            return replace(
                question,
                minimum=Decimal(0),
                maximum=Decimal(10_000),
                constraint=parse(". != 13", this=code),
                unit=Text("개", "item|items"),
                allowed_missing=frozenset({Missing.DONT_KNOW}),
            )
        case QuestionType.TEXT:
            return replace(question, pattern="[^@]+", default=parse("'a default'"))
        case QuestionType.CALCULATED:
            first = number - number % len(_TYPES)
            return replace(question, calculation=parse(f"coalesce(${{q_{first}}}, 0) * 2"))
        case QuestionType.GRID:
            options = _options(5)
            rows = [
                Question(
                    f"{code}_{at}",
                    QuestionType.CHOOSE_ONE,
                    Text(f"{at}번 항목", f"Row {at}"),
                )
                for at in range(5)
            ]
            return replace(question, options=options, children=tuple(rows))
        case QuestionType.REPEAT:
            what = Question(f"{code}_what", QuestionType.TEXT, Text("이름", "Name"))
            many = Question(
                f"{code}_many",
                QuestionType.INTEGER,
                Text("수", "How many"),
                relevant=parse(f"${{{code}_what}} != ''"),
            )
            return replace(question, children=(what, many), most_rows=50)
        case kind if kind in WITH_OPTIONS:
            several = kind is QuestionType.CHOOSE_SEVERAL
            return replace(question, options=_options(8, with_none=several))
    return question


def _options(count: int, *, with_none: bool = False) -> tuple[Option, ...]:
    options = tuple(Option(f"o{at}", Text(f"{at}안", f"Choice {at}")) for at in range(count))
    none = Option("none", Text("없음", "None of these"), is_exclusive=True)
    return (*options, none) if with_none else options


def _of_earlier(number: int) -> Expression | None:
    """A condition about the answers one round of types before."""
    first = number - number % len(_TYPES) - len(_TYPES)
    if first < 0:
        return None
    return parse(
        f"${{q_{first}}} > 3 and (${{q_{first + 1}}} = 'o1' or selected(${{q_{first + 2}}}, 'o2'))"
    )
