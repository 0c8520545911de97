"""A draft to write at the desk, the addresses of its parts, and posting a page as it stands."""

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement, fromstring

from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Question, Questionnaire
from surveys.services.versions import store_draft
from tests.factories import small_questionnaire

NOT_TYPED = ("submit", "button", "file")


def draft(questionnaire: Questionnaire | None = None) -> QuestionnaireVersion:
    return store_draft(questionnaire=questionnaire or small_questionnaire())


def part(version: QuestionnaireVersion, kind: str, code: str, step: str = "edit") -> str:
    return reverse(f"admin:questionnaire_part_{step}", args=[version.pk, kind, code])


def condition(version: QuestionnaireVersion, kind: str, code: str, field: str) -> str:
    return reverse("admin:questionnaire_condition", args=[version.pk, kind, code, field])


def step(version: QuestionnaireVersion, name: str) -> str:
    return reverse(f"admin:questionnaire_{name}", args=[version.pk])


def page_of(response: Any) -> HtmlElement:
    return fromstring(response.content.decode())


def text_of(response: Any) -> str:
    """What the page says in its main part, on one line."""
    (main,) = page_of(response).xpath("//*[@id='content-main']")
    return " ".join(" ".join(main.itertext()).split())


def typed_in(response: Any, form: int = -1) -> dict[str, list[str]]:
    """Everything that stands in the page's form, as a browser would send it without a button.

    Of several forms, the one with most controls is meant.
    """
    forms = page_of(response).xpath("//*[@id='content-main']//form")
    found = max(forms, key=lambda one: len(one.inputs.keys())) if form < 0 else forms[form]
    typed: dict[str, list[str]] = {}
    for control in found.xpath(".//input|.//select|.//textarea"):
        name, kind = control.get("name"), control.get("type")
        if not name or kind in NOT_TYPED or control.get("disabled") is not None:
            continue
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        value = control.value
        if control.tag == "textarea":
            value = (value or "").removeprefix("\n")
        typed.setdefault(name, []).append(value if value is not None else "")
    typed.pop("csrfmiddlewaretoken", None)
    return typed


def press(
    client: Client, address: str, command: str = "save", *, page: Any = None, **typed: object
) -> Any:
    """Open the page (or go on with the one given), type this, press the button of this command.

    A name that holds a hyphen is written with two underscores.
    """
    form = typed_in(page if page is not None else client.get(address))
    for name, value in typed.items():
        name = name.replace("__", "-")
        form[name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return client.post(address, {**form, "do": command})


def question(version: QuestionnaireVersion, code: str) -> Question:
    return version.questionnaire.questions_by_code[code]
