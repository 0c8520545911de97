"""Who answers for the company: seen by all of them, changed by whoever may."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.forms.plain import ALL, SOME, ColleagueForm, SectionsForm
from surveys.language import in_words
from surveys.logic.text import Text
from surveys.models import Invitation, Response
from surveys.models.waves import WaveState
from surveys.services import colleagues as service
from surveys.services.answer import find_response
from surveys.services.colleagues import NewColleague, may_manage, people_of
from surveys.services.problems import ColleagueGone, ColleagueProblem, ManagesNot, WaveOver
from surveys.services.section_titles import section_titles, titles_given
from surveys.services.submit import may_submit
from surveys.views.access import for_company
from surveys.views.colleague_words import in_the_way


@dataclass(frozen=True, slots=True)
class Person:
    """One of those who answer. `url` leads to what can be changed about them, if anything."""

    name: str
    email: str  # where it is not the name
    is_reader: bool
    is_signatory: bool
    added_by: str  # "" for those whom the city invited
    sections: str | None  # their titles; None where they have all of them
    saved_page: Text | None
    saved_at: datetime | None
    url: str


@require_safe
@for_company
def colleagues(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    response = find_response(invitation=invitation)
    is_over = invitation.wave.state(timezone.now()) is WaveState.OVER
    may_change = may_manage(response=response, invitation=invitation) and not is_over
    context = {
        "company": invitation.contact.company,
        "people": list(_people(invitation, response, may_change=may_change)),
        "may_change": may_change,
        "is_over": is_over,
    }
    return render(request, "surveys/colleagues.html", context)


def _people(invitation: Invitation, response: Response, *, may_change: bool) -> Iterator[Person]:
    titles = section_titles(invitation=invitation, now=timezone.now())
    pages = response.version.questionnaire.pages_by_code
    saved: dict[int | None, tuple[str, datetime]] = {}
    if response.pk:
        rows = response.pages.order_by("saved_at").values_list("saved_by", "page", "saved_at")
        saved = {by: (page, at) for by, page, at in rows if page in pages}
    for one in people_of(invitation=invitation):
        page, at = saved.get(one.contact_id, (None, None))
        given = titles_given(one, titles)
        is_colleague = not one.is_by_city and one.pk != invitation.pk
        yield Person(
            name=str(one.contact),
            email=one.contact.email if one.contact.name else "",
            is_reader=one.pk == invitation.pk,
            is_signatory=may_submit(response=response, invitation=one),
            added_by=str(one.invited_by.contact) if one.invited_by else "",
            sections=None if given is None else ", ".join(map(in_words, given)),
            saved_page=pages[page].title if page else None,
            saved_at=at,
            url=reverse("surveys:colleague", args=[one.pk]) if is_colleague and may_change else "",
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def add_colleague(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    titles = _titles(invitation)
    if request.method != "POST":
        if (why_not := _why_not(invitation)) is not None:
            return _told(request, why_not)
        initial = {"language": get_language(), "which": ALL}
        return _render_add(request, invitation, ColleagueForm(titles=titles, initial=initial))
    form = ColleagueForm(request.POST, titles=titles)
    if not form.is_valid():
        return _render_add(request, invitation, form, status=422)
    new = NewColleague(
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        language=form.cleaned_data["language"],
        sections=form.chosen,
        note=form.cleaned_data["note"],
    )
    try:
        added = service.add_colleague(new=new, by=invitation, now=timezone.now())
    except (ColleagueProblem, WaveOver) as problem:
        form.add_error("email", in_the_way(problem))
        return _render_add(request, invitation, form, status=409)
    messages.success(
        request,
        _("%(name)s was added and gets a link by mail at %(email)s.")
        % {"name": added.contact, "email": added.contact.email},
    )
    return redirect("surveys:colleagues")


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def colleague(request: HttpRequest, invitation: Invitation, pk: int) -> HttpResponse:
    """The sections of one colleague, and the ways to a new mail and to removing them."""
    try:
        theirs = _colleague(invitation, pk)
        initial = {"which": SOME if theirs.sections else ALL, "sections": theirs.sections}
        form = SectionsForm(request.POST or None, titles=_titles(invitation), initial=initial)
        if request.method == "POST" and form.is_valid():
            service.change_sections(pk=pk, sections=form.chosen, by=invitation, now=timezone.now())
            return _done(request, _("The sections of %(name)s were changed."), theirs)
    except ColleagueProblem as problem:
        return _told(request, problem)
    response = find_response(invitation=invitation)
    context = {
        "company": invitation.contact.company,
        "form": form,
        "theirs": theirs,
        "is_signatory": response.signatory_id == theirs.pk,
    }
    return render(request, "surveys/colleague.html", context, status=422 if form.problems else 200)


@require_POST
@for_company
def send_link_again(request: HttpRequest, invitation: Invitation, pk: int) -> HttpResponse:
    try:
        theirs = service.send_link_again(pk=pk, by=invitation, now=timezone.now())
    except ColleagueProblem as problem:
        return _told(request, problem)
    return _done(request, _("%(name)s gets their link by mail once more."), theirs)


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def remove_colleague(request: HttpRequest, invitation: Invitation, pk: int) -> HttpResponse:
    try:
        theirs = _colleague(invitation, pk)
        if request.method == "POST":
            service.remove_colleague(pk=pk, by=invitation, now=timezone.now())
            return _done(request, _("%(name)s was removed. Their link opens nothing now."), theirs)
    except ColleagueProblem as problem:
        return _told(request, problem)
    response = find_response(invitation=invitation)
    context = {
        "company": invitation.contact.company,
        "theirs": theirs,
        "is_signatory": response.signatory_id == theirs.pk,
    }
    return render(request, "surveys/colleague_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_company
def signatory(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Who submits: one of the people, or whoever the city invited."""
    if (why_not := _why_not(invitation)) is not None:
        return _told(request, why_not)
    people = people_of(invitation=invitation)
    named = request.POST.get("signatory", "")
    if request.method == "POST":
        chosen = next((one for one in people if str(one.pk) == named), None)
        try:
            if chosen is None:
                raise ColleagueGone
            service.name_signatory(pk=chosen.pk, by=invitation, now=timezone.now())
        except ColleagueProblem as problem:
            return _told(request, problem)
        return _done(request, _("%(name)s submits for your company now."), chosen)
    response = find_response(invitation=invitation)
    context = {
        "company": invitation.contact.company,
        "people": [(one, may_submit(response=response, invitation=one)) for one in people],
    }
    return render(request, "surveys/signatory.html", context)


