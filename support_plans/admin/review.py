"""The review page and the moves behind its buttons: parse, call a service, respond.

Every address here takes a signed-in person who may read plans; what else they may is the services'
to say. What a service refuses comes back as the page, fresh, with what was typed still in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from support_plans.admin.forms import EditItemForm, ReturnForm, RevisionForm
from support_plans.admin.problems import advice
from support_plans.admin.review_page import review_page
from support_plans.models import Plan
from support_plans.services.problems import PlanProblem
from support_plans.services.publish import publish_plan
from support_plans.services.review import approve_plan, edit_item, propose_plan, return_plan


def move(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A move is a post. A GET of its address, such as the language switch of a page that a refused
    move brought back makes, leads to the plan."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, pk: int, **more: int) -> HttpResponse:
        return view(request, pk, **more) if request.method == "POST" else redirect(_address(pk))

    return wrapped


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _readable_plan(request, pk))


@move
def edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    plan = _readable_plan(request, pk)
    found = get_object_or_404(plan.items.select_related("programme_version__programme"), pk=item)
    form = EditItemForm(found, request.POST)
    if not form.is_valid():
        return _page(request, plan, edit_form=form, status=422)
    try:
        edit_item(item=found, by=_person(request), revision=_revision(request), **form.cleaned_data)
    except (PlanProblem, PermissionDenied) as refusal:
        return _refused(request, pk, refusal, edit_form=form)
    messages.success(request, _("Saved: %(programme)s.") % {"programme": found.programme_version})
    return redirect(_address(pk) + f"#item-{found.pk}")


@move
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _readable_plan(request, pk)
    done = _("Proposed. An approver sees the plan in the queue now.")
    return _move(request, pk, done, lambda by, at: propose_plan(plan=plan, by=by, revision=at))


@move
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _readable_plan(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, return_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return _move(
        request,
        pk,
        _("Returned. The officer sees your reason on the plan."),
        lambda by, at: return_plan(plan=plan, by=by, revision=at, reason=reason),
        return_form=form,
    )


@move
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _readable_plan(request, pk)
    done = _("Approved. It can be published to the company now.")
    return _move(request, pk, done, lambda by, at: approve_plan(plan=plan, by=by, revision=at))


@move
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _readable_plan(request, pk)
    done = _("Published. Each of the company’s contacts gets a link of their own by mail.")
    return _move(request, pk, done, lambda by, at: publish_plan(plan=plan, by=by, revision=at))


MOVES: dict[str, Callable[..., HttpResponse]] = {
    "propose": propose,
    "return": send_back,
    "approve": approve,
    "publish": publish,
}


def _move(
    request: HttpRequest,
    pk: int,
    done: str,
    service: Callable[[User, int], Plan],
    *,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    try:
        service(_person(request), _revision(request))
    except (PlanProblem, PermissionDenied) as refusal:
        return _refused(request, pk, refusal, return_form=return_form)
    messages.success(request, done)
    return redirect(_address(pk))


def _refused(
    request: HttpRequest,
    pk: int,
    refusal: PlanProblem | PermissionDenied,
    *,
    edit_form: EditItemForm | None = None,
    return_form: ReturnForm | None = None,
) -> HttpResponse:
    said = advice(refusal)
    messages.error(request, said.sentence)
    plan = _readable_plan(request, pk)
    return _page(request, plan, edit_form=edit_form, return_form=return_form, status=said.status)


def _page(
    request: HttpRequest,
    plan: Plan,
    *,
    edit_form: EditItemForm | None = None,
    return_form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = review_page(plan, by=request.user, edit_form=edit_form, return_form=return_form)
    context = {
        **admin.site.each_context(request),
        "title": f"{page.company} {plan.reference}",
        "page": page,
        "opts": Plan._meta,
        "queue_url": reverse("admin:support_plans_plan_changelist"),
    }
    return render(request, "admin/support_plans/review.html", context, status=status)


def _readable_plan(request: HttpRequest, pk: int) -> Plan:
    if not request.user.has_perm("support_plans.view_plan"):
        raise PermissionDenied
    plans = Plan.objects.select_related(
        "company", "submission__version__survey", "submission__response__company"
    )
    return get_object_or_404(plans, pk=pk)


def _revision(request: HttpRequest) -> int:
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise BadRequest("The form does not say which revision of the plan it was made for.")
    return int(form.cleaned_data["revision"])


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)  # `admin_view` lets nobody in who is not signed in


def _address(pk: int) -> str:
    return reverse("admin:support_plans_plan_change", args=[pk])
