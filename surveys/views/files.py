"""A company's files, given out to its own people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from surveys.attachment import attachment
from surveys.models import Invitation, Upload
from surveys.views.access import for_company


@require_safe
@for_company
def file(request: HttpRequest, invitation: Invitation, key: UUID) -> HttpResponseBase:
    """A file of the company's own, in the wave that it was invited to."""
    theirs = Upload.objects.filter(wave=invitation.wave, company=invitation.contact.company)
    return attachment(get_object_or_404(theirs, key=key))
