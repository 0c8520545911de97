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
from surveys.services.colleagues import send_new_link


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
    """A new link to each; the one before stops working. A closed wave asks for nothing more.

    A colleague stays one, with the sections that the company gave them.
    """
    now = timezone.now()
    chosen = list(
        invitations.select_related(
            "wave__version__survey", "contact__company", "invited_by__contact"
        )
    )
    asking = [one for one in chosen if one.wave.closes_at > now]
    for invitation in asking:
        if invitation.is_by_city:
            service.invite(wave=invitation.wave, contact=invitation.contact)
        else:
            send_new_link(invitation=invitation, now=now)
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


def sections_in_words(invitation: Invitation) -> str:
    """What the person may open, by the titles that the wave's version has for it."""
    if not invitation.sections:
        return _("All sections")
    sections = invitation.wave.version.questionnaire.sections
    titles = {section.code: in_words(section.title) for section in sections}
    return ", ".join(titles.get(code, code) for code in invitation.sections)
