"""What can be done with a plan now, by this person, and what is said to those who may not."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from support_plans.admin.waiting import Person
from support_plans.models import Plan
from support_plans.services.review import has_worked_on

Status = Plan.Status


@dataclass(frozen=True, slots=True)
class NextStep:
    """The moves offered as buttons, and a sentence on what the plan waits for."""

    sentence: str
    moves: frozenset[str] = frozenset()  # of "propose", "return", "approve", "publish"


def next_step(plan: Plan, by: Person) -> NextStep:
    step = _STEPS.get(Status(plan.status))
    return step(plan, by) if step else NextStep(_("The company has answered every recommendation."))


def _to_leave(plan: Plan, by: Person) -> NextStep:
    return NextStep(
        _("The company has sent newer answers. They have a plan of their own: work on that one.")
    )


def _to_propose(plan: Plan, by: Person) -> NextStep:
    if not by.has_perm("support_plans.review_plan"):
        return NextStep(_("An officer goes through this plan and proposes it for approval."))
    return NextStep(
        _(
            "Go through the programmes, change what you know better, then propose the plan. "
            "A colleague approves it."
        ),
        frozenset({"propose"}),
    )


def _to_approve(plan: Plan, by: Person) -> NextStep:
    if not by.has_perm("support_plans.approve_plan"):
        return NextStep(
            _("An approver decides about this plan. It takes a person who did not work on it.")
        )
    if has_worked_on(plan=plan, by=by):  # type: ignore[arg-type]  # who has rights is a User
        return NextStep(
            _("Who proposed or edited a plan cannot approve it. Ask a colleague to approve it."),
            frozenset({"return"}),
        )
    return NextStep(
        _("Approve the plan as it stands, or return it to the officer and say what should change."),
        frozenset({"approve", "return"}),
    )


def _to_publish(plan: Plan, by: Person) -> NextStep:
    if not by.has_perm("support_plans.publish_plan"):
        return NextStep(_("The plan is approved. An approver publishes it to the company."))
    return NextStep(
        _("The plan is approved. Publishing it sends the company a link to read and answer it."),
        frozenset({"publish"}),
    )


def _to_answer(plan: Plan, by: Person) -> NextStep:
    return NextStep(
        _(
            "The company has its link. What it accepts or declines will appear beside each "
            "programme."
        )
    )


_STEPS: dict[Plan.Status, Callable[[Plan, Person], NextStep]] = {
    Status.DRAFTED: _to_propose,
    Status.RETURNED: _to_propose,
    Status.SUPERSEDED: _to_leave,
    Status.IN_REVIEW: _to_approve,
    Status.APPROVED: _to_publish,
    Status.PUBLISHED: _to_answer,
}
