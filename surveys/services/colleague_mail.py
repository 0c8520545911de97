"""The mail by which a colleague gets a link of their own."""

from datetime import datetime

from surveys.models import Invitation
from surveys.services.mail import queue_mail
from surveys.services.section_titles import section_titles, titles_given


def mail_colleague(*, invitation: Invitation, link: str, now: datetime, note: str = "") -> None:
    """Say who added them, to which sections, and until when; in the colleague's language."""
    contact, wave = invitation.contact, invitation.wave
    language = contact.language
    titles = section_titles(invitation=invitation, now=now)
    given = titles_given(invitation, titles)
    queue_mail(
        kind="colleague",
        to=contact.email,
        language=language,
        context={
            "company": contact.company.name_in(language),
            "wave_title": wave.title.in_language(language),
            "by": invitation.invited_by.contact if invitation.invited_by else "",
            "has_all": given is None,
            "sections": [title.in_language(language) for title in given or ()],
            "closes_at": wave.closes_at,
            "note": note,
            "link": link,
        },
    )
