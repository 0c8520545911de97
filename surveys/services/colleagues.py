"""Who answers for a company: people add colleagues, share out the sections, name who signs.

Whoever the city invited may do so, and whoever is named to sign. Each change holds the company's
row until it is committed, so that of two at once the second sees what the first did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from surveys.models import Company, Contact, Invitation, Response
from surveys.models.links import new_token
from surveys.models.waves import WaveState
from surveys.services.answer import find_response, open_response
from surveys.services.colleague_mail import mail_colleague
from surveys.services.invite import link_back, revoke, survey_link
from surveys.services.problems import (
    AlreadyThere,
    ColleagueGone,
    ManagesNot,
    SentJustNow,
    TooManyColleagues,
    TooManyMails,
    WaveOver,
)
from surveys.services.submit import signing_among

MOST_COLLEAGUES = 30
"""That a company's people may invite in one wave, those removed since among them: who wants to
send our mails to strangers gets no further than this."""

MOST_MAILS_AN_HOUR = 20
"""To people of one company, in one wave, on the word of its own people."""

AGAIN_AFTER = timedelta(minutes=10)
"""How soon the same person is sent their link once more, whoever asks."""


@dataclass(frozen=True, slots=True)
class NewColleague:
    """What was typed of somebody to be added; no `sections` are all of them."""

    email: str
    name: str = ""
    language: str = Contact.Language.KO
    sections: tuple[str, ...] = ()
    note: str = ""


def people_of(*, invitation: Invitation) -> list[Invitation]:
    """Everybody who may answer for the company in the wave, those whom the city invited first."""
    found = _of_company(invitation).filter(revoked_at__isnull=True)
    people = found.select_related("contact", "invited_by__contact").order_by("created_at", "pk")
    return sorted(people, key=lambda one: not one.is_by_city)


def may_manage(*, response: Response, invitation: Invitation) -> bool:
    """Whether its holder may say who answers."""
    return invitation.is_by_city or invitation.pk == response.signatory_id


def signatories(*, response: Response, invitation: Invitation) -> list[Contact]:
    """Who may submit for the company: mostly one person, several where the city invited several."""
    return signing_among(response=response, people=people_of(invitation=invitation))


@transaction.atomic
def add_colleague(*, new: NewColleague, by: Invitation, now: datetime) -> Invitation:
    """Let somebody answer, too, and mail them a link of their own.

    Whoever was removed before comes back. Raises WaveOver, ManagesNot, AlreadyThere,
    TooManyColleagues or TooManyMails.
    """
    response = _held(by, now)
    before = _with_address(by, new.email)
    if before is not None and before.revoked_at is None:
        raise AlreadyThere(before)
    if before is None and _of_company(by).exclude(invited_by=None).count() >= MOST_COLLEAGUES:
        raise TooManyColleagues
    _check_mails(by, now)
    invitation = before or Invitation(wave=by.wave, contact=_contact(by.contact.company, new))
    _update_contact(invitation.contact, new)
    invitation.invited_by, invitation.sections = by, _stored_sections(response, new.sections)
    invitation.revoked_at = None
    if before is None:
        token = new_token()
        invitation.give_token(token)
        invitation.save()
        mail_colleague(invitation=invitation, link=survey_link(token), now=now, note=new.note)
        return invitation
    invitation.save()
    if claim_mail(invitation=invitation, now=now):  # else the link in their last mail works again
        link = link_back(invitation=invitation)
        mail_colleague(invitation=invitation, link=link, now=now, note=new.note)
    return invitation


@transaction.atomic
def change_sections(*, pk: int, sections: Iterable[str], by: Invitation, now: datetime) -> None:
    """Give the colleague these sections, none meaning all. Whoever signs keeps all of them.

    Raises WaveOver, ManagesNot or ColleagueGone.
    """
    response = _held(by, now)
    colleague = _colleague(by, pk)
    is_signatory = colleague.pk == response.signatory_id
    colleague.sections = [] if is_signatory else _stored_sections(response, sections)
    colleague.save(update_fields=["sections"])


@transaction.atomic
def name_signatory(*, pk: int | None, by: Invitation, now: datetime) -> None:
    """Let the person of this invitation sign, and so see everything; None: whom the city invited.

    Raises WaveOver, ManagesNot or ColleagueGone.
    """
    _held(by, now)
    response = open_response(invitation=by)
    signatory = None
    if pk is not None:
        signatory = _of_company(by).filter(pk=pk, revoked_at__isnull=True).first()
        if signatory is None:
            raise ColleagueGone
        signatory.sections = []
        signatory.save(update_fields=["sections"])
    Response.objects.filter(pk=response.pk).update(signatory=signatory)


@transaction.atomic
def send_link_again(*, pk: int, by: Invitation, now: datetime) -> Invitation:
    """Mail the colleague another link; the one that they have goes on working.

    Raises WaveOver, ManagesNot, ColleagueGone, TooManyMails or SentJustNow.
    """
    _held(by, now)
    colleague = _colleague(by, pk)
    _check_mails(by, now)
    if colleague.created_at > now - AGAIN_AFTER or not claim_mail(invitation=colleague, now=now):
        raise SentJustNow
    mail_colleague(invitation=colleague, link=link_back(invitation=colleague), now=now)
    return colleague


@transaction.atomic
def remove_colleague(*, pk: int, by: Invitation, now: datetime) -> Invitation:
    """Let the colleague's link open nothing any more. What they saved stays, with their name.

    Raises WaveOver, ManagesNot or ColleagueGone.
    """
    _held(by, now)
    colleague = _colleague(by, pk)
    revoke(invitation=colleague, now=now)
    return colleague


@transaction.atomic
def send_new_link(*, invitation: Invitation, now: datetime) -> None:
    """Mail a colleague a new link, on the city's word; the one before stops working."""
    token = new_token()
    invitation.give_token(token)
    invitation.save()
    mail_colleague(invitation=invitation, link=survey_link(token), now=now)


