"""The published plan, as its company reads and answers it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from support_plans.models import Office, PlanItem, PlanLink
from support_plans.services.publish import check_plan_link, decide_item, plan_link_for_token
from surveys.logic.text import Text
from surveys.models import Contact
from surveys.services.problems import SessionLost
from surveys.views.links import come_in, for_holder_of

SESSION_KEY = "plan_link"


@dataclass(frozen=True, slots=True)
class ItemView:
    """A plan item in the words that the page prints."""

    pk: int
    position: int
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


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=PlanItem.Decision.choices)
    reason = forms.CharField(max_length=2000, required=False)


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    def find() -> tuple[PlanLink, Contact]:
        link = plan_link_for_token(token=token, now=timezone.now())
        return link, link.contact

    return come_in(request, session_key=SESSION_KEY, find=find, to="support_plans:plan")


def current_link(request: HttpRequest) -> PlanLink:
    """Whose session this is. Raises SessionLost, LinkRevoked or LinkExpired."""
    link = (
        PlanLink.objects.select_related("plan__submission", "plan__company", "contact")
        .filter(token_hash=request.session.get(SESSION_KEY, ""))
        .first()
    )
    if link is None:
        raise SessionLost
    check_plan_link(link=link, now=timezone.now())
    return link


for_reader = for_holder_of(current_link)
"""A view for the holder of a plan's link, which it gets after the request."""


@require_safe
@for_reader
def plan(request: HttpRequest, link: PlanLink) -> HttpResponse:
    questions = link.plan.submission.version.questionnaire.questions_by_code
    items = link.plan.items.select_related("programme_version__office").order_by("position")
    by_outcome: dict[str, list[ItemView]] = {outcome: [] for outcome in PlanItem.Outcome.values}
    for item in items:
        missing = [questions[code].label for code in item.missing if code in questions]
        by_outcome[item.outcome].append(_item_view(item, missing))
    context = {
        "plan": link.plan,
        "company": link.plan.company,
        **by_outcome,
        "undecided": sum(not item.decision for item in by_outcome["recommended"]),
    }
    return render(request, "support_plans/plan.html", context)


@require_POST
@for_reader
def decide(request: HttpRequest, link: PlanLink, item: int) -> HttpResponse:
    found = get_object_or_404(
        link.plan.items.select_related("programme_version__programme"),
        pk=item,
        outcome=PlanItem.Outcome.RECOMMENDED,
    )
    form = DecisionForm(request.POST)
    if form.is_valid():
        decide_item(
            item=found,
            contact=link.contact,
            decision=PlanItem.Decision(form.cleaned_data["decision"]),
            reason=form.cleaned_data["reason"],
        )
    return redirect(reverse("support_plans:plan") + f"#item-{found.pk}")


def _item_view(item: PlanItem, questions: list[Text]) -> ItemView:
    version = item.programme_version
    return ItemView(
        pk=item.pk,
        position=item.position,
        name=version.name,
        kind=version.get_kind_display(),
        description=Text.from_json(version.description),
        office=version.office,
        benefit=Text.from_json(version.benefit),
        amount_krw=item.amount_krw,
        reasons=item.reason_texts,
        would_be_if=[Text.from_json(one) for one in item.would_be_if],
        questions=questions,
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
    )
