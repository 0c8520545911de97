"""A survey such as every product can ask: pages that are all alike, everything required, no logic.

On each page are two radio groups, a yes or no, a short text and a whole number.
"""

from collections.abc import Mapping

from surveys.logic.text import Text
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section

Q = QuestionType
PER_PAGE = 5
CHOICES = tuple(Option(f"o{at}", Text(f"선택지 {at}", f"Option {at}")) for at in range(1, 6))
YES_NO = (Option("yes", Text("예", "Yes")), Option("no", Text("아니요", "No")))
KINDS: tuple[tuple[QuestionType, tuple[Option, ...], object], ...] = (
    (Q.CHOOSE_ONE, CHOICES, "o2"),
    (Q.CHOOSE_ONE, CHOICES, "o5"),
    (Q.CHOOSE_ONE, YES_NO, "yes"),
    (Q.TEXT, (), "무등 번역기"),
    (Q.INTEGER, (), 38),
)
"""Of each question of a page: its type, its options, and what everybody answers."""


def plain_questionnaire(questions: int = 25) -> Questionnaire:
    """One section of as many pages as `questions` fill."""
    pages = tuple(_page(at) for at in range(1, questions // PER_PAGE + 1))
    section = Section("company", Text("회사", "The company"), pages)
    return Questionnaire(
        f"plain{questions}", Text("쪽마다 같은 조사", "A plain survey"), (section,)
    )


def _page(at: int) -> Page:
    return Page(
        f"page{at}",
        Text(f"{at}쪽", f"Page {at}"),
        tuple(
            Question(
                f"q{at}_{number}",
                type,
                Text(f"{at}쪽의 질문 {number}", f"Question {number} of page {at}"),
                options=options,
            )
            for number, (type, options, _answer) in enumerate(KINDS, 1)
        ),
    )


def plain_answers(page: Page) -> Mapping[str, object]:
    """What a company answers on the page."""
    return {
        question.code: answer
        for question, (_type, _options, answer) in zip(page.questions, KINDS, strict=True)
    }