def claim_mail(*, invitation: Invitation, now: datetime) -> bool:
    """Whether its holder may be sent their link once more; then it is counted as sent now.

    Of several who ask at once, one is told so.
    """
    is_due = Q(link_sent_at__isnull=True) | Q(link_sent_at__lte=now - AGAIN_AFTER)
    due = Invitation.objects.filter(is_due, pk=invitation.pk)
    return bool(due.update(link_sent_at=now))


def _held(by: Invitation, now: datetime) -> Response:
    """The company's response, once nobody else changes who answers for it."""
    if by.wave.state(now) is WaveState.OVER:
        raise WaveOver(by.wave)
    Company.objects.select_for_update(no_key=True).get(pk=by.contact.company_id)
    response = find_response(invitation=by)
    by.refresh_from_db(fields=["invited_by", "revoked_at"])
    if by.revoked_at is not None or not may_manage(response=response, invitation=by):
        raise ManagesNot
    return response


def _of_company(by: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(wave=by.wave_id, contact__company=by.contact.company_id)


def _colleague(by: Invitation, pk: int) -> Invitation:
    """Somebody whom the company itself invited, and not the one who asks."""
    theirs = _of_company(by).filter(invited_by__isnull=False, revoked_at__isnull=True)
    found = theirs.exclude(pk=by.pk).filter(pk=pk).select_related("wave", "contact__company")
    colleague = found.select_related("invited_by__contact").first()
    if colleague is None:
        raise ColleagueGone
    return colleague


def _with_address(by: Invitation, email: str) -> Invitation | None:
    """Who has the address, however it is capitalised; whoever may answer before the removed."""
    same = _of_company(by).filter(contact__email__iexact=email)
    return (
        same.select_related("wave", "contact__company")
        .order_by(F("revoked_at").asc(nulls_first=True), "pk")
        .first()
    )


def _contact(company: Company, new: NewColleague) -> Contact:
    """The person as they are known, perhaps from an earlier wave."""
    known = company.contacts.filter(email__iexact=new.email).order_by("pk").first()
    return known or Contact.objects.create(company=company, email=new.email)


def _update_contact(contact: Contact, new: NewColleague) -> None:
    contact.name, contact.language = new.name or contact.name, new.language
    contact.save(update_fields=["name", "language"])


def _stored_sections(response: Response, sections: Iterable[str]) -> list[str]:
    """In the questionnaire's order; none, where they are all of them."""
    codes = [section.code for section in response.version.questionnaire.sections]
    chosen = [code for code in codes if code in set(sections)]
    return [] if chosen == codes else chosen


def _check_mails(by: Invitation, now: datetime) -> None:
    """Raises TooManyMails."""
    hour_ago = now - timedelta(hours=1)
    is_recent = Q(created_at__gt=hour_ago, invited_by__isnull=False) | Q(link_sent_at__gt=hour_ago)
    if _of_company(by).filter(is_recent).count() >= MOST_MAILS_AN_HOUR:
        raise TooManyMails
