"""The review page of one plan as a value: everything its template prints, nothing it must ask for.

Each item carries the answers that its reasons read, so that nobody decides on a reason alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_plans.admin.forms import EditItemForm, ReturnForm
from support_plans.admin.next_step import NextStep, next_step
from support_plans.admin.timeline import Entry, timeline
from support_plans.admin.waiting import Person, queue_of
from support_plans.admin.words import status_label
from support_plans.facts import FactVocabulary, submission_facts, vocabulary
from support_plans.models import Plan, PlanItem
from support_plans.words import won
from surveys.admin.submissions import Comparison, compared_with_before, submitted_lines
from surveys.language import in_words
from surveys.logic.descriptions import describe_value
from surveys.logic.text import Text
from surveys.logic.values import Facts, Missing
from surveys.models import Company
from surveys.review import AnswerLine

GLANCE = ("ai_field", "size_class", "growth_stage", "employees", "revenue_krw", "head_office")
"""The answers that say at a glance who the company is."""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact in words: an answer, or what the city's own records say."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    kind: str  # "met", "unmet", "unknown", "need" or "no_need"
    text: Text


@dataclass(frozen=True, slots=True)
class Card:
    """One programme of the plan."""

    item: PlanItem
    name: Text
    office: Text
    kind: str
    amount: str
    reasons: tuple[Reason, ...]
    would_be_if: tuple[Text, ...]
    missing: tuple[str, ...]
    answers: tuple[Known, ...]
    form: EditItemForm | None  # None where this person may not edit it now

    @property
    def headline(self) -> Text | str | None:
        """What kept it out of the recommendations: a reason, or the officer who overruled them."""
        if self.item.is_overruled:
            return self.item.note
        deciding = ("unmet", "no_need")
        return next((one.text for one in self.reasons if one.kind in deciding), None)


@dataclass(frozen=True, slots=True)
class Group:
    outcome: str
    title: str
    cards: tuple[Card, ...]
    is_brief: bool  # one deciding reason each; the rest is a click away


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The plans before and after this one in its reader's queue."""

    previous: int | None
    next: int | None
    others: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    plan: Plan
    company: Company
    status: SafeString
    glance: tuple[Known, ...]
    groups: tuple[Group, ...]
    lines: tuple[AnswerLine, ...]
    comparison: Comparison | None  # with the answers before these; None for the first
    timeline: Sequence[Entry]
    step: NextStep
    return_form: ReturnForm | None
    neighbours: Neighbours
    kept: tuple[Known, ...]  # what was typed into a form that this page no longer offers

    @property
    def returned(self) -> Entry | None:
        """Why the plan came back, while it is back."""
        if self.plan.status != Plan.Status.RETURNED:
            return None
        return next((one for one in self.timeline if one.is_return), None)


def review_page(
    plan: Plan,
    *,
    by: Person,
    edit_form: EditItemForm | None = None,
    return_form: ReturnForm | None = None,
) -> ReviewPage:
    """The page for `by`. A form that was filled in but not taken comes back as it was typed."""
    facts = submission_facts(submission=plan.submission, today=_evaluated_on(plan))
    words = vocabulary(plan.submission.version.questionnaire)
    items = list(
        plan.items.select_related(
            "programme_version__programme", "programme_version__office"
        ).clearest_need_first()
    )
    step = next_step(plan, by)
    forms = _edit_forms(plan, items, by, edit_form)
    lost: list[EditItemForm | ReturnForm] = []
    if edit_form and not forms:
        lost.append(edit_form)
    if return_form and "return" not in step.moves:
        lost.append(return_form)
    cards = [_card(item, facts, words, forms.get(item.pk)) for item in items]
    names = {card.item.programme_version.programme.code: in_words(card.name) for card in cards}
    return ReviewPage(
        plan=plan,
        company=plan.company,
        status=status_label(plan),
        glance=tuple(_glance(plan.company, facts, words)),
        groups=tuple(_groups(cards)),
        lines=submitted_lines(plan.submission),
        comparison=compared_with_before(plan.submission),
        timeline=timeline(plan, names),
        step=step,
        return_form=(return_form or ReturnForm()) if "return" in step.moves else None,
        neighbours=_neighbours(plan, by),
        kept=tuple(typed for form in lost for typed in _typed(form)),
    )


