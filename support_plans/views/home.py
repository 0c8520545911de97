"""The front page: what this is; in a demonstration, whom one can be."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from support_plans.demonstration.faces import demonstration_faces


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {}
    if settings.DEBUG:
        context = {
            "faces": demonstration_faces(),
            "mailbox_url": reverse("support_plans:mailbox"),
        }
    return render(request, "surveys/home.html", context)
