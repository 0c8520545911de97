"""How the company's pages look: narrow and wide, enlarged, in the reader's own colours, on paper.

What axe-core finds is asked in the journeys (`Visitor.look`); here is what it does not ask.
"""

import gzip
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Response, expect

from tests.browser.city import City
from tests.browser.companies_of_every_type import at_every_stage
from tests.browser.conftest import Arrive
from tests.browser.steps import follow_link_in_mail, open_newest_mail
from tests.browser.visitor import DESK, NARROW, PHONE, Visitor
from tests.every_type import ANSWERS

pytestmark = pytest.mark.browser

PAGES = [f"/survey/pages/{code}/" for code in ANSWERS]
PAGES_WITH_SCRIPTS = ["/survey/pages/choices/", "/survey/pages/files/"]
AFTERWARDS = ["/survey/", "/survey/check/", "/survey/peers/", *PAGES]
MOST_BYTES = 100_000
"""A page with everything on it, compressed, without fonts."""
LEAST_PIXELS = 24  # of a target: WCAG 2.5.8

ComeIn = Callable[..., Visitor]


@pytest.fixture(scope="module")
def stages(city: City) -> dict[str, str]:
    return at_every_stage(city)


@pytest.fixture
def come_in(city: City, arrive: Arrive, stages: dict[str, str]) -> ComeIn:
    """A function: somebody of the company at this stage, at the section list."""

    def somebody(stage: str, language: str = "en", width: int = DESK) -> Visitor:
        visitor = arrive(language, width)
        visitor.context.add_cookies(
            [{"name": "django_language", "value": language, "url": city.url}]
        )
        visitor.open(stages[stage])
        visitor.arrives("/survey/")
        return visitor

    return somebody


# --- Every page at every width --------------------------------------------------------------------

OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter(one => one.checkVisibility() && !one.closest(".sr-only, .default-button, svg"))
        .filter(one => one.getBoundingClientRect().right > width + 0.5)
        .map(one => one.outerHTML.slice(0, 120));
}"""
"""What is cut off, also where something around it hides that."""

SMALL = f"""() => {{
    const targets = document.querySelectorAll("a, button, input, select, textarea, summary");
    return [...targets].filter(one => {{
        const target = one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one;
        const {{width, height}} = target.getBoundingClientRect();
        const isInText = one.tagName === "A" && one.parentElement.textContent !== one.textContent;
        return one.checkVisibility() && !one.matches(".default-button") && width > 1
            && Math.min(width, height) < {LEAST_PIXELS} && !isInText;
    }}).map(one => one.outerHTML.slice(0, 120));
}}"""

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""

SHIFT = """() => new Promise(done => {
    let shift = 0;
    new PerformanceObserver(found => found.getEntries().forEach(one => shift += one.value))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(shift), 100);
})"""


def inspect(reader: Visitor) -> None:
    page, where = reader.page, f"{reader.path} at {reader.page.viewport_size}"
    page.wait_for_load_state()
    assert page.evaluate(OUTSIDE) == [], where
    assert page.evaluate(SMALL) == [], where
    headings = page.evaluate(HEADINGS)
    assert headings.count(1) == 1, where
    title = headings.index(1)
    above = [1, *headings[:title]]  # what needs attention first, as parts of the page
    for before, after in (*pairwise(above), *pairwise(headings[title:])):
        assert after <= before + 1, f"{where}: {headings}"
    assert page.evaluate(SHIFT) < 0.01, where


@pytest.mark.parametrize(
    ("language", "width"), [("ko", NARROW), ("en", NARROW), ("en", PHONE), ("ko", DESK)]
)
def test_every_page_fits_and_stands_still(come_in: ComeIn, language: str, width: int) -> None:
    reader = come_in("submitted", language, width)
    for path in ("/", "/s/nobody-knows-this/", *AFTERWARDS):
        reader.open(path)
        inspect(reader)


@pytest.mark.parametrize(("language", "width"), [("ko", NARROW), ("en", DESK)])
def test_empty_pages_and_their_errors_fit(come_in: ComeIn, language: str, width: int) -> None:
    reader = come_in("fresh", language, width)
    for path in PAGES:
        reader.open(path)
        inspect(reader)
        reader.press("Continue")
        expect(reader.page.locator(".error-summary")).to_be_visible()
        inspect(reader)


@pytest.mark.parametrize(("language", "width"), [("ko", NARROW), ("en", DESK)])
def test_what_has_to_be_looked_at_again_fits_and_is_read_aloud(
    come_in: ComeIn, language: str, width: int
) -> None:
    reader = come_in("misfit", language, width)
    for path in ("/survey/", "/survey/pages/numbers/", "/survey/check/"):
        reader.open(path)
        inspect(reader)
        reader.look()
    reader.open("/survey/pages/numbers/")
    expect(reader.page.locator(".form-notice, .form-hint-invalid").first).to_be_visible()


def test_two_answers_to_one_question_fit_side_by_side(come_in: ComeIn) -> None:
    first, second = come_in("misfit", "ko", NARROW), come_in("misfit", "ko", NARROW)
    for reader, product in ((first, "무등 번역기 2"), (second, "무등 번역기 3")):
        reader.open("/survey/pages/words/")
        reader.page.locator("#id_product").fill(product)
    first.press("Continue")
    first.arrives("/survey/pages/numbers/")
    second.press("Continue")
    expect(second.page.locator(".compare").first).to_be_visible()
    inspect(second)
    second.look()


@pytest.mark.parametrize(("language", "width"), [("ko", NARROW), ("en", DESK)])
def test_the_peer_view_is_read_aloud(come_in: ComeIn, language: str, width: int) -> None:
    reader = come_in("submitted", language, width)
    reader.follow("Compare with your field")
    reader.arrives("/survey/peers/")
    reader.look()
    expect(reader.page.locator(".peer")).to_have_count(14)
    expect(reader.page.locator("#peer-staff svg.peer-line")).to_have_count(1)
    reader.page.locator(".peer-glance a").first.press("Enter")
    expect(reader.page.locator(".peer:target")).to_be_in_viewport()


@pytest.mark.parametrize(("language", "width"), [("ko", NARROW), ("en", DESK)])
def test_the_plan_fits(arrive: Arrive, language: str, width: int) -> None:
    reader = read_a_plan(arrive, language, width)
    inspect(reader)


def read_a_plan(arrive: Arrive, language: str, width: int) -> Visitor:
    reader = arrive(language, width)
    open_newest_mail(reader, "", re.compile(r"P-\d\d-\d{5}"))
    follow_link_in_mail(reader, "/p/")
    reader.arrives("/plan/")
    return reader


def test_fonts_that_come_late_move_nothing(come_in: ComeIn) -> None:
    reader = come_in("submitted", "ko", PHONE)

    def late(route: Any) -> None:
        time.sleep(0.3)
        route.continue_()

    reader.context.route("**/*.woff2", late)
    for path in ("/survey/check/", "/survey/pages/choices/"):
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")
        assert reader.page.evaluate(SHIFT) < 0.01, path


# --- The keyboard's way through a page ------------------------------------------------------------

FOCUSED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const everything = [...document.querySelectorAll("*")];
    const near = [one, ...(one.labels || []), one.closest(".structured-item")];
    const {left, top, width, height} = (one.labels?.[0] ?? one).getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
        place: everything.indexOf(one),
        name: one.outerHTML.slice(0, 120),
        isOutlined: near.some(it => it && getComputedStyle(it).outlineStyle !== "none"
            && parseFloat(getComputedStyle(it).outlineWidth) >= 2),
        isSeen: Boolean(seen) && near.some(it => it && (it.contains(seen) || seen.contains(it))),
    };
}"""


def stops(reader: Visitor) -> Iterator[dict[str, Any]]:
    """Where Tab leads, from the top of the page to its end."""
    reader.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    first = None
    for _stop in range(120):
        reader.page.keyboard.press("Tab")
        found = reader.page.evaluate(FOCUSED)
        if found is None or found["place"] == first:  # this browser has no bar to go on to
            return
        first = first or found["place"]
        yield found
    raise AssertionError("The keyboard does not come to the end of the page")


@pytest.mark.parametrize("width", [NARROW, DESK])
def test_the_focus_follows_the_page_and_is_always_seen(come_in: ComeIn, width: int) -> None:
    reader = come_in("submitted", "ko", width)
    for path in AFTERWARDS:
        reader.open(path)
        reader.page.wait_for_load_state()
        places = []
        for stop in stops(reader):
            assert stop["isOutlined"], f"{path}: {stop['name']}"
            assert stop["isSeen"], f"{path}: {stop['name']}"
            places.append(stop["place"])
        assert len(places) > 4, path
        assert places == sorted(places), path


# --- The reader's own colours ---------------------------------------------------------------------


def style(of: Locator, *names: str) -> tuple[str, ...]:
    read = "(one, names) => names.map(name => getComputedStyle(one)[name])"
    return tuple(of.first.evaluate(read, list(names)))


