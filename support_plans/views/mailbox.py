"""The demonstration's mailbox: every mail the outbox took, so that no mail server is needed."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from post_office.models import Email

MAILS_PER_PAGE = 20


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    _only_in_a_demonstration()
    mails = Email.objects.order_by("-pk")
    wanted = request.GET.get("to", "")
    if wanted:
        mails = mails.filter(to__icontains=wanted)
    page = Paginator(mails, MAILS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "support_plans/mailbox.html", {"mails": page, "to": wanted})


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _only_in_a_demonstration()
    found = get_object_or_404(Email, pk=pk)
    return render(request, "support_plans/mail.html", {"mail": found})


@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, as a mail program shows it."""
    _only_in_a_demonstration()
    return HttpResponse(get_object_or_404(Email, pk=pk).html_message)


def _only_in_a_demonstration() -> None:
    if not settings.DEBUG:
        raise Http404
