"""Fills in whatever page of the questionnaire is on the screen, as somebody in a hurry would."""

from collections.abc import Mapping
from typing import TypedDict

from playwright.sync_api import FilePayload, Locator, Page

LIKELY: Mapping[str, str] = {
    # These open every page that is asked under a condition.
    "head_office": "elsewhere_korea",
    "gwangju_sites": "branch",
    "gpu_hours_month": "1,200 GPU-hours",
    "has_openings": "yes",
    "academy_hires": "3",
    "investment_needed_krw": "12억 5,000만",
    "demonstration_needed": "yes",
    "move_status": "within_6_months",
    "space_needed_m2": "120",
    "spin_off_planned": "undecided",
    # And these make a company that much of what the city offers is for.
    "growth_stage": "early",
    "size_class": "small",
    "employees": "38",
    "revenue_krw": "1.5 billion",
    "rnd_share": "42.5%",
    "consent_use": "yes",
    "consent_forward": "yes",
    "signatory_name": "시연 담당자",
    "signatory_role": "시연 직책",
}
"""Question code → its answer; any other question takes an answer that fits its control."""

A_DATE = "2021-03-02"
A_NUMBER = "4"
A_LINE = "AI 모델 개발"
A_FILE: FilePayload = {
    "name": "계획.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 a plan",
}
SOME_LINES = "현장 실습과 MLOps를 더 다뤄 주십시오.\nMore hands-on MLOps, please."
ROWS = 2

_CONTROLS = """form => [...form.elements]
    .filter(one => one.name && !["hidden", "submit", "button"].includes(one.type)
        && one.tagName !== "FIELDSET")
    .map(one => ({
        id: one.id, name: one.name, kind: one.type, value: one.value, mode: one.inputMode,
        choices: [...(one.options || [])].map(option => option.value),
        labels: [...(one.options || [])].map(option => option.label),
    }))"""


class Control(TypedDict):
    id: str
    name: str
    kind: str
    value: str
    mode: str
    choices: list[str]
    labels: list[str]


def fill_in(page: Page, own: Mapping[str, str]) -> None:
    """Answer every question on the screen; `own` (code → answer) goes before `LIKELY`."""
    form = page.locator("main form[method=post]")
    while _rows(form) and _rows(form) < ROWS:
        form.locator("button[value^='add:']").click()
    known = {**LIKELY, **own}
    by_name: dict[str, list[Control]] = {}
    for control in form.evaluate(_CONTROLS):
        if not control["name"].endswith("__missing"):
            by_name.setdefault(control["name"], []).append(control)
    for name, controls in by_name.items():
        _answer(form, controls, known.get(name))


def _rows(form: Locator) -> int:
    return form.locator(".repeat-entry").count()


def _answer(form: Locator, controls: list[Control], known: str | None) -> None:
    first = controls[0]
    field = form.locator(f"[id='{first['id']}']")
    match first["kind"]:
        case "radio":
            _tick(form, _chosen(controls, known))
        case "checkbox":
            wanted = [_chosen(controls, known)] if known else controls[: max(1, len(controls) - 2)]
            for control in wanted:
                _tick(form, control)
        case "select-one" if len(controls) > 1:
            _rank(form, controls)
        case "select-one" if first["id"].endswith("-select"):  # a script made a search of it
            label = first["labels"][first["choices"].index(known) if known else 1]
            form.locator(f"[id='{first['id'].removesuffix('-select')}']").fill(label)
        case "select-one":
            field.select_option(known or first["choices"][1])
        case "file":
            field.set_input_files([A_FILE])
        case "date":
            field.fill(known or A_DATE)
        case "month":
            field.fill(known or A_DATE[:7])
        case "textarea":
            field.fill(known or SOME_LINES)
        case _:
            field.fill(known or (A_NUMBER if first["mode"] == "numeric" else A_LINE))


def _rank(form: Locator, controls: list[Control]) -> None:
    """Each option its place, in the order in which they stand."""
    for place, control in enumerate(controls, 1):
        form.locator(f"[id='{control['id']}']").select_option(control["choices"][place])


def _chosen(controls: list[Control], known: str | None) -> Control:
    """The known one, or the one in the middle, as people tend to."""
    return next((one for one in controls if one["value"] == known), controls[len(controls) // 2])


def _tick(form: Locator, control: Control) -> None:
    """By its label, as people do, unless it is ticked already."""
    if not form.locator(f"[id='{control['id']}']").is_checked():
        form.locator(f"label[for='{control['id']}']").click()
