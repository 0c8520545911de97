"""Every type of question at a real browser: with and without scripts, by keyboard, in Korean."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from surveys.forms.files import MOST_BYTES
from tests.browser.answers import fill_in
from tests.browser.city import City
from tests.browser.conftest import Arrive
from tests.browser.every_type import invited
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.every_type import ANSWERS

pytestmark = pytest.mark.browser

OWN: Mapping[str, str] = {
    "product": "무등 번역기",
    "licence": "AI-2031",
    "number": "124-81-00998",
    "mail": "name@example.org",
    "phone": "062-123-4567",
    "site": "www.example.org",
    "staff": "7",
    "latency": "0.25",
    "sales": "350백만원",
    "share": "12.5%",
    "since": "2020",
    "uses_gpu": "yes",
    "region": "gwangju",
    "district": "gwangsan",
    "stage": "growth",
    "need_space": "5",
    "sites": "2",
    "openings-0-contract": "fixed",
    "openings-0-pay": "5천만",
    "openings-1-pay": "62백만원",
    "openings-1-contract": "full",
}


@pytest.fixture(scope="module")
def links(city: City) -> Iterator[str]:
    return iter(invited(city, 20))


@pytest.fixture
def come_in(city: City, arrive: Arrive, links: Iterator[str]) -> Callable[..., Visitor]:
    """A function: somebody of a company that has not begun, at the section list."""

    def somebody(language: str = "ko", width: int = DESK, *, javascript: bool = True) -> Visitor:
        visitor = arrive(language, width, javascript=javascript)
        visitor.context.add_cookies(
            [{"name": "django_language", "value": language, "url": city.url}]
        )
        visitor.open(next(links))
        visitor.arrives("/survey/")
        return visitor

    return somebody


def answer(reader: Visitor, page: str) -> None:
    """Fill in the page; whatever that opens on it is filled in as well."""
    reader.open(f"/survey/pages/{page}/")
    for _round in range(3):
        if not reader.path.startswith(f"/survey/pages/{page}/"):
            return
        fill_in(reader.page, OWN)
        reader.press("Continue")
    assert not reader.path.startswith(f"/survey/pages/{page}/"), problems(reader).all_inner_texts()


def problems(reader: Visitor) -> Locator:
    return reader.page.locator(".error-summary a")


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("ko", PHONE, True), ("en", DESK, True), ("ko", DESK, False)],
)
def test_every_page_is_answered_checked_and_submitted(
    come_in: Callable[..., Visitor], language: str, width: int, javascript: bool
) -> None:
    reader = come_in(language, width, javascript=javascript)
    for page in ANSWERS:
        reader.open(f"/survey/pages/{page}/")
        look(reader, javascript)
        reader.press("Continue")
        expect(problems(reader)).not_to_have_count(0)
        look(reader, javascript)
        answer(reader, page)
        reader.open(f"/survey/pages/{page}/")
        look(reader, javascript)
    reader.open("/survey/check/")
    look(reader, javascript)
    expect(reader.page.locator(".summary-list ol.ranked li")).to_have_count(4)
    reader.press("Submit answers")
    reader.arrives("/survey/submitted/[^/]+/")


def look(reader: Visitor, javascript: bool) -> None:
    if javascript:  # axe-core is a script, too
        reader.look()


# --- A list that is searched ----------------------------------------------------------------------


@pytest.fixture
def district(come_in: Callable[..., Visitor]) -> Visitor:
    """Somebody in the field in which one types to find a district."""
    reader = come_in("ko")
    reader.open("/survey/pages/choices/")
    reader.page.locator("label[for=id_region_0]").click()
    reader.press("Continue")
    reader.page.locator("input#id_district").focus()
    return reader


def shown(reader: Visitor) -> list[str]:
    options = reader.page.locator("[role=option]:visible")
    return options.all_inner_texts()


def value(reader: Visitor) -> str:
    return str(reader.page.locator("select[name=district]").evaluate("select => select.value"))


def test_the_list_is_read_like_any_other_field(district: Visitor) -> None:
    field = district.page.get_by_role("combobox", name="어느 시·군·구입니까?")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert described == ["id_district-error"]
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(district.page.get_by_role("listbox", name="어느 시·군·구입니까?")).to_be_visible()
    district.look()


def test_korean_filters_while_it_is_composed(district: Visitor) -> None:
    keyboard = district.context.new_cdp_session(district.page)
    everything = ["광주 동구", "광주 서구", "광주 남구", "광주 북구", "광주 광산구", "모름"]
    for composed, expected in {
        "ㄱ": everything,
        "과": everything,
        "광": everything,
        "광사": ["광주 광산구", "모름"],
        "광산": ["광주 광산구", "모름"],
    }.items():
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
        assert shown(district) == expected, composed
    keyboard.send("Input.insertText", {"text": "광산"})
    district.page.keyboard.press("ArrowDown")
    district.page.keyboard.press("Enter")
    expect(district.page.locator("#id_district")).to_have_value("광주 광산구")
    assert value(district) == "gwangsan"
    assert shown(district) == []


def test_the_list_is_worked_by_keyboard(district: Visitor) -> None:
    field, press = district.page.locator("#id_district"), district.page.keyboard.press
    active = district.page.locator("[role=option].is-active")
    press("ArrowUp")
    expect(active).to_have_text("모름")
    press("ArrowDown")
    expect(active).to_have_text("광주 동구")
    expect(field).to_have_attribute("aria-activedescendant", "id_district-option-0")
    press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("")
    field.press_sequentially("서구")
    press("ArrowDown")
    press("Tab")
    expect(field).to_have_value("광주 서구")
    assert value(district) == "seo"
    field.fill("")
    press("Tab")
    assert value(district) == ""


def test_the_number_of_matches_is_said_when_the_typing_pauses(district: Visitor) -> None:
    field, status = district.page.locator("#id_district"), district.page.locator("[role=status]")
    field.press_sequentially("남구")
    expect(status.first).to_have_text(
        district.say("Answers that match: {count}").replace("{count}", "1")
    )
    field.fill("부산")
    expect(status.first).to_have_text(district.say("No answer in the list matches."))
    expect(district.page.locator(".search-list-none")).to_be_visible()
    assert shown(district) == ["모름"]
    district.look()


def test_the_list_is_worked_by_mouse(district: Visitor) -> None:
    district.page.locator("#id_district").click()
    district.page.get_by_role("option", name="광주 북구").click()
    expect(district.page.locator("#id_district")).to_be_focused()
    assert value(district) == "buk"
    district.page.locator("#id_district").click()
    expect(district.page.get_by_role("option", selected=True)).to_have_text("광주 북구")


def test_text_that_is_no_answer_is_never_saved_as_another(district: Visitor) -> None:
    district.page.locator("#id_district").fill("부산")
    district.press("Continue")
    expect(
        problems(district).filter(has_text=district.say("Choose one of the answers."))
    ).to_have_count(1)
    expect(district.page.locator("#id_district")).to_have_value("부산")
    district.page.locator("#id_district").fill("광주 남구")
    district.press("Continue")
    assert value(district) == "nam"


# --- Files ----------------------------------------------------------------------------------------


def pdf(name: str, size: int = 0) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + b"x" * size}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_kept_replaced_fetched_and_removed(
    come_in: Callable[..., Visitor], javascript: bool
) -> None:
    reader = come_in("en", PHONE, javascript=javascript)
    reader.open("/survey/pages/files/")
    page = reader.page
    page.set_input_files("#id_plan", [pdf("계획.pdf")])  # type: ignore[list-item]
    page.set_input_files("#id_brochure", [pdf("run.exe")])  # type: ignore[list-item]
    reader.press("Continue")
    expect(problems(reader)).to_have_count(1)
    expect(page.locator(".stored-file")).to_contain_text("계획.pdf")
    page.set_input_files("#id_plan", [pdf("새 계획.pdf")])  # type: ignore[list-item]
    reader.press("Continue")
    reader.open("/survey/pages/files/")
    expect(page.locator(".stored-file")).to_contain_text("새 계획.pdf")
    with page.expect_download() as fetched:
        page.locator(".stored-file a").click()
    assert fetched.value.suggested_filename == "새 계획.pdf"
    assert fetched.value.path().read_bytes() == b"%PDF-1.7 "
    page.locator("button[value='discard:plan']").click()
    expect(page.locator(".stored-file")).to_have_count(0)
    reader.press("Continue")
    expect(problems(reader)).to_have_count(1)


def test_a_file_that_is_too_large_is_told_of_at_once(come_in: Callable[..., Visitor]) -> None:
    reader = come_in("en")
    reader.open("/survey/pages/files/")
    reader.page.set_input_files("#id_plan", [pdf("large.pdf", MOST_BYTES)])  # type: ignore[list-item]
    expect(reader.page.get_by_role("alert")).to_have_text(
        reader.say("This file is too large. Choose a smaller one.")
    )
    expect(reader.page.locator("#id_plan")).to_have_value("")
    reader.look()
    reader.page.set_input_files("#id_plan", [pdf("small.pdf")])  # type: ignore[list-item]
    expect(reader.page.get_by_role("alert")).to_have_count(0)


def test_without_scripts_a_file_that_is_too_large_costs_nothing_else(
    come_in: Callable[..., Visitor], tmp_path: Path
) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7 " + b"x" * 3 * MOST_BYTES)
    reader = come_in("en", javascript=False)
    reader.open("/survey/pages/rows/")
    page = reader.page
    page.locator("#id_openings-0-job").fill("번역 모델 개발자")
    page.set_input_files("#id_openings-0-advert", large)
    reader.press("Continue")
    reader.sees("is larger than 10 MB")
    expect(page.locator("#id_openings-0-job")).to_have_value("번역 모델 개발자")


# --- Rankings -------------------------------------------------------------------------------------


def test_a_place_that_is_given_twice_is_named(come_in: Callable[..., Visitor]) -> None:
    reader = come_in("en", PHONE)
    reader.open("/survey/pages/ratings/")
    places = reader.page.locator(".ranked-option select")
    for at, place in enumerate(("1:gpu", "1:data", "2:people")):
        places.nth(at).select_option(place)
    reader.press("Continue")
    error = problems(reader).filter(has_text="GPU hours and Training data")
    error.press("Enter")
    expect(places.first).to_be_focused()
