"""The published plan, as its company reads and answers it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from support_plans.forms import WrittenField
from support_plans.models import Office, PlanItem, PlanLink
from support_plans.services.problems import PlanProblem
from support_plans.services.publish import check_plan_link, decide_item, plan_link_for_token
from support_plans.views.problems import link_problem, not_answered
from surveys.logic.text import Text
from surveys.models import Contact
from surveys.services.problems import SessionLost
from surveys.views.links import come_in, for_holder_of, hash_of_link

COOKIE = "plan_link"


@dataclass(frozen=True, slots=True)
class ItemView:
    """A plan item in the words that the page prints."""

    pk: int
    name: Text
    kind: str
    description: Text
    office: Office
    benefit: Text
    amount_krw: int | None
    reasons: list[Text]
    would_be_if: list[Text]
    questions: list[Text]
    steps: list[Text]
    documents: list[Text]
    opens_on: date | None
    closes_on: date | None
    link: str
    is_demonstration: bool
    note: str
    decision: str
    decision_reason: str
    answer_url: str
    answer: "DecisionForm | None"  # what was sent and not taken


class Problem(NamedTuple):
    """A line of the error summary, and where on the page it leads."""

    anchor: str
    message: str


_DECIDE = _("Press “Accept” or “Decline”.")


class DecisionForm(forms.Form):
    """The company's answer to one recommendation."""

    decision = forms.ChoiceField(
        choices=PlanItem.Decision.choices,
        error_messages={"required": _DECIDE, "invalid_choice": _DECIDE},
    )
    reason = WrittenField(
        max_length=2000,
        required=False,
        error_messages={
            "max_length": _(
                "Shorten your reason to %(limit_value)d characters; it has %(show_value)d."
            )
        },
    )

    def __init__(self, item: PlanItem, data: Any) -> None:
        super().__init__(data)
        self.item = item

    @property
    def problems(self) -> list[Problem]:
        anchors = {"decision": f"item-{self.item.pk}", "reason": f"item-{self.item.pk}-reason"}
        return [
            Problem(anchors[name], str(message))
            for name, messages in self.errors.items()
            for message in messages
        ]


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    def find() -> tuple[PlanLink, Contact]:
        link = plan_link_for_token(token=token, now=timezone.now())
        return link, link.contact

    return come_in(request, cookie=COOKIE, find=find, to="support_plans:plan", respond=link_problem)


def current_link(request: HttpRequest) -> PlanLink:
    """Whose session this is. Raises SessionLost, LinkRevoked or LinkExpired."""
    link = (
        PlanLink.objects.select_related("plan__submission", "plan__company", "contact")
        .filter(token_hash=hash_of_link(request, COOKIE))
        .first()
    )
    if link is None:
        raise SessionLost
    check_plan_link(link=link, now=timezone.now())
    return link


for_reader = for_holder_of(current_link, link_problem)
"""A view for the holder of a plan's link, which it gets after the request."""


@require_safe
@for_reader
def plan(request: HttpRequest, link: PlanLink) -> HttpResponse:
    return _page(request, link)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def decide(request: HttpRequest, link: PlanLink, item: int) -> HttpResponse:
    """Take an answer. A GET, such as the language switch of a page that a refused answer brought
    back makes, leads to the plan."""
    if request.method != "POST":
        return redirect("support_plans:plan")
    found = get_object_or_404(
        link.plan.items.select_related("programme_version__programme"),
        pk=item,
        outcome=PlanItem.Outcome.RECOMMENDED,
    )
    form = DecisionForm(found, request.POST)
    if not form.is_valid():
        return _page(request, link, answer=form)
    try:
        decide_item(
            item=found,
            contact=link.contact,
            decision=PlanItem.Decision(form.cleaned_data["decision"]),
            reason=form.cleaned_data["reason"],
        )
    except PlanProblem:
        return not_answered(request)
    return redirect(reverse("support_plans:plan") + f"#item-{found.pk}")


def _page(
    request: HttpRequest, link: PlanLink, *, answer: DecisionForm | None = None
) -> HttpResponse:
    """The plan; an answer that was not taken stands where it was typed."""
    questions = link.plan.submission.version.questionnaire.questions_by_code
    items = link.plan.items.select_related("programme_version__office").clearest_need_first()
    by_outcome: dict[str, list[ItemView]] = {outcome: [] for outcome in PlanItem.Outcome.values}
    for item in items:
        missing = [questions[code].label for code in item.missing if code in questions]
        own = answer if answer and answer.item == item else None
        by_outcome[item.outcome].append(_item_view(item, missing, own))
    newer_answers = link.plan.newer_answers()
    context = {
        "plan": link.plan,
        "company": link.plan.company,
        **by_outcome,
        "has_newer": newer_answers is not None and link.plan.has_newer(),
        "newer_answers": newer_answers,
        "undecided": sum(not item.decision for item in by_outcome["recommended"]),
        "answer": answer,
    }
    return render(request, "support_plans/plan.html", context, status=422 if answer else 200)


def _item_view(item: PlanItem, questions: list[Text], answer: DecisionForm | None) -> ItemView:
    """Where an officer overruled the draft, what the draft says to it is left out."""
    version = item.programme_version
    is_as_drafted = not item.is_overruled
    return ItemView(
        pk=item.pk,
        name=version.name,
        kind=version.get_kind_display(),
        description=Text.from_json(version.description),
        office=version.office,
        benefit=Text.from_json(version.benefit),
        amount_krw=item.amount_krw,
        reasons=item.reason_texts if is_as_drafted else [],
        would_be_if=[Text.from_json(one) for one in item.would_be_if if is_as_drafted],
        questions=questions if is_as_drafted else [],
        steps=[Text.from_json(one) for one in version.steps],
        documents=[Text.from_json(one) for one in version.documents],
        opens_on=version.opens_on,
        closes_on=version.closes_on,
        link=version.link,
        is_demonstration=version.is_demonstration,
        note=item.note,
        decision=item.decision,
        decision_reason=item.decision_reason,
        answer_url=reverse("support_plans:decide", args=[item.pk]),
        answer=answer,
    )