def _titles(invitation: Invitation) -> list[tuple[str, str]]:
    titles = section_titles(invitation=invitation, now=timezone.now())
    return [(code, in_words(title)) for code, title in titles.items()]


def _why_not(invitation: Invitation) -> ColleagueProblem | WaveOver | None:
    """Why the holder cannot change who answers; None where they can."""
    if invitation.wave.state(timezone.now()) is WaveState.OVER:
        return WaveOver(invitation.wave)
    response = find_response(invitation=invitation)
    return None if may_manage(response=response, invitation=invitation) else ManagesNot()


def _colleague(invitation: Invitation, pk: int) -> Invitation:
    """Raises ManagesNot, WaveOver or ColleagueGone."""
    if (why_not := _why_not(invitation)) is not None:
        raise why_not
    people = people_of(invitation=invitation)
    found = [one for one in people if one.pk == pk and pk != invitation.pk and not one.is_by_city]
    if not found:
        raise ColleagueGone
    return found[0]


def _render_add(
    request: HttpRequest, invitation: Invitation, form: ColleagueForm, status: int = 200
) -> HttpResponse:
    context = {"company": invitation.contact.company, "wave": invitation.wave, "form": form}
    return render(request, "surveys/colleague_add.html", context, status=status)


def _done(request: HttpRequest, sentence: str, about: Invitation) -> HttpResponse:
    messages.success(request, sentence % {"name": about.contact})
    return redirect("surveys:colleagues")


def _told(request: HttpRequest, problem: ColleagueProblem | WaveOver) -> HttpResponse:
    messages.warning(request, in_the_way(problem))
    return redirect("surveys:colleagues")
