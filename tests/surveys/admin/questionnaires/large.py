"""A questionnaire of as many questions as a test wants."""

from dataclasses import replace

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section


def large_questionnaire(questions: int = 400, *, on_a_page: int = 8) -> Questionnaire:
    """Sections of five pages; every other question has options, every third a condition."""
    pages = [
        Page(
            f"page_{start}",
            Text(f"쪽 {start}", f"Page {start}"),
            tuple(_question(at) for at in range(start, min(start + on_a_page, questions))),
        )
        for start in range(0, questions, on_a_page)
    ]
    sections = tuple(
        Section(f"section_{at}", Text(f"부 {at}", f"Section {at}"), tuple(pages[at : at + 5]))
        for at in range(0, len(pages), 5)
    )
    return Questionnaire("large", Text("큰 조사", "A large survey"), sections)


def _question(number: int) -> Question:
    code = f"question_{number}"
    label = Text(f"{number}번 질문입니까?", f"Is this question {number}?")
    options = tuple(Option(f"o{at}", Text(f"선택 {at}", f"Option {at}")) for at in range(6))
    question = Question(code, QuestionType.INTEGER, label)
    if number % 2:
        question = replace(question, type=QuestionType.CHOOSE_ONE, options=options)
    if number % 3 == 2:
        before = number - 1 if (number - 1) % 2 else number - 2
        question = replace(question, relevant=parse(f"${{question_{before}}} = 'o1'"))
    return question
