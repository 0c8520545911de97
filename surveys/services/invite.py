"""Inviting contacts, and letting them in by the link they were sent."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from surveys.duration import minutes, seconds_of
from surveys.models import Contact, Invitation, ReplacedToken, Response, Wave
from surveys.models.links import new_token, token_hash
from surveys.routing import route
from surveys.services.mail import queue_mail
from surveys.services.problems import LinkExpired, LinkRevoked, LinkUnknown, SurveyProblem


@transaction.atomic
def invite(*, wave: Wave, contact: Contact, token: str | None = None) -> str:
    """Invite the contact by mail, for the city; returns the link.

    Inviting again replaces the link before, and makes a colleague somebody whom the city invited.
    """
    token = token or new_token()
    invitation = Invitation.objects.filter(wave=wave, contact=contact).first()
    invitation = invitation or Invitation(wave=wave, contact=contact)
    invitation.give_token(token)
    invitation.invited_by, invitation.sections = None, []
    invitation.save()
    link = survey_link(token)
    queue_mail(
        kind="invitation",
        to=contact.email,
        language=contact.language,
        context={
            "company": contact.company.name_in(contact.language),
            "wave_title": wave.title.in_language(contact.language),
            "closes_at": wave.closes_at,
            "minutes": _minutes(wave),
            "link": link,
        },
    )
    return link


def _minutes(wave: Wave) -> int:
    """About how long it takes whoever begins."""
    way = route(wave.version.questionnaire, {}, timezone.localdate(wave.opens_at))
    return minutes(seconds_of(way.pages))


@transaction.atomic
def revoke(*, invitation: Invitation, now: datetime) -> None:
    """Let the invitation's link open nothing from now on; whoever is inside by it is out, too.

    Whoever was named to sign signs no more.
    """
    Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True).update(revoked_at=now)
    Response.objects.filter(signatory=invitation).update(signatory=None)
    invitation.refresh_from_db(fields=["revoked_at"])


def survey_link(token: str) -> str:
    return f"{settings.BASE_URL}{reverse('surveys:enter', args=[token])}"


def link_back(*, invitation: Invitation, to: str = "") -> str:
    """Another link for the same person, as good as the one in their invitation and for as long.

    It leads to the page `to`, a path of ours, or else to the sections. Only a hash of the first
    link's secret is stored, so that no later mail can repeat it.
    """
    path = reverse("surveys:come_back", args=[invitation.pk, _signature(invitation)])
    return f"{settings.BASE_URL}{path}" + (f"?{urlencode({'to': to})}" if to else "")


def invitation_for_signature(*, pk: int, signature: str, now: datetime) -> Invitation:
    """Whose `link_back` it is. Raises LinkUnknown, LinkRevoked or LinkExpired."""
    if len(signature) != _SIGNATURE_LENGTH:
        raise LinkUnknown  # cut off
    found = Invitation.objects.filter(pk=pk).select_related("contact", "wave").first()
    if found is None or not constant_time_compare(signature, _signature(found)):
        raise LinkRevoked(pk)
    check_usable(invitation=found, now=now)
    return found


_SIGNATURE_LENGTH = 43


def _signature(invitation: Invitation) -> str:
    """Of the link's hash as well: a newer link in its place makes this one worthless."""
    signer = Signer(salt="surveys.services.invite.link_back")
    return signer.signature(f"{invitation.pk}:{invitation.token_hash}")


def invitation_for_token(*, token: str, now: datetime) -> Invitation:
    """The invitation that the link opens. Raises LinkUnknown, LinkRevoked or LinkExpired."""
    found = Invitation.with_token(token).select_related("contact", "wave").first()
    if found is None:
        raise unknown_or_replaced(token)
    check_usable(invitation=found, now=now)
    return found


def unknown_or_replaced(token: str) -> SurveyProblem:
    """What to say of a token that opens nothing: replaced by a newer one, or known to nobody."""
    is_replaced = ReplacedToken.objects.filter(token_hash=token_hash(token)).exists()
    return LinkRevoked() if is_replaced else LinkUnknown()


def check_usable(*, invitation: Invitation, now: datetime) -> None:
    """Raises LinkRevoked or LinkExpired."""
    if invitation.revoked_at is not None:
        raise LinkRevoked(invitation.pk)
    if invitation.is_expired(now):
        raise LinkExpired(invitation.pk)
