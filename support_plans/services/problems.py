"""What a service refuses, and why. Views turn each into a sentence that says what to do next."""

from support_plans.models import Plan


class PlanProblem(Exception):
    """Something about the plan stands in the way."""


class PlanHasMoved(PlanProblem):
    """Somebody else changed or moved the plan since it was read."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{plan} is {plan.status} at revision {plan.revision}")
        self.plan = plan


class SamePerson(PlanProblem):
    """Who edited or proposed a plan may not approve it."""


class ReasonMissing(PlanProblem):
    """A change or a return needs a reason, and none was given."""


class NoteMissing(PlanProblem):
    """Deciding otherwise than the draft takes a note that tells the company why."""


class AmountTooHigh(PlanProblem):
    """More than the programme gives a company."""

    def __init__(self, ceiling_krw: int) -> None:
        super().__init__(f"At most {ceiling_krw} won")
        self.ceiling_krw = ceiling_krw


class NobodyToTell(PlanProblem):
    """The company has no contact who could be sent the plan."""
