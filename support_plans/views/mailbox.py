"""The demonstration's mailbox: every mail that the outbox took, instead of a mail server."""

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from post_office.models import STATUS, Email

MAILS_PER_PAGE = 20

AS_IN_A_MAIL_PROGRAM = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    # A link opens in a tab of its own that is free of this sandbox.
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
"""Inline styles show, nothing runs, and only our own page may hold it."""


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails first; `?to=` keeps those whose recipient contains the words."""
    _only_in_a_demonstration()
    mails = Email.objects.order_by("-pk").defer("message", "html_message")
    wanted = request.GET.get("to", "").strip()
    if wanted:
        mails = mails.filter(to__icontains=wanted)
    page = Paginator(mails, MAILS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"mails": page, "to": wanted, "sent": STATUS.sent, "failed": STATUS.failed}
    return render(request, "support_plans/mailbox.html", context)


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: what it says of itself, its HTML part in a frame, its text part below."""
    _only_in_a_demonstration()
    context = {
        "mail": get_object_or_404(Email, pk=pk),
        "sent": STATUS.sent,
        "failed": STATUS.failed,
    }
    return render(request, "support_plans/mail.html", context)


@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, as a mail program shows it."""
    _only_in_a_demonstration()
    html: str = get_object_or_404(Email, pk=pk).html_message
    in_own_tab = html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(in_own_tab, headers={HEADER: build_policy(AS_IN_A_MAIL_PROGRAM)})


def _only_in_a_demonstration() -> None:
    if not settings.DEBUG:
        raise Http404
