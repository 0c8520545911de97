"""Every list and every form of the desk opens, and what is ours on it can be read by everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.city import City
from tests.browser.conftest import Arrive
from tests.browser.steps import OURS, sign_in
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("role", "language"), [("administrator", "en"), ("manager", "ko")])
def test_every_place_of_the_desk(city: City, arrive: Arrive, role: str, language: str) -> None:
    worker = arrive(language)
    sign_in(worker, city, role)
    worker.look(OURS)
    places = worker.page.locator("#nav-sidebar a[href^='/admin/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    addresses = dict.fromkeys(address.split("?")[0] for address in places)
    assert len(addresses) > 1, addresses
    for address in addresses:
        worker.open(address)
        expect(worker.page.locator("html")).to_have_attribute("lang", language)
        look_at_what_is_ours(worker)
        row = worker.page.locator("#result_list tbody tr a").first
        if row.count():
            row.click()
            look_at_what_is_ours(worker)


def look_at_what_is_ours(worker: Visitor) -> None:
    worker.page.wait_for_load_state()
    if worker.page.locator(OURS).count():
        worker.look(OURS)