def _evaluated_on(plan: Plan) -> date:
    """The day on which the plan's reasons were true: years since opening are counted to it."""
    on = plan.evidence.get("on")
    return date.fromisoformat(on) if on else timezone.localdate(plan.drafted_at)


def _edit_forms(
    plan: Plan, items: Sequence[PlanItem], by: Person, typed: EditItemForm | None
) -> dict[int, EditItemForm]:
    if not (plan.is_editable and by.has_perm("support_plans.review_plan")):
        return {}
    forms = {item.pk: EditItemForm(item) for item in items}
    if typed is not None:
        forms[typed.item.pk] = typed
    return forms


def _typed(form: EditItemForm | ReturnForm) -> Iterable[Known]:
    """The words somebody wrote into a form, to be copied from the page."""
    for field in form:
        written = str(field.value() or "").strip()
        if written and field.name in ("note", "reason"):
            yield Known(str(field.label), written)


def _card(item: PlanItem, facts: Facts, words: FactVocabulary, form: EditItemForm | None) -> Card:
    version = item.programme_version
    codes = dict.fromkeys(code for reason in item.reasons for code in reason.get("answers", []))
    questions = words.answers.questionnaire.questions_by_code
    return Card(
        item=item,
        name=version.name,
        office=version.office.name,
        kind=version.get_kind_display(),
        amount="" if item.amount_krw is None else won(item.amount_krw),
        reasons=tuple(
            Reason(reason.get("kind", ""), Text.from_json(reason["text"]))
            for reason in item.reasons
        ),
        would_be_if=tuple(Text.from_json(one) for one in item.would_be_if),
        missing=tuple(
            in_words(questions[code].label) if code in questions else in_words(words.label(code))
            for code in item.missing
        ),
        answers=tuple(_known(code, facts, words) for code in codes),
        form=form,
    )


def _known(code: str, facts: Facts, words: FactVocabulary) -> Known:
    value = facts.get(code, Missing.NOT_ASKED)
    return Known(in_words(words.label(code)), in_words(describe_value(code, value, words)))


def _glance(company: Company, facts: Facts, words: FactVocabulary) -> Iterable[Known]:
    number = company.registration_number
    yield Known(_("Registration number"), f"{number[:3]}-{number[3:5]}-{number[5:]}")
    for code in GLANCE:
        if code in facts:
            yield _known(code, facts, words)
    for label, day in (
        (_("MOU signed on"), company.mou_signed_on),
        (_("Moved in on"), company.moved_in_on),
    ):
        yield Known(label, in_words(describe_value("", day, words)) if day else _("not yet"))


def _groups(cards: Sequence[Card]) -> Iterable[Group]:
    """In the order in which a plan is read; an outcome that no programme has is left out."""
    for outcome, is_brief in (
        (PlanItem.Outcome.RECOMMENDED, False),
        (PlanItem.Outcome.NEEDS_INFORMATION, False),
        (PlanItem.Outcome.NOT_NEEDED, True),
        (PlanItem.Outcome.NOT_ELIGIBLE, True),
    ):
        members = tuple(card for card in cards if card.item.outcome == outcome)
        if members:
            yield Group(outcome.value, str(outcome.label), members, is_brief)


def _neighbours(plan: Plan, by: Person) -> Neighbours:
    queue = queue_of(by).exclude(pk=plan.pk)
    is_before = Q(drafted_at__lt=plan.drafted_at) | Q(drafted_at=plan.drafted_at, pk__lt=plan.pk)
    previous = queue.filter(is_before).order_by("-drafted_at", "-pk").values_list("pk", flat=True)
    following = queue.exclude(is_before).oldest_first().values_list("pk", flat=True)
    return Neighbours(
        previous=previous.first(),
        next=following.first(),
        others=queue.aggregate(count=Count("pk"))["count"],
    )
