"""The receipt: one mail per submission to each of those who answer for it."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from surveys.models import Invitation, Submission
from surveys.services.invite import link_back
from surveys.services.mail import queue_mail


def queue_receipt(*, submission: Submission, replaced: Submission | None) -> None:
    """Mail whoever submitted, and whoever the city invited, each in their language.

    Inside the transaction of the submission, so that the receipt goes once or not at all. The mail
    names the submission and links its answers; they are not in it, because mail is not
    confidential. `replaced` is the submission whose place it takes.
    """
    response = submission.response
    for invitation in _recipients(submission):
        contact = invitation.contact
        answers = reverse("surveys:submitted_answers", args=[submission.reference])
        queue_mail(
            kind="receipt",
            to=contact.email,
            language=contact.language,
            context={
                "company": response.company.name_in(contact.language),
                "wave_title": response.wave.title.in_language(contact.language),
                "reference": submission.reference,
                "submitted_at": submission.submitted_at,
                "submitted_by": submission.submitted_by,
                "signatory": submission.signatory_name,
                "replaced": replaced.reference if replaced else "",
                "plan_by": submission.plan_promised_on,
                "closes_at": response.wave.closes_at,
                "link": link_back(invitation=invitation, to=answers),
            },
        )


def _recipients(submission: Submission) -> Iterable[Invitation]:
    response = submission.response
    theirs = Invitation.objects.filter(
        wave=response.wave_id, contact__company=response.company_id, revoked_at=None
    )
    answering = Q(invited_by=None) | Q(contact=submission.submitted_by_id)
    return theirs.filter(answering).select_related("contact").order_by("pk")
