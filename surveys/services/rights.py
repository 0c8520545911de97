"""What somebody at a company may open and save, by the invitation that they hold.

Views ask before they show something; services ask again, so that no way leads around it. Somebody
without an invitation to the wave is none of a company's colleagues, and not limited by one.
"""

from surveys.models import Contact, Invitation, Response, Upload, Wave
from surveys.services.problems import LinkRevoked, PageNotYours


def invitation_of(*, contact: Contact | None, wave: Wave) -> Invitation | None:
    if contact is None:
        return None
    return Invitation.objects.filter(wave=wave, contact=contact).first()


def check_may_open(*, invitation: Invitation, response: Response, page: str) -> None:
    """Raises PageNotYours where the page stands in a section that the holder was not given.

    A page that the questionnaire does not know is in nobody's section.
    """
    section = response.version.questionnaire.section_of.get(page)
    if section is not None and not invitation.may_open(section.code):
        raise PageNotYours(section, invitation)


def check_may_save(*, invitation: Invitation, response: Response, page: str) -> None:
    """Raises PageNotYours, or LinkRevoked where the person was removed from those who answer."""
    if invitation.revoked_at is not None:
        raise LinkRevoked(invitation.pk)
    check_may_open(invitation=invitation, response=response, page=page)


def may_open_file(*, invitation: Invitation, response: Response, upload: Upload) -> bool:
    """Whether the file answers a question in a section of theirs.

    One to a question that is not asked any more is for those who were given every section.
    """
    if not invitation.sections:
        return True
    questionnaire = response.version.questionnaire
    page = questionnaire.page_of.get(upload.question)
    return page is not None and invitation.may_open(questionnaire.section_of[page.code].code)
