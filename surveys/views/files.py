"""A company's files, given out to its own people."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from surveys.attachment import attachment
from surveys.models import Invitation, Upload
from surveys.services.answer import find_response
from surveys.services.rights import may_open_file
from surveys.views.access import for_company


@require_safe
@for_company
def file(request: HttpRequest, invitation: Invitation, key: UUID) -> HttpResponseBase:
    """A file of the company's own, in the wave and the sections that the person was given."""
    theirs = Upload.objects.filter(wave=invitation.wave, company=invitation.contact.company)
    upload = get_object_or_404(theirs, key=key)
    response = find_response(invitation=invitation)
    if not may_open_file(invitation=invitation, response=response, upload=upload):
        raise Http404
    return attachment(upload)
