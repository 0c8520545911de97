"""Saving pages: nothing overwritten silently, nothing lost, nothing twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import PageAnswers, Response
from surveys.services.answer import open_response, save_page
from surveys.services.problems import PageHasMoved, WaveNotOpen
from tests.factories import ContactFactory, InvitationFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def save(response: Response, answers: dict[str, object], revision: int) -> PageAnswers:
    contact = ContactFactory(company=response.company)
    save_page(
        response=response,
        page="company_size",
        answers=answers,
        revision=revision,
        by=contact,
        now=timezone.now(),
    )
    return response.pages.get()


def test_a_response_is_opened_once_per_company() -> None:
    invitation = InvitationFactory()
    colleague = InvitationFactory(
        wave=invitation.wave, contact=ContactFactory(company=invitation.contact.company)
    )
    assert open_response(invitation=invitation) == open_response(invitation=colleague)


def test_first_save_makes_revision_1_and_each_later_one_the_next() -> None:
    response = ResponseFactory()
    assert save(response, {"employees": 10}, 0).revision == 1
    saved = save(response, {"employees": 11}, 1)
    assert (saved.revision, saved.answers) == (2, {"employees": 11})


def test_other_answers_over_an_old_revision_are_refused_and_nothing_changes() -> None:
    response = ResponseFactory()
    save(response, {"employees": 10}, 0)
    save(response, {"employees": 11}, 1)
    with pytest.raises(PageHasMoved) as refused:
        save(response, {"employees": 12}, 1)
    assert refused.value.saved.answers == {"employees": 11}
    assert response.pages.get().answers == {"employees": 11}


def test_two_first_saves_with_different_answers_conflict() -> None:
    response = ResponseFactory()
    save(response, {"employees": 10}, 0)
    with pytest.raises(PageHasMoved):
        save(response, {"employees": 12}, 0)


def test_the_same_form_posted_twice_is_no_conflict() -> None:
    response = ResponseFactory()
    save(response, {"employees": 10}, 0)
    assert save(response, {"employees": 10}, 0).revision == 1
    save(response, {"employees": 11}, 1)
    assert save(response, {"employees": 11}, 1).revision == 2


def test_a_page_that_vanished_is_stored_again() -> None:
    response = ResponseFactory()
    assert save(response, {"employees": 10}, 7).answers == {"employees": 10}


@pytest.mark.parametrize(
    ("offset", "is_open"),
    [(timedelta(0), False), (timedelta(seconds=1), True)],
    ids=["at the closing time", "a second before"],
)
def test_the_wave_closes_at_its_closing_time(offset: timedelta, is_open: bool) -> None:
    response = ResponseFactory()
    moment = response.wave.closes_at - offset
    arguments = {
        "response": response,
        "page": "company_size",
        "answers": {"employees": 10},
        "revision": 0,
        "by": None,
        "now": moment,
    }
    if is_open:
        save_page(**arguments)
        assert response.pages.count() == 1
    else:
        with pytest.raises(WaveNotOpen):
            save_page(**arguments)
        assert response.pages.count() == 0