def has_border(of: Locator) -> bool:
    width, line = style(of, "borderTopWidth", "borderTopStyle")
    return line != "none" and float(width.removesuffix("px")) >= 1


@pytest.fixture
def own_colours(come_in: ComeIn) -> Callable[..., Visitor]:
    def somebody(stage: str) -> Visitor:
        reader = come_in(stage, "en", DESK)
        reader.page.emulate_media(forced_colors="active")
        return reader

    return somebody


def test_states_are_seen_without_our_colours(own_colours: ComeIn) -> None:
    reader = own_colours("submitted")
    page = reader.page
    reader.open("/survey/")
    for one in (".krds-badge", ".krds-btn", ".language-switch button", ".krds-alert"):
        assert has_border(page.locator(one)), one
    current = style(page.locator(".language-switch [aria-current]"), "borderTopWidth")
    assert current != style(
        page.locator(".language-switch button:not([aria-current])"), "borderTopWidth"
    )
    reader.open("/survey/pages/choices/")
    chosen, other = "input:checked + label", "input:not(:checked) + label"
    assert style(page.locator(chosen), "borderTopWidth") == ("3px",)
    assert style(page.locator(other), "borderTopWidth") == ("1px",)
    step = ".krds-step-wrap span"
    assert has_border(page.locator(step))
    assert style(page.locator(f"{step}.done"), "backgroundColor") != style(
        page.locator(f"{step}:not(.done)"), "backgroundColor"
    )
    reader.open("/survey/pages/words/")
    assert has_border(page.locator("#id_product"))


def test_errors_are_seen_without_our_colours(own_colours: ComeIn) -> None:
    reader = own_colours("fresh")
    reader.open("/survey/pages/words/")
    reader.press("Continue")
    field = reader.page.locator("#id_product")
    assert style(field, "borderTopWidth", "borderTopStyle") == ("3px", "dashed")
    assert has_border(reader.page.locator(".error-summary"))
    field.focus()
    assert style(field, "outlineStyle") == ("solid",)


def test_charts_are_seen_without_our_colours(own_colours: ComeIn) -> None:
    reader = own_colours("submitted")
    reader.open("/survey/peers/")
    page = reader.page
    mark, median, track = (
        style(page.locator(f"#peer-staff .peer-line .{one}"), "fill", "stroke")
        for one in ("own", "median", "track")
    )
    assert len({mark, median, track}) == 3
    assert style(page.locator(".peer-shares .is-own .share"), "fill") != style(
        page.locator(".peer-shares li:not(.is-own) .share"), "fill"
    )


def test_more_contrast_darkens_what_is_pale(come_in: ComeIn) -> None:
    reader = come_in("submitted")
    quiet = reader.page.locator(".structured-item .quiet")
    pale = style(quiet, "color")
    reader.page.emulate_media(contrast="more")
    assert style(quiet, "color") != pale
    assert style(reader.page.locator(".krds-badge"), "outlineStyle") == ("solid",)


# --- On paper -------------------------------------------------------------------------------------


def test_paper_has_the_answers_and_no_buttons(come_in: ComeIn) -> None:
    reader = come_in("submitted")
    for path, kept in (("/survey/check/", ".summary-list"), ("/survey/peers/", ".peer-line")):
        reader.open(path)
        reader.page.emulate_media(media="print")
        for one in (".button-row", ".language-switch", ".skip-link", ".change", ".crumb"):
            for found in reader.page.locator(one).all():
                expect(found).to_be_hidden()
        expect(reader.page.locator("h1")).to_be_visible()
        expect(reader.page.locator(kept).first).to_be_visible()
        reader.page.emulate_media(media="screen")


# --- What a page weighs ---------------------------------------------------------------------------


def test_a_page_weighs_little(come_in: ComeIn) -> None:
    """Static files are compressed when they are collected, which a city on trial does without."""
    reader = come_in("submitted", "ko", PHONE)
    network = reader.context.new_cdp_session(reader.page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for path in ("/survey/", "/survey/check/", "/survey/peers/", *PAGES_WITH_SCRIPTS):
        arrived: list[Response] = []

        def note(one: Response, arrived: list[Response] = arrived) -> None:
            arrived.append(one)

        reader.page.on("response", note)
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")
        reader.page.remove_listener("response", note)
        assert 10_000 < sum(map(weight, arrived)) < MOST_BYTES, path


def weight(response: Response) -> int:
    """Compressed, in bytes."""
    if response.request.resource_type == "document":
        assert response.headers["content-encoding"] == "gzip", response.url
        return response.request.sizes()["responseBodySize"]
    return 0 if response.url.endswith(".woff2") else len(gzip.compress(response.body()))
