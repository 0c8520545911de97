"""The visitor notices what goes wrong: without this, a clean walk would prove nothing."""

import pytest

from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WRONG = {
    "an error on the console": "console.error('broken')",
    "an exception": "setTimeout(() => { throw new Error('broken') })",
    "an inline style": "document.body.setAttribute('style', 'color: red')",
    "a missing file": "document.body.append(Object.assign(new Image(), {src: '/broken.png'}))",
    "another site": "fetch('https://broken.example.org/').catch(() => null)",
}


@pytest.fixture
def visitor(arrive: Arrive) -> Visitor:
    one = arrive("en")
    one.open("/")
    assert one.faults == []
    return one


@pytest.mark.parametrize("script", WRONG.values(), ids=WRONG)
def test_a_fault_is_noticed(visitor: Visitor, script: str) -> None:
    visitor.page.evaluate(script)
    for _wait in range(50):
        if visitor.faults:
            break
        visitor.page.wait_for_timeout(100)
    with pytest.raises(AssertionError):
        visitor.leave()
    visitor.faults.clear()


def test_what_cannot_be_read_aloud_is_noticed(visitor: Visitor) -> None:
    visitor.look()
    visitor.page.evaluate("document.querySelector('h1').innerHTML = '<button></button>'")
    with pytest.raises(AssertionError, match="button-name"):
        visitor.look()
    visitor.look("footer")
