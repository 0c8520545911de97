"""Forms of single pages, as a company would fill them in."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template import Context, Template
from lxml import html

from surveys.answers import decode
from surveys.forms import PageForm
from surveys.forms.files import StoredFile
from surveys.logic.text import Text
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from tests.every_type import A_FILE, ANSWERS, EVERY_TYPE

TODAY = date(2026, 3, 2)
FILES = {A_FILE["file"]: StoredFile(A_FILE["file"], A_FILE["name"], 2048, "/files/1/")}
STORED: dict[str, Any] = {code: one for page in ANSWERS.values() for code, one in page.items()}


def question(code: str, kind: QuestionType, **more: Any) -> Question:
    return Question(code, kind, Text(ko=f"{code} 질문", en=f"About {code}"), **more)


def form(*questions: Question, post: Mapping[str, Any] | None = None, **more: Any) -> PageForm:
    """A page of these questions alone."""
    page = Page("page", Text(ko="쪽", en="Page"), questions)
    return of_page(
        Questionnaire("whole", Text(), (Section("s", Text(), (page,)),)), page, post, **more
    )


def every_type(code: str, post: Mapping[str, Any] | None = None, **more: Any) -> PageForm:
    """A page of the questionnaire of every type; whatever else is asked has been answered."""
    others = {key: one for key, one in STORED.items() if key not in ANSWERS[code]}
    answers = more.pop("answers", others)
    return of_page(EVERY_TYPE, EVERY_TYPE.pages_by_code[code], post, answers=answers, **more)


def of_page(
    whole: Questionnaire, page: Page, post: Mapping[str, Any] | None = None, **more: Any
) -> PageForm:
    answers = more.pop("answers", {})
    data = None if post is None else QueryDict(urlencode(post, doseq=True))
    facts = more.pop("facts", None) or decode(whole, answers)
    files = more.pop("files", FILES)
    return PageForm(
        whole, page, answers=answers, facts=facts, today=TODAY, data=data, files=files, **more
    )


def sent(shown: PageForm, **changes: Any) -> dict[str, Any]:
    """What a browser posts of the form on the screen, with these controls changed."""
    typed = dict(shown.typed)
    counts = {f"{one.name}-rows": one.value for one in shown.prompts if one.kind == "repeat"}
    return {**typed, **counts, "shown": shown.shown, **changes}


def messages(one: PageForm) -> list[str]:
    return [problem.message for problem in one.problems]


def drawn(one: PageForm) -> Any:
    """The form as HTML elements."""
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    return html.fromstring(f"<form>{template.render(Context({'form': one}))}</form>")


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())
