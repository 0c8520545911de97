"""Sending a lost link again, to the address that it belongs to and to nobody else."""

from datetime import datetime

from django.db import transaction

from surveys.models import Invitation
from surveys.models.waves import READABLE_AFTER_CLOSE
from surveys.services.colleagues import claim_mail
from surveys.services.invite import link_back
from surveys.services.mail import queue_mail


@transaction.atomic
def send_lost_links(*, address: str, now: datetime) -> int:
    """One mail with a link for each of the address's invitations that still open something.

    Returns how many links it holds: none where the address is unknown, or was mailed them only
    minutes ago. Links that are out go on working, and nobody's session ends.
    """
    usable = (
        Invitation.objects.filter(
            contact__email__iexact=address,
            revoked_at__isnull=True,
            wave__closes_at__gt=now - READABLE_AFTER_CLOSE,
        )
        .select_related("wave", "contact__company")
        .order_by("-wave__opens_at", "-pk")
    )
    claimed = [one for one in usable if claim_mail(invitation=one, now=now)]
    if claimed:
        _mail(claimed, now)
    return len(claimed)


def _mail(invitations: list[Invitation], now: datetime) -> None:
    contact = invitations[0].contact
    queue_mail(
        kind="lost_link",
        to=contact.email,
        language=contact.language,
        context={
            "links": [
                {
                    "company": one.contact.company.name_in(contact.language),
                    "wave_title": one.wave.title.in_language(contact.language),
                    "closes_at": one.wave.closes_at,
                    "is_over": now >= one.wave.closes_at,
                    "link": link_back(invitation=one),
                }
                for one in invitations
            ]
        },
    )
