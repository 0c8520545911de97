"""Moving a response to a newer version: agreed to, once, and with nothing lost on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from surveys.logic.text import Text
from surveys.models import (
    Contact,
    DisplacedAnswer,
    Invitation,
    PageAnswers,
    Response,
    Submission,
    TypedPage,
    Wave,
)
from surveys.questionnaire import Option, Page, Question, QuestionType
from surveys.services.answer import find_response, keep_typed
from surveys.services.move import bring_typed_along, move_response, offered_version
from surveys.services.problems import (
    PageHasMoved,
    QuestionnaireHasMoved,
    Unfinished,
    WaveOver,
)
from surveys.services.submit import submit_response
from tests.factories import (
    SMALL_ANSWERS,
    CompanyFactory,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    WaveFactory,
    published_version,
    shortest_questionnaire,
    small_questionnaire,
)
from tests.surveys.moves import again, answered, at_most, put_in, save

pytestmark = pytest.mark.django_db


def move(response: Response, by: Contact | None = None) -> bool:
    return move_response(response=again(response), by=by, now=timezone.now())


def stored() -> dict[str, object]:
    return {one.page: one.answers for one in PageAnswers.objects.all()}


# --- Whether there is something to move to --------------------------------------------------------


def test_a_response_keeps_its_version_until_the_wave_has_a_newer_one() -> None:
    response = answered()
    assert offered_version(response=again(response), now=timezone.now()) is None
    newer = put_in(response.wave)
    assert offered_version(response=again(response), now=timezone.now()) == newer
    assert again(response).version != newer


def test_nobody_is_asked_to_move_before_beginning_after_the_wave_or_after_submitting() -> None:
    response = answered()
    put_in(response.wave)
    fresh = again(response)
    unsaved = Response(wave=fresh.wave, company=fresh.company, version=fresh.version)
    assert offered_version(response=unsaved, now=timezone.now()) is None
    assert offered_version(response=fresh, now=fresh.wave.closes_at) is None
    assert offered_version(response=fresh, now=fresh.wave.opens_at - timedelta(seconds=1)) is None
    submit_response(response=again(response), by=None, now=timezone.now())
    assert offered_version(response=again(response), now=timezone.now()) is None


def test_until_it_is_moved_everything_works_on_the_old_version() -> None:
    response = answered({page: SMALL_ANSWERS[page] for page in ("company_size", "signature")})
    old = response.version
    put_in(response.wave)
    save(again(response), "compute_barriers", {"compute_barriers": ["waiting_time"]})
    submission = submit_response(response=again(response), by=None, now=timezone.now())
    assert submission.version == old
    assert submission.answers["compute_barriers"] == ["waiting_time"]


# --- The move -------------------------------------------------------------------------------------


def test_every_answer_goes_where_its_place_is_and_the_rest_is_kept_with_its_version() -> None:
    response, officer_s = answered(), ContactFactory()
    old, newer = response.version, put_in(response.wave)
    now = timezone.now()

    assert move_response(response=again(response), by=officer_s, now=now) is True

    moved = again(response)
    assert (moved.version, moved.moved_at, moved.moved_by) == (newer, now, officer_s)
    assert stored() == {
        "company_size": {"employees": 38},
        "gpu": {"uses_gpu": "yes"},
        "compute_barriers": {"compute_barriers": ["cost"]},
    }
    displaced = DisplacedAnswer.objects.all()
    assert [(one.code, one.answer, one.version, one.displaced_at) for one in displaced] == [
        ("compute_barriers", ["cost", "waiting_time"], old, now),
        ("signatory_name", "시연 담당자", old, now),
    ]


def test_who_saved_and_when_stays_and_the_revision_goes_on() -> None:
    response = ResponseFactory()
    first, second = ContactFactory.create_batch(2, company=response.company)
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        saved = save(response, "company_size", SMALL_ANSWERS["company_size"], by=first)
        save(response, "company_size", {"employees": 39, "uses_gpu": "yes"}, 1, by=first)
    put_in(response.wave)

    move(response, by=second)

    for page in ("company_size", "gpu"):
        one = PageAnswers.objects.get(page=page)
        assert (one.revision, one.saved_by, one.saved_at) == (3, first, saved.saved_at), page


def test_of_two_pages_that_become_one_the_later_save_counts() -> None:
    whole = small_questionnaire()
    first, second = whole.pages[0], whole.pages[2]
    merged = replace(first, code="all", questions=(*first.questions, *second.questions))
    newer = replace(whole, sections=(replace(whole.sections[0], pages=(merged,)),))
    response = ResponseFactory()
    earlier, later = ContactFactory.create_batch(2, company=response.company)
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        save(response, "signature", SMALL_ANSWERS["signature"], by=earlier)
    for revision in range(3):
        last = save(
            response, "company_size", {"employees": revision, "uses_gpu": "no"}, revision, by=later
        )
    put_in(response.wave, newer)

    move(response)

    one = PageAnswers.objects.get()
    assert (one.page, one.saved_by, one.saved_at) == ("all", later, last.saved_at)
    assert one.revision == 4
    assert one.answers == {"employees": 2, "uses_gpu": "no", "signatory_name": "시연 담당자"}


def test_pressed_twice_it_moves_once() -> None:
    response = answered()
    put_in(response.wave)
    assert [move(response), move(response)] == [True, False]
    assert DisplacedAnswer.objects.count() == 2
    assert PageAnswers.objects.get(page="gpu").revision == 2


def test_a_second_move_starts_from_where_the_first_led() -> None:
    response = answered()
    second = put_in(response.wave)
    move(response)
    put_in(response.wave, small_questionnaire())
    move(response)
    assert stored() == {
        "company_size": {"employees": 38, "uses_gpu": "yes"},
        "compute_barriers": {"compute_barriers": ["cost"]},
    }
    assert {one.version for one in DisplacedAnswer.objects.all()} != {second}


def test_two_versions_later_it_moves_to_the_one_that_was_shown() -> None:
    response = answered()
    shown_version = put_in(response.wave)
    shown = again(response)
    newest = put_in(response.wave, shortest_questionnaire())
    assert move_response(response=shown, by=None, now=timezone.now()) is True
    assert again(response).version == shown_version
    assert offered_version(response=again(response), now=timezone.now()) == newest


def test_what_a_colleague_moved_further_is_not_moved_back() -> None:
    response = answered()
    put_in(response.wave)
    shown = again(response)
    newest = put_in(response.wave, small_questionnaire())
    move(response)
    assert move_response(response=shown, by=None, now=timezone.now()) is False
    assert again(response).version == newest


def test_after_the_wave_and_after_submitting_nothing_moves() -> None:
    response = answered()
    put_in(response.wave)
    with pytest.raises(WaveOver):
        move_response(response=again(response), by=None, now=response.wave.closes_at)
    submit_response(response=again(response), by=None, now=timezone.now())
    assert move(response) is False
    assert stored() == SMALL_ANSWERS
    assert not DisplacedAnswer.objects.exists()


# --- Colleagues meanwhile -------------------------------------------------------------------------


def test_a_save_over_the_old_version_s_page_is_told_that_it_has_moved() -> None:
    response = answered()
    put_in(response.wave)
    read_before = again(response)
    move(response)
    with pytest.raises(QuestionnaireHasMoved):
        save(read_before, "company_size", {"employees": 99, "uses_gpu": "no"}, revision=1)
    assert PageAnswers.objects.get(page="company_size").answers == {"employees": 38}


def test_a_first_save_to_a_page_that_is_gone_does_not_bring_it_back() -> None:
    response = answered({"company_size": SMALL_ANSWERS["company_size"]})
    put_in(response.wave)
    read_before = again(response)
    move(response)
    with pytest.raises(QuestionnaireHasMoved):
        save(read_before, "signature", SMALL_ANSWERS["signature"])
    assert set(stored()) == {"company_size", "gpu"}


def test_a_first_save_of_all_made_for_an_older_version_is_told() -> None:
    """The response began meanwhile, with the newer version that the wave got meanwhile."""
    response = ResponseFactory.build(wave=WaveFactory(), company=ContactFactory().company)
    wave = Wave.objects.get(pk=response.wave.pk)
    newer = put_in(wave)
    begun = Response(wave=wave, company=response.company, version=newer)
    save(begun, "company_size", {"employees": 38})
    with pytest.raises(QuestionnaireHasMoved):
        save(response, "signature", SMALL_ANSWERS["signature"])
    assert Response.objects.get().version == newer


def test_a_submit_of_what_has_moved_since_it_was_read_is_told() -> None:
    response = answered()
    put_in(response.wave)
    read_before = again(response)
    move(response)
    with pytest.raises(QuestionnaireHasMoved):
        submit_response(response=read_before, by=None, now=timezone.now())
    assert not Submission.objects.exists()


def test_after_the_move_the_page_is_saved_as_ever() -> None:
    response = answered()
    put_in(response.wave)
    move(response)
    revision = PageAnswers.objects.get(page="gpu").revision
    saved = save(again(response), "gpu", {"uses_gpu": "no", "revenue": 5}, revision)
    assert saved.revision == revision + 1
    with pytest.raises(PageHasMoved):
        save(again(response), "gpu", {"uses_gpu": "yes", "revenue": 5}, revision)


# --- What was typed and not saved -----------------------------------------------------------------


def kept(
    response: Response, page: str, typed: dict[str, list[str]], revision: int = 1
) -> Invitation:
    """Put aside by a link of the company's; the link."""
    contact = ContactFactory(company=response.company)
    invitation = InvitationFactory(wave=response.wave, contact=contact)
    keep_typed(
        invitation=invitation,
        version_id=response.version_id,
        page=page,
        typed=typed,
        revision=revision,
        now=timezone.now(),
    )
    return invitation


