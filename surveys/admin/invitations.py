"""What officers do with invitations, from the lists of contacts and of invitations.

Each step ends in a message that says what was done; nothing is shown of the links themselves.
"""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.language import in_words
from surveys.models import Contact, Invitation, Wave
from surveys.services import invite as service


def may_invite(request: HttpRequest) -> bool:
    return request.user.has_perm("surveys.change_invitation")


@transaction.atomic
def invite_to_open_wave(request: HttpRequest, contacts: QuerySet[Contact]) -> None:
    """Where several waves are open, the one that opened last is meant."""
    wave = Wave.objects.open_at(timezone.now()).order_by("-opens_at").first()
    if wave is None:
        messages.error(
            request,
            _(
                "Nobody was invited: no wave is open now. Open one, or change when it closes, and "
                "invite again."
            ),
        )
        return
    chosen = list(contacts.select_related("company"))
    for contact in chosen:
        service.invite(wave=wave, contact=contact)
    messages.success(
        request,
        ngettext(
            "%(count)s contact was invited to “%(wave)s” and gets a link by mail.",
            "%(count)s contacts were invited to “%(wave)s”; each gets a link of their own by mail.",
            len(chosen),
        )
        % {"count": len(chosen), "wave": in_words(wave.title)},
    )


@transaction.atomic
def send_again(request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
    """A new link to each; the one before stops working. A closed wave asks for nothing more."""
    now = timezone.now()
    chosen = list(invitations.select_related("wave", "contact__company"))
    asking = [one for one in chosen if one.wave.closes_at > now]
    for invitation in asking:
        service.invite(wave=invitation.wave, contact=invitation.contact)
    if asking:
        messages.success(
            request,
            ngettext(
                "A new link was sent to %(count)s contact. The link before it stops working.",
                "New links were sent to %(count)s contacts. The links before them stop working.",
                len(asking),
            )
            % {"count": len(asking)},
        )
    closed = len(chosen) - len(asking)
    if closed:
        messages.warning(
            request,
            ngettext(
                "%(count)s invitation was left as it is, because its wave is over.",
                "%(count)s invitations were left as they are, because their wave is over.",
                closed,
            )
            % {"count": closed},
        )


@transaction.atomic
def revoke(request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
    now = timezone.now()
    standing = list(invitations.filter(revoked_at__isnull=True))
    for invitation in standing:
        service.revoke(invitation=invitation, now=now)
    messages.success(
        request,
        ngettext(
            "%(count)s invitation was revoked. Its link stops working.",
            "%(count)s invitations were revoked. Their links stop working.",
            len(standing),
        )
        % {"count": len(standing)},
    )
