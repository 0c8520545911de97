"""Somebody lost their link. Whether an address is known, no page says, nor the time that it takes.

The address is looked up by a worker, after the answer was given.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from kombu.exceptions import OperationalError

from surveys.forms.plain import AddressForm
from surveys.tasks import send_lost_links


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    is_unsent, status = False, 200
    if form.is_bound and form.is_valid():
        try:
            send_lost_links.delay(form.cleaned_data["email"])
        except OperationalError:
            is_unsent, status = True, 503
        else:
            return redirect("surveys:link_sent")
    elif form.is_bound:
        status = 422
    context = {"form": form, "is_unsent": is_unsent}
    return render(request, "surveys/lost_link.html", context, status=status)


@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/link_sent.html")
