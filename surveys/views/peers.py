"""How the company stands against others, once it has submitted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.models import Invitation
from surveys.peers import Standing
from surveys.services.answer import find_response
from surveys.services.peers import peer_group
from surveys.services.problems import OnlyForTheWhole
from surveys.services.submit import latest_submission
from surveys.views.access import for_company
from surveys.views.peer_lines import peer_sections


@require_safe
@for_company
def peers(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if invitation.sections:
        raise OnlyForTheWhole
    submission = latest_submission(response=find_response(invitation=invitation))
    group = peer_group(submission=submission) if submission else None
    context = {
        "company": invitation.contact.company,
        "wave": invitation.wave,
        "wave_state": invitation.wave.state(timezone.now()),
        "link_until": invitation.expires_at,
        "submission": submission,
        "group": group,
        "sections_url": reverse("surveys:sections"),
    }
    if submission is None or group is None:
        return render(request, "surveys/peers_later.html", context)
    sections = peer_sections(submission, group.figures)
    numbers = [line for one in sections for line in one.lines if line.numbers]
    for name, standing in (
        ("higher", Standing.ABOVE_MOST),
        ("among", Standing.AMONG_MOST),
        ("lower", Standing.BELOW_MOST),
    ):
        context[name] = [one for one in numbers if one.numbers and one.numbers.standing is standing]
    return render(request, "surveys/peers.html", {**context, "sections": sections})