def bring_along(invitation: Invitation) -> None:
    response = find_response(invitation=Invitation.objects.get(pk=invitation.pk))
    bring_typed_along(invitation=invitation, response=response)


def typed_by_page() -> dict[str, object]:
    return {one.page: one.typed for one in TypedPage.objects.all()}


def test_it_waits_on_the_pages_where_it_belongs_now() -> None:
    response = answered()
    typed = {"employees": ["forty"], "uses_gpu": ["no"], "shown": ["employees uses_gpu"]}
    invitation = kept(response, "company_size", typed)
    kept_at = TypedPage.objects.get().kept_at
    newer = put_in(response.wave)
    move(response)
    bring_along(invitation)
    assert typed_by_page() == {
        "company_size": {"employees": ["forty"]},
        "gpu": {"uses_gpu": ["no"]},
    }
    found = {(one.version, one.revision, one.kept_at) for one in TypedPage.objects.all()}
    assert found == {(newer, 0, kept_at)}


def test_so_it_does_where_the_response_begins_with_the_newer_version_only() -> None:
    response = ResponseFactory.build(wave=WaveFactory(), company=CompanyFactory())
    response.version = response.wave.version
    invitation = kept(response, "company_size", {"uses_gpu": ["no"]}, revision=0)
    put_in(Wave.objects.get())
    bring_along(invitation)
    assert typed_by_page() == {"gpu": {"uses_gpu": ["no"]}}
    assert not Response.objects.exists()


