"""Saving pages: nothing overwritten silently, nothing lost, nothing twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from surveys.models import PageAnswers, Response
from surveys.services.answer import find_response, open_response, save_page
from surveys.services.problems import PageHasMoved, WaveNotBegun, WaveOver
from tests.factories import ContactFactory, InvitationFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def save(
    response: Response, answers: dict[str, object], revision: int, page: str = "company_size"
) -> PageAnswers:
    contact = ContactFactory(company=response.company)
    save_page(
        response=response,
        page=page,
        answers=answers,
        revision=revision,
        by=contact,
        now=timezone.now(),
    )
    return PageAnswers.objects.get(
        response__wave=response.wave, response__company=response.company, page=page
    )


def test_a_response_is_opened_once_per_company() -> None:
    invitation = InvitationFactory()
    colleague = InvitationFactory(
        wave=invitation.wave, contact=ContactFactory(company=invitation.contact.company)
    )
    assert open_response(invitation=invitation) == open_response(invitation=colleague)


def test_looking_begins_no_response() -> None:
    invitation = InvitationFactory()
    assert find_response(invitation=invitation).pk is None
    begun = open_response(invitation=invitation)
    assert find_response(invitation=invitation) == begun


def test_the_first_save_begins_the_response() -> None:
    unsaved = find_response(invitation=InvitationFactory())
    assert save(unsaved, {"employees": 10}, 0, "company_size").response == Response.objects.get()


def test_two_who_begin_at_once_on_different_pages_both_save() -> None:
    invitation = InvitationFactory()
    mine, theirs = find_response(invitation=invitation), find_response(invitation=invitation)
    save(mine, {"employees": 10}, 0, "company_size")
    save(theirs, {"signatory_name": "A"}, 0, "signature")
    assert {one.page for one in Response.objects.get().pages.all()} == {"company_size", "signature"}


def test_two_who_begin_at_once_on_one_page_conflict() -> None:
    invitation = InvitationFactory()
    mine, theirs = find_response(invitation=invitation), find_response(invitation=invitation)
    save(mine, {"employees": 10}, 0)
    with pytest.raises(PageHasMoved):
        save(theirs, {"employees": 12}, 0)


def test_a_row_that_the_database_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def refuse(page: PageAnswers, **options: object) -> None:
        tries.append(page)
        raise IntegrityError

    monkeypatch.setattr(PageAnswers, "save", refuse)
    with pytest.raises(IntegrityError):
        save(ResponseFactory(), {"employees": 10}, 0)
    assert len(tries) == 2


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
        with pytest.raises(WaveOver):
            save_page(**arguments)
        assert response.pages.count() == 0


def test_before_the_wave_nothing_is_saved() -> None:
    response = ResponseFactory()
    with pytest.raises(WaveNotBegun):
        save_page(
            response=response,
            page="company_size",
            answers={"employees": 10},
            revision=0,
            by=None,
            now=response.wave.opens_at - timedelta(seconds=1),
        )
    assert response.pages.count() == 0
