"""What happens here when something happens in the surveys."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from support_plans.tasks import draft_plan
from surveys.models import Submission
from surveys.signals import submitted


@receiver(submitted)
def draft_after_submission(submission: Submission, **kwargs: Any) -> None:
    """Have the plan drafted once the submission is on disk.

    A broker that is down costs minutes, not the plan and not the company's submission: the failure
    is logged, and the sweep finds the submission without a plan.
    """
    transaction.on_commit(lambda: draft_plan.delay(submission.pk), robust=True)