def test_brought_along_twice_it_is_there_once() -> None:
    response = answered()
    invitation = kept(response, "company_size", {"employees": ["40"], "uses_gpu": ["no"]})
    put_in(response.wave)
    move(response)
    bring_along(invitation)
    before = list(TypedPage.objects.values())
    bring_along(invitation)
    assert list(TypedPage.objects.values()) == before


def test_beside_it_stands_what_is_saved_for_the_page_s_other_questions() -> None:
    whole = small_questionnaire()
    first, second = whole.pages[0], whole.pages[2]
    merged = replace(first, code="all", questions=(*first.questions, *second.questions))
    response = answered()
    invitation = kept(response, "signature", {"signatory_name": ["다른 사람"]})
    put_in(response.wave, replace(whole, sections=(replace(whole.sections[0], pages=(merged,)),)))
    move(response)
    bring_along(invitation)
    assert typed_by_page() == {
        "all": {"signatory_name": ["다른 사람"], "employees": ["38"], "uses_gpu": ["yes"]}
    }


def test_what_belongs_nowhere_is_kept_for_a_version_that_asks_it_again() -> None:
    response = answered()
    typed = {"signatory_name": ["다른 사람"]}
    invitation = kept(response, "signature", typed)
    put_in(response.wave)
    move(response)
    bring_along(invitation)
    assert (TypedPage.objects.get().version, typed_by_page()) == (
        response.version,
        {"signature": typed},
    )
    newest = put_in(response.wave, small_questionnaire())
    move(response)
    bring_along(invitation)
    assert (TypedPage.objects.get().version, typed_by_page()) == (newest, {"signature": typed})


