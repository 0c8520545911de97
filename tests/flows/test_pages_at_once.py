"""The same page, and the same submit, sent several times: twice, late, from tabs, all at once."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from support_plans.models import Plan
from surveys.models import Invitation, PageAnswers, Submission
from surveys.models.links import new_token, token_hash
from surveys.services.answer import open_response, save_page
from surveys.services.versions import publish_version, store_draft
from tests.bench.plain_survey import plain_answers, plain_questionnaire
from tests.factories import InvitationFactory, WaveFactory, four_programmes
from tests.flows.at_once import at_once

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SURVEY = plain_questionnaire(25)
PAGE = SURVEY.pages[0].code
TABS = 8


@pytest.fixture
def token() -> str:
    return new_token()


@pytest.fixture
def invitation(token: str) -> Invitation:
    version = publish_version(version=store_draft(questionnaire=SURVEY))
    return InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))


@pytest.fixture
def tabs(invitation: Invitation, token: str) -> list[Client]:
    """Of one person, each with the same cookie."""
    opened = [Client() for _ in range(TABS)]
    for tab in opened:
        tab.get(reverse("surveys:enter", args=[token]))
    return opened


def answers(text: str) -> dict[str, object]:
    return {**plain_answers(SURVEY.pages_by_code[PAGE]), "q1_4": text}


def send(tab: Client, text: str, revision: int) -> HttpResponse:
    typed = {code: str(value) for code, value in answers(text).items()}
    url = reverse("surveys:page", args=[PAGE])
    return tab.post(url, {**typed, "revision": str(revision)})


def sending(tab: Client, text: str, revision: int) -> Callable[[], HttpResponse]:
    return lambda: send(tab, text, revision)


def stored() -> tuple[object, int]:
    row = PageAnswers.objects.get()
    return row.answers, row.revision


def test_one_page_that_arrives_eight_times_at_once_is_saved_once(tabs: list[Client]) -> None:
    for revision, text in enumerate(("first", "second")):
        outcomes = at_once([sending(tab, text, revision) for tab in tabs])
        assert [one.status_code for one in outcomes] == [302] * TABS
        assert stored() == (answers(text), revision + 1)


@pytest.mark.parametrize("revision", [0, 1], ids=["a page nobody saved", "a saved page"])
def test_of_eight_tabs_one_saves_and_the_others_keep_what_they_typed(
    tabs: list[Client], revision: int
) -> None:
    for before in range(revision):
        send(tabs[0], "before", before)

    outcomes = at_once(
        [sending(tab, f"typed in tab {at}", revision) for at, tab in enumerate(tabs)]
    )

    codes = [one.status_code for one in outcomes]
    assert sorted(codes) == [302] + [409] * (TABS - 1)
    winner = codes.index(302)
    assert stored() == (answers(f"typed in tab {winner}"), revision + 1)
    for at, outcome in enumerate(outcomes):
        if at != winner:
            page = outcome.content.decode()
            assert f'value="typed in tab {at}"' in page
            assert f"typed in tab {winner}" in page
    # Whoever has seen both may save over the other.
    assert send(tabs[1 - winner if winner < 2 else 0], "both", revision + 1).status_code == 302
    assert stored() == (answers("both"), revision + 2)


def test_an_older_form_that_arrives_after_a_newer_one_changes_nothing(tabs: list[Client]) -> None:
    tab = tabs[0]
    assert send(tab, "older", 0).status_code == 302
    assert send(tab, "newer", 1).status_code == 302

    late = send(tab, "older", 0)

    assert late.status_code == 409
    assert 'value="older"' in late.content.decode()
    assert stored() == (answers("newer"), 2)
    assert send(tab, "newer", 1).status_code == 302
    assert stored() == (answers("newer"), 2)


def test_a_submit_that_arrives_eight_times_at_once_is_one_submission_with_one_plan(
    tabs: list[Client], invitation: Invitation, tasks_in_process: None
) -> None:
    four_programmes()
    response = open_response(invitation=invitation)
    for page in SURVEY.pages:
        save_page(
            response=response,
            page=page.code,
            answers=plain_answers(page),
            revision=0,
            by=None,
            now=invitation.created_at,
        )

    outcomes = at_once([lambda tab=tab: tab.post(reverse("surveys:submit")) for tab in tabs])

    confirmation = reverse("surveys:submitted", args=[Submission.objects.get().reference])
    assert [(one.status_code, one["Location"]) for one in outcomes] == [(302, confirmation)] * TABS
    assert Plan.objects.get().submission == Submission.objects.get()
