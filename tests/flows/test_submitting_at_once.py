"""Two tabs and two people press "Submit" at the same moment, on PostgreSQL."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from post_office.models import Email

from surveys.models import Invitation, Response, Submission
from surveys.models.links import new_token, token_hash
from surveys.services.answer import save_page
from tests.factories import SMALL_ANSWERS, ContactFactory, InvitationFactory, WaveFactory
from tests.flows.at_once import at_once
from tests.surveys.views.conftest import Browser

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def response() -> Response:
    wave = WaveFactory()
    contact = ContactFactory()
    response = Response.objects.create(wave=wave, company=contact.company, version=wave.version)
    for page, answers in SMALL_ANSWERS.items():
        save_page(
            response=response, page=page, answers=answers, revision=0, by=None, now=timezone.now()
        )
    return response


def person(response: Response, invited_by: Invitation | None = None) -> tuple[Invitation, Browser]:
    token = new_token()
    invitation = InvitationFactory(
        wave=response.wave,
        contact=ContactFactory(company=response.company),
        invited_by=invited_by,
        token_hash=token_hash(token),
    )
    browser = Browser(token)
    browser.come_in()
    return invitation, browser


def pressing(browser: Browser) -> Callable[[], str]:
    """What the browser's submit button does, from the page as it is now: where it leads."""
    page = html.fromstring(browser.get(reverse("surveys:check")).text)
    [seen] = page.xpath("//input[@name='seen']/@value")
    # a tab each: a test client keeps its cookies and its last exception to itself
    tab = Browser(browser.token)
    tab.cookies = browser.cookies
    return lambda: tab.post(reverse("surveys:submit"), {"seen": seen}).headers["Location"]


def test_two_people_with_two_tabs_each_make_one_submission_and_one_receipt_each(
    response: Response,
) -> None:
    _, first = person(response)
    _, second = person(response)
    presses = [pressing(one) for one in (first, first, second, second)]

    landed = at_once(presses * 3)

    submission = Submission.objects.get()
    assert landed == [reverse("surveys:submitted", args=[submission.reference])] * 12
    assert Email.objects.count() == 2  # one to each of the two that the city invited


def test_an_answer_saved_at_the_same_moment_is_either_in_it_or_stops_it(
    response: Response,
) -> None:
    _, browser = person(response)
    press = pressing(browser)
    changed: dict[str, object] = {"employees": 41, "uses_gpu": "yes"}

    def save() -> None:
        save_page(
            response=response,
            page="company_size",
            answers=changed,
            revision=1,
            by=None,
            now=timezone.now(),
        )

    submitted, saved = at_once([press, save])

    assert saved is None
    if isinstance(submitted, str):
        assert Submission.objects.get().answers["employees"] == 38
    else:  # the page that says that an answer was changed leads nowhere
        assert isinstance(submitted, KeyError)
        assert not Submission.objects.exists()


def test_the_changed_answers_submitted_by_two_are_one_submission_more(response: Response) -> None:
    _, first = person(response)
    _, second = person(response)
    pressing(first)()
    page = response.pages.get(page="company_size")
    save_page(
        response=response,
        page=page.page,
        answers={"employees": 41, "uses_gpu": "yes"},
        revision=page.revision,
        by=None,
        now=timezone.now(),
    )

    landed = at_once([pressing(first), pressing(second)] * 5)

    earlier, later = Submission.objects.order_by("number")
    assert (earlier.answers["employees"], later.answers["employees"]) == (38, 41)
    assert landed == [reverse("surveys:submitted", args=[later.reference])] * 10