def test_a_part_that_belongs_nowhere_stays_behind() -> None:
    whole = small_questionnaire()
    size = replace(whole.pages[0], questions=whole.pages[0].questions[1:])
    response = answered()
    invitation = kept(response, "company_size", {"employees": ["40"], "uses_gpu": ["no"]})
    put_in(response.wave, replace(whole, sections=(replace(whole.sections[0], pages=(size,)),)))
    move(response)
    bring_along(invitation)
    found = {one.version.number: one.typed for one in TypedPage.objects.all() if one.version}
    assert found == {1: {"employees": ["40"]}, 2: {"uses_gpu": ["no"]}}


def test_rows_and_ways_out_go_with_their_question() -> None:
    columns = (Question("job", QuestionType.TEXT, Text("직무", "Job")),)
    rows = Question("openings", QuestionType.REPEAT, Text("채용", "Openings"), children=columns)
    other = Question(
        "openings-0-job",
        QuestionType.CHOOSE_ONE,
        Text("함정", "A trap"),
        options=(Option("a", Text("가", "A")),),
    )
    old = Page("people", Text("인력", "People"), (rows, other))
    whole = small_questionnaire()
    older = replace(whole, sections=(replace(whole.sections[0], pages=(old,)),))
    new = (replace(old, questions=(other,)), Page("rows", Text("채용", "Openings"), (rows,)))
    newer = replace(whole, sections=(replace(whole.sections[0], pages=new),))
    wave = WaveFactory(version=published_version(older))
    response = ResponseFactory(wave=wave)
    typed = {
        "openings-rows": ["2"],
        "openings-1-job": ["A"],
        "openings-1-job__missing": ["dont_know"],
        "openings-0-job": ["a"],  # both a cell and a question: the longer name has it
        "elsewhere": ["x"],
    }
    invitation = kept(response, "people", typed, revision=0)
    put_in(wave, newer)
    move(response)
    bring_along(invitation)
    assert typed_by_page() == {
        "rows": {
            "openings-rows": ["2"],
            "openings-1-job": ["A"],
            "openings-1-job__missing": ["dont_know"],
        },
        "people": {"openings-0-job": ["a"]},
    }


def test_another_link_s_typing_is_left_alone() -> None:
    response = answered()
    kept(response, "company_size", {"employees": ["40"], "uses_gpu": ["no"]})
    before = TypedPage.objects.values().get()
    put_in(response.wave)
    move(response)
    bring_along(InvitationFactory(wave=again(response).wave))
    assert TypedPage.objects.values().get() == before


# --- Answers that do not fit any more -------------------------------------------------------------


def test_an_answer_beyond_narrower_limits_stays_and_has_to_be_looked_at_before_submitting() -> None:
    response = answered()
    put_in(response.wave, at_most(37))
    assert move(response)
    assert not DisplacedAnswer.objects.exists()
    assert stored()["company_size"] == SMALL_ANSWERS["company_size"]
    with pytest.raises(Unfinished) as refused:
        submit_response(response=again(response), by=None, now=timezone.now())
    assert [asked.page.code for asked in refused.value.pages] == ["company_size"]
    save(again(response), "company_size", {"employees": 37, "uses_gpu": "yes"}, revision=2)
    submission = submit_response(response=again(response), by=None, now=timezone.now())
    assert submission.answers["employees"] == 37


def test_an_answer_within_narrower_limits_asks_for_nothing() -> None:
    response = answered()
    put_in(response.wave, at_most(38))
    assert move(response)
    assert submit_response(response=again(response), by=None, now=timezone.now()).number == 1
