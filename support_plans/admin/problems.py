"""What a service refused, as a sentence that says what to do next, and the HTTP status for it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from support_plans.admin.words import person_name
from support_plans.models import Plan
from support_plans.services.problems import (
    AmountTooHigh,
    NobodyToTell,
    NoteMissing,
    PlanHasMoved,
    PlanProblem,
    ReasonMissing,
    SamePerson,
)
from support_plans.words import won

Refusal = PlanProblem | PermissionDenied


@dataclass(frozen=True, slots=True)
class Advice:
    sentence: str
    status: int


def advice(refusal: Refusal) -> Advice:
    match refusal:
        case PlanHasMoved(plan=plan):
            return Advice(_moved(plan), 409)
        case SamePerson():
            return Advice(
                _(
                    "Nothing was approved: you proposed or edited this plan, and whoever did that "
                    "cannot approve it. Ask a colleague to approve it."
                ),
                403,
            )
        case ReasonMissing():
            return Advice(_("Nothing was changed: a reason is missing. Write why."), 422)
        case NoteMissing():
            return Advice(
                _(
                    "Nothing was changed: you decide otherwise than the draft. Write the company a "
                    "note that says why."
                ),
                422,
            )
        case AmountTooHigh(ceiling_krw=ceiling):
            return Advice(
                _("Nothing was changed: this programme gives a company at most %(ceiling)s.")
                % {"ceiling": won(ceiling)},
                422,
            )
        case NobodyToTell():
            return Advice(
                _(
                    "Nothing was published: nobody at this company has an invitation to the survey "
                    "that stands, so there is nobody to send the plan to. Have an administrator "
                    "add a contact, invite them from the list of contacts, then publish again."
                ),
                409,
            )
        case PermissionDenied():
            return Advice(
                _(
                    "Nothing was changed: your role does not include this step. Ask a colleague "
                    "whose role does, or an administrator to change yours."
                ),
                403,
            )
    raise refusal  # a new kind of refusal: better seen than swallowed


def _moved(plan: Plan) -> str:
    last = plan.events.select_related("by", "contact").order_by("-number").first()
    if last is None:
        return _("Nothing was saved: the plan has changed. This page shows it as it stands now.")
    return _(
        "Nothing was saved, because the plan has changed since you opened it. The last step was "
        "“%(step)s” by %(who)s. This page shows the plan as it stands now; look at it, then go on."
    ) % {
        "step": last.get_kind_display(),
        "who": person_name(last.by) or last.contact or _("the platform"),
    }
