"""The summary of a plan, written from its items: when it is drafted, and after every edit."""

from collections.abc import Iterable

from support_plans.models import PlanItem
from support_plans.summary import Said, plan_summary
from surveys.logic.text import Text
from surveys.models import Company


def summary_of(company: Company, items: Iterable[PlanItem]) -> Text:
    """`items` come with the clearest need first."""
    return plan_summary(
        Text(company.name_ko, company.name_en),
        [
            Said(
                outcome=item.outcome,
                name=item.programme_version.name,
                has_change=bool(item.would_be_if) and not item.is_overruled,
            )
            for item in items
        ],
    )
