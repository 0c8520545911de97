"""Submitting: only what was asked, once, frozen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from surveys.answers import digest
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models import Response, Submission
from surveys.models.append_only import CannotChange
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.services.answer import find_response, save_page
from surveys.services.colleagues import signatories
from surveys.services.problems import AnswersHaveMoved, Unfinished, WaveNotOpen
from surveys.services.submit import (
    answers_to_submit,
    may_submit,
    response_route,
    submit_response,
)
from surveys.signals import submitted
from tests.every_type import ANSWERS, EVERY_TYPE
from tests.factories import (
    SMALL_ANSWERS,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    WaveFactory,
    published_version,
)

Q = QuestionType
pytestmark = pytest.mark.django_db


def answered(pages: Mapping[str, Mapping[str, object]] = SMALL_ANSWERS, **more: object) -> Response:
    response = ResponseFactory(**more)
    for page, answers in pages.items():
        save_page(
            response=response,
            page=page,
            answers=answers,
            revision=0,
            by=None,
            now=timezone.now(),
        )
    return response


def submit(response: Response) -> Submission:
    return submit_response(response=response, by=None, now=timezone.now())


def test_the_pages_become_one_submission() -> None:
    submission = submit(answered())
    assert submission.number == 1
    assert submission.answers == {
        "employees": 38,
        "uses_gpu": "yes",
        "compute_barriers": ["cost", "waiting_time"],
        "signatory_name": "시연 담당자",
    }
    assert submission.signatory_name == "시연 담당자"


def test_what_is_not_asked_any_more_is_left_out() -> None:
    pages = {**SMALL_ANSWERS, "company_size": {"employees": 38, "uses_gpu": "no"}}
    assert "compute_barriers" not in submit(answered(pages)).answers


def test_of_entries_the_cells_that_are_not_asked_any_more_are_left_out() -> None:
    first, second = ANSWERS["rows"]["openings"]
    rows = {"openings": [{**first, "ends": "2030-01-01"}, second]}
    version = published_version(EVERY_TYPE)
    response = answered({**ANSWERS, "rows": rows}, wave=WaveFactory(version=version))
    assert submit(response).answers["openings"] == [first, second]


def test_an_open_question_stops_it_and_names_the_page() -> None:
    pages = {code: SMALL_ANSWERS[code] for code in ("company_size", "signature")}
    with pytest.raises(Unfinished) as refused:
        submit(answered(pages))
    assert [asked.page.code for asked in refused.value.pages] == ["compute_barriers"]
    assert Submission.objects.count() == 0


def test_where_nobody_has_saved_anything_everything_is_open() -> None:
    unsaved = find_response(invitation=InvitationFactory())
    with pytest.raises(Unfinished) as refused:
        submit(unsaved)
    assert [asked.page.code for asked in refused.value.pages] == ["company_size", "signature"]


def test_the_same_answers_twice_make_one_submission() -> None:
    response = answered()
    assert submit(response) == submit(response)
    assert Submission.objects.count() == 1


def test_changed_answers_make_the_next_submission_and_keep_the_first() -> None:
    response = answered()
    first = submit(response)
    page = response.pages.get(page="company_size")
    save_page(
        response=response,
        page="company_size",
        answers={"employees": 50, "uses_gpu": "yes"},
        revision=page.revision,
        by=None,
        now=timezone.now(),
    )
    second = submit(response)
    assert (second.number, second.answers["employees"]) == (2, 50)
    first.refresh_from_db()
    assert first.answers["employees"] == 38


# --- What the person read -------------------------------------------------------------------------


def resave(response: Response, employees: int) -> None:
    page = response.pages.get(page="company_size")
    save_page(
        response=response,
        page="company_size",
        answers={"employees": employees, "uses_gpu": "yes"},
        revision=page.revision,
        by=None,
        now=timezone.now(),
    )


def seen(response: Response) -> str:
    stored = response.stored_answers()
    way = response_route(response=response, stored=stored, now=timezone.now())
    return digest(answers_to_submit(way=way, stored=stored))


def submit_seen(response: Response, read: str) -> Submission:
    return submit_response(response=response, by=None, now=timezone.now(), seen=read)


def test_what_was_read_is_submitted() -> None:
    response = answered()
    assert submit_seen(response, seen(response)).answers["employees"] == 38


def test_nobody_signs_what_was_changed_meanwhile() -> None:
    response = answered()
    read = seen(response)
    resave(response, 50)
    with pytest.raises(AnswersHaveMoved):
        submit_seen(response, read)
    assert Submission.objects.count() == 0


def test_the_same_form_again_is_the_same_submission_whatever_was_changed_between() -> None:
    response = answered()
    read = seen(response)
    first = submit_seen(response, read)
    resave(response, 50)
    assert submit_seen(response, read) == first
    assert Submission.objects.count() == 1


def test_an_old_form_does_not_bring_old_answers_back() -> None:
    response = answered()
    read = seen(response)
    submit_seen(response, read)
    resave(response, 50)
    second = submit_seen(response, seen(response))
    assert submit_seen(response, read) == second
    assert Submission.objects.count() == 2


def test_answers_that_went_back_to_what_they_were_are_a_submission_of_their_own() -> None:
    response = answered()
    submit(response)
    resave(response, 50)
    submit(response)
    resave(response, 38)
    assert submit_seen(response, seen(response)).number == 3


# --- Who submits ----------------------------------------------------------------------------------


def test_whoever_the_city_invited_submits_unless_somebody_is_named() -> None:
    response = answered()
    first = InvitationFactory(wave=response.wave, contact=ContactFactory(company=response.company))
    colleague = InvitationFactory(
        wave=response.wave, contact=ContactFactory(company=response.company), invited_by=first
    )
    assert [may_submit(response=response, invitation=one) for one in (first, colleague)] == [
        True,
        False,
    ]
    assert signatories(response=response, invitation=colleague) == [first.contact]
    response.signatory = colleague
    assert [may_submit(response=response, invitation=one) for one in (first, colleague)] == [
        False,
        True,
    ]
    assert signatories(response=response, invitation=first) == [colleague.contact]


# --- When, and who is told ------------------------------------------------------------------------


def test_after_the_wave_nothing_is_submitted() -> None:
    response = answered()
    with pytest.raises(WaveNotOpen):
        submit_response(
            response=response, by=None, now=response.wave.closes_at + timedelta(seconds=1)
        )


def test_listeners_are_told_once() -> None:
    heard: list[int] = []

    def listen(submission: Submission, **kwargs: object) -> None:
        heard.append(submission.pk)

    submitted.connect(listen)
    try:
        response = answered()
        submission = submit(response)
        submit(response)
    finally:
        submitted.disconnect(listen)
    assert heard == [submission.pk]


def test_a_submission_is_never_changed_or_deleted() -> None:
    submission = submit(answered())
    with pytest.raises(CannotChange):
        submission.save()
    with pytest.raises(CannotChange):
        submission.delete()
    with pytest.raises(CannotChange):
        Submission.objects.update(number=9)
    with pytest.raises(CannotChange):
        Submission.objects.all().delete()


@pytest.mark.services
@pytest.mark.parametrize(
    "statement", ["UPDATE surveys_submission SET number = 9", "DELETE FROM surveys_submission"]
)
def test_postgresql_refuses_it_as_well(statement: str) -> None:
    submit(answered())
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# --- Answers that do not fit any more -------------------------------------------------------------


def test_an_answer_that_does_not_fit_any_more_stops_it_and_names_the_page() -> None:
    """A constraint reads an answer of another page, and a day that passes."""
    words = Text("수", "Number")
    few = Question("few", Q.INTEGER, words, constraint=parse("${few} <= ${many}"))
    many = Question("many", Q.INTEGER, words)
    due = Question("due", Q.DATE, words, constraint=parse("${due} >= today()"))
    pages = (Page("few", words, (few,)), Page("many", words, (many, due)))
    whole = Questionnaire("fitting", words, (Section("s", words, pages),))
    wave = WaveFactory(version=published_version(whole))
    today = timezone.localdate()
    stored = {"few": {"few": 3}, "many": {"many": 2, "due": today.isoformat()}}
    response = answered(stored, wave=wave)
    assert _refused(response, timezone.now()) == ["few"]
    tomorrow = timezone.now() + timedelta(days=1)
    assert _refused(response, tomorrow) == ["few", "many"]
    save_page(
        response=response, page="few", answers={"few": 2}, revision=1, by=None, now=timezone.now()
    )
    assert _refused(response, tomorrow) == ["many"]
    assert submit(response).answers == {"few": 2, "many": 2, "due": today.isoformat()}


def _refused(response: Response, now: datetime) -> list[str]:
    with pytest.raises(Unfinished) as refused:
        submit_response(response=response, by=None, now=now)
    return [asked.page.code for asked in refused.value.pages]
