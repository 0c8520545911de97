"""Who answers for a company: added, given sections, named to sign, removed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from surveys.models import Contact, Invitation, PageAnswers, Response
from surveys.services import colleagues
from surveys.services.answer import find_response, save_page
from surveys.services.colleagues import (
    MOST_COLLEAGUES,
    MOST_MAILS_AN_HOUR,
    NewColleague,
    add_colleague,
    change_sections,
    may_manage,
    name_signatory,
    people_of,
    remove_colleague,
    send_link_again,
    signatories,
)
from surveys.services.invite import invite, revoke
from surveys.services.problems import (
    AlreadyThere,
    ColleagueGone,
    LinkRevoked,
    ManagesNot,
    PageNotYours,
    SentJustNow,
    SubmitsNot,
    TooManyColleagues,
    TooManyMails,
    WaveOver,
)
from surveys.services.submit import may_submit, submit_response
from tests.factories import (
    SMALL_ANSWERS,
    ContactFactory,
    InvitationFactory,
    WaveFactory,
    small_questionnaire,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HELPER = NewColleague("helper@example.org", "시연 재무 담당", "en", ("company",), "Please.")


@pytest.fixture
def invitation() -> Invitation:
    """Whom the city invited."""
    opens, closes = NOW - timedelta(days=1), NOW + timedelta(days=9)
    contact = ContactFactory(name="시연 대표")
    return InvitationFactory(contact=contact, wave=WaveFactory(opens_at=opens, closes_at=closes))


def add(by: Invitation, new: NewColleague = HELPER, *, now: datetime = NOW) -> Invitation:
    added = add_colleague(new=new, by=by, now=now)
    Invitation.objects.filter(pk=added.pk).update(created_at=now)  # the clock is the test's
    return again(added)


def again(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_related("wave__version__survey", "contact__company")
    return found.get(pk=invitation.pk)


def later(**passed: float) -> datetime:
    return NOW + timedelta(**passed)


# --- Adding ---------------------------------------------------------------------------------------


def test_a_colleague_gets_a_link_of_their_own_by_a_mail_that_says_who_what_and_until_when(
    invitation: Invitation, settings: Any
) -> None:
    added = add(invitation)
    assert (added.invited_by, added.sections) == (invitation, ["company"])
    assert added.contact.company == invitation.contact.company
    assert (added.contact.name, added.contact.language) == ("시연 재무 담당", "en")
    mail = Email.objects.get()
    assert mail.to == ["helper@example.org"]
    assert mail.headers["Content-Language"] == "en"
    company = invitation.contact.company.name_en
    assert mail.subject == (
        f"시연 대표 asks you to help answer for {company}, by Wednesday 2 December 2026 at 18:00"
    )
    for part in (mail.message, mail.html_message):
        assert "시연 대표" in part
        assert "Company" in part
        assert "Signature" not in part
        assert "Please." in part
        assert "Wednesday 2 December 2026 at 18:00" in part
        assert f"{settings.BASE_URL}/s/" in part


def test_a_note_and_a_name_are_text_whatever_they_hold(invitation: Invitation) -> None:
    Contact.objects.filter(pk=invitation.contact_id).update(name="A <b>&</b>\nBcc: x@example.org")
    add(again(invitation), NewColleague("helper@example.org", note="<script>x</script>"))
    mail = Email.objects.get()
    assert "\n" not in mail.subject
    assert "<script>" not in mail.html_message
    assert "&lt;b&gt;" in mail.html_message
    assert "<script>x</script>" in mail.message


@pytest.mark.parametrize("sections", [(), ("company", "consent")])
def test_all_sections_are_stored_as_none_in_particular(
    invitation: Invitation, sections: tuple[str, ...]
) -> None:
    added = add(invitation, NewColleague("helper@example.org", language="en", sections=sections))
    assert added.sections == []
    assert "You can answer all of the sections." in Email.objects.get().message


def test_sections_that_the_questionnaire_does_not_have_are_not_given(
    invitation: Invitation,
) -> None:
    added = add(invitation, NewColleague("helper@example.org", sections=("nonsense", "consent")))
    assert added.sections == ["consent"]


def test_an_address_that_is_there_changes_nothing_and_is_said_to_be(
    invitation: Invitation,
) -> None:
    added = add(invitation)
    with pytest.raises(AlreadyThere) as told:
        add(invitation, NewColleague("HELPER@example.org", "Another name", "ko"))
    assert told.value.invitation == added
    unchanged = again(added)
    assert (unchanged.sections, unchanged.contact.name) == (["company"], "시연 재무 담당")
    assert Email.objects.count() == 1
    with pytest.raises(AlreadyThere):
        add(invitation, NewColleague(invitation.contact.email))


def test_somebody_known_from_an_earlier_wave_is_the_same_person(invitation: Invitation) -> None:
    known = ContactFactory(
        company=invitation.contact.company, email="Helper@example.org", name="시연 담당"
    )
    added = add(invitation, NewColleague("helper@example.org", language="en"))
    assert added.contact == known
    assert (added.contact.name, added.contact.language) == ("시연 담당", "en")
    assert Email.objects.get().to == ["Helper@example.org"]


def test_an_address_at_another_company_is_another_person(invitation: Invitation) -> None:
    other = ContactFactory(email="helper@example.org")
    assert add(invitation).contact != other


def test_somebody_removed_comes_back_with_the_sections_given_now(invitation: Invitation) -> None:
    added = add(invitation)
    remove_colleague(pk=added.pk, by=invitation, now=later(minutes=1))
    back = add(
        invitation,
        NewColleague("helper@example.org", sections=("consent",)),
        now=later(minutes=30),
    )
    assert (back.pk, back.revoked_at, back.sections) == (added.pk, None, ["consent"])
    assert Email.objects.count() == 2


def test_removing_and_adding_in_turn_sends_no_mail_each_time(invitation: Invitation) -> None:
    added = add(invitation)
    for minute in range(4):
        now = later(minutes=11, seconds=minute)
        remove_colleague(pk=added.pk, by=invitation, now=now)
        assert add_colleague(new=HELPER, by=invitation, now=now).pk == added.pk
    assert Email.objects.count() == 2


def test_a_company_adds_at_most_thirty_those_removed_among_them(invitation: Invitation) -> None:
    contacts = ContactFactory.create_batch(MOST_COLLEAGUES, company=invitation.contact.company)
    Invitation.objects.bulk_create(
        Invitation(
            wave=invitation.wave,
            contact=contact,
            invited_by=invitation,
            token_hash=f"{number}",
            revoked_at=NOW if number == 0 else None,
        )
        for number, contact in enumerate(contacts)
    )
    Invitation.objects.exclude(pk=invitation.pk).update(created_at=later(hours=-2))
    with pytest.raises(TooManyColleagues):
        add(invitation)
    back = add(invitation, NewColleague(contacts[0].email))
    assert back.revoked_at is None
    Invitation.objects.get(contact=contacts[1]).delete()
    assert add(invitation).invited_by == invitation


def test_a_company_mails_its_people_at_most_twenty_times_an_hour(invitation: Invitation) -> None:
    for number in range(MOST_MAILS_AN_HOUR):
        add(invitation, NewColleague(f"helper{number}@example.org"))
    with pytest.raises(TooManyMails):
        add(invitation, now=later(minutes=59))
    assert not Contact.objects.filter(email="helper@example.org").exists()
    added = people_of(invitation=invitation)[-1]
    with pytest.raises(TooManyMails):
        send_link_again(pk=added.pk, by=invitation, now=later(minutes=59))
    add(invitation, now=later(minutes=60))
    assert Email.objects.count() == MOST_MAILS_AN_HOUR + 1


# --- Who may --------------------------------------------------------------------------------------


def test_a_colleague_changes_nothing_about_who_answers(invitation: Invitation) -> None:
    added = add(invitation)
    other = add(invitation, NewColleague("other@example.org"))
    for change in (
        lambda: add(added, NewColleague("third@example.org")),
        lambda: change_sections(pk=other.pk, sections=["consent"], by=added, now=NOW),
        lambda: name_signatory(pk=added.pk, by=added, now=NOW),
        lambda: send_link_again(pk=other.pk, by=added, now=later(minutes=20)),
        lambda: remove_colleague(pk=other.pk, by=added, now=NOW),
    ):
        with pytest.raises(ManagesNot):
            change()
    assert Email.objects.count() == 2
    assert Response.objects.count() == 0


def test_whoever_signs_adds_and_removes_but_not_whom_the_city_invited(
    invitation: Invitation,
) -> None:
    added = add(invitation)
    name_signatory(pk=added.pk, by=invitation, now=NOW)
    other = add(again(added), NewColleague("other@example.org"))
    assert other.invited_by == added
    remove_colleague(pk=other.pk, by=added, now=NOW)
    for pk in (invitation.pk, added.pk):
        with pytest.raises(ColleagueGone):
            remove_colleague(pk=pk, by=added, now=NOW)


def test_nobody_reaches_another_company_s_people(invitation: Invitation) -> None:
    stranger = add(InvitationFactory(wave=invitation.wave))
    for change in (
        lambda: change_sections(pk=stranger.pk, sections=[], by=invitation, now=NOW),
        lambda: name_signatory(pk=stranger.pk, by=invitation, now=NOW),
        lambda: send_link_again(pk=stranger.pk, by=invitation, now=later(minutes=20)),
        lambda: remove_colleague(pk=stranger.pk, by=invitation, now=NOW),
    ):
        with pytest.raises(ColleagueGone):
            change()


def test_once_the_wave_is_over_who_answers_stays_as_it_is(invitation: Invitation) -> None:
    added = add(invitation)
    over = invitation.wave.closes_at
    for change in (
        lambda: add(invitation, NewColleague("other@example.org"), now=over),
        lambda: remove_colleague(pk=added.pk, by=invitation, now=over),
        lambda: name_signatory(pk=added.pk, by=invitation, now=over),
    ):
        with pytest.raises(WaveOver):
            change()
    add(invitation, NewColleague("other@example.org"), now=over - timedelta(seconds=1))


def test_whoever_was_revoked_a_moment_ago_changes_nothing(invitation: Invitation) -> None:
    read_before = again(invitation)
    revoke(invitation=invitation, now=NOW)
    with pytest.raises(ManagesNot):
        add(read_before)


# --- Who signs ------------------------------------------------------------------------------------


def signing(invitation: Invitation) -> list[str]:
    response = find_response(invitation=invitation)
    return [one.email for one in signatories(response=response, invitation=invitation)]


def test_one_person_signs_and_nobody_named_means_whom_the_city_invited(
    invitation: Invitation,
) -> None:
    added = add(invitation)
    assert signing(invitation) == [invitation.contact.email]
    name_signatory(pk=added.pk, by=invitation, now=NOW)
    assert signing(invitation) == [added.contact.email]
    assert again(added).sections == []  # whoever signs sees what is signed
    assert may_manage(response=find_response(invitation=invitation), invitation=invitation)
    name_signatory(pk=None, by=invitation, now=NOW)
    assert signing(invitation) == [invitation.contact.email]


def test_whoever_signs_keeps_all_sections(invitation: Invitation) -> None:
    added = add(invitation)
    name_signatory(pk=added.pk, by=invitation, now=NOW)
    change_sections(pk=added.pk, sections=["company"], by=invitation, now=NOW)
    assert again(added).sections == []


def test_when_the_signatory_is_removed_whom_the_city_invited_signs(
    invitation: Invitation,
) -> None:
    for take_away in (
        lambda pk: remove_colleague(pk=pk, by=invitation, now=NOW),
        lambda pk: revoke(invitation=Invitation.objects.get(pk=pk), now=NOW),
    ):
        added = add(invitation)
        name_signatory(pk=added.pk, by=invitation, now=NOW)
        take_away(added.pk)
        assert Response.objects.get().signatory is None
        assert signing(invitation) == [invitation.contact.email]


def test_only_the_signatory_submits(invitation: Invitation) -> None:
    added = add(invitation)
    for page, answers in SMALL_ANSWERS.items():
        save_page(
            response=find_response(invitation=invitation),
            page=page,
            answers=answers,
            revision=0,
            by=invitation.contact,
            now=NOW,
        )
    response = find_response(invitation=invitation)
    with pytest.raises(SubmitsNot):
        submit_response(response=response, by=added.contact, now=NOW)
    name_signatory(pk=added.pk, by=invitation, now=NOW)
    with pytest.raises(SubmitsNot):  # also where the response was read before
        submit_response(response=response, by=invitation.contact, now=NOW)
    submission = submit_response(response=response, by=added.contact, now=NOW)
    assert submission.submitted_by == added.contact


# --- Sections -------------------------------------------------------------------------------------


def test_a_colleague_saves_pages_of_their_sections_only(invitation: Invitation) -> None:
    added = add(invitation)

    def save(page: str, by: Contact = added.contact) -> None:
        response = find_response(invitation=invitation)
        answers = SMALL_ANSWERS[page]
        save_page(response=response, page=page, answers=answers, revision=0, by=by, now=NOW)

    save("company_size")
    with pytest.raises(PageNotYours):
        save("signature")
    change_sections(pk=added.pk, sections=["consent"], by=invitation, now=NOW)
    save("signature")
    remove_colleague(pk=added.pk, by=invitation, now=NOW)
    with pytest.raises(LinkRevoked):
        save("compute_barriers")
    saved = {one.page: one.saved_by for one in PageAnswers.objects.all()}
    assert saved == {"company_size": added.contact, "signature": added.contact}


def test_who_may_open_what(invitation: Invitation) -> None:
    added = add(invitation)
    codes = [section.code for section in small_questionnaire().sections]
    assert [added.may_open(code) for code in codes] == [True, False]
    assert [invitation.may_open(code) for code in codes] == [True, True]


# --- Links ----------------------------------------------------------------------------------------


def test_a_link_is_sent_again_at_most_once_in_ten_minutes(invitation: Invitation) -> None:
    added = add(invitation)
    before = added.token_hash
    with pytest.raises(SentJustNow):
        send_link_again(pk=added.pk, by=invitation, now=later(minutes=9))
    send_link_again(pk=added.pk, by=invitation, now=later(minutes=11))
    with pytest.raises(SentJustNow):
        send_link_again(pk=added.pk, by=invitation, now=later(minutes=20))
    send_link_again(pk=added.pk, by=invitation, now=later(minutes=21))
    assert Email.objects.count() == 3
    assert again(added).token_hash == before  # nobody inside is thrown out


def test_the_city_makes_a_colleague_its_own_contact_by_inviting_them(
    invitation: Invitation,
) -> None:
    added = add(invitation)
    invite(wave=added.wave, contact=added.contact)
    theirs = again(added)
    assert (theirs.invited_by, theirs.sections) == (None, [])
    assert may_submit(response=find_response(invitation=theirs), invitation=theirs)


def test_a_new_link_from_the_city_leaves_a_colleague_one(invitation: Invitation) -> None:
    added = add(invitation)
    colleagues.send_new_link(invitation=added, now=timezone.now())
    theirs = again(added)
    assert (theirs.invited_by, theirs.sections) == (invitation, ["company"])
    assert Email.objects.last().subject.startswith("시연 대표 asks you")
