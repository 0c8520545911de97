"""The record of what happened to plans, for auditors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from support_plans.models import PlanEvent
from surveys.admin.desk import ReadOnlyAdmin


@admin.register(PlanEvent)
class PlanEventAdmin(ReadOnlyAdmin[PlanEvent]):
    list_display = ["at", "plan_reference", "company", "kind", "by", "contact"]
    list_select_related = ["plan__submission", "plan__company", "by", "contact"]
    list_filter = ["kind"]
    search_fields = [
        "plan__submission__reference",
        "plan__company__name_ko",
        "plan__company__name_en",
        "by__username",
    ]
    ordering = ["-at", "-pk"]

    @admin.display(description=_("plan"), ordering="plan__submission__reference")
    def plan_reference(self, event: PlanEvent) -> str:
        return event.plan.reference

    @admin.display(description=_("company"), ordering="plan__company__name_ko")
    def company(self, event: PlanEvent) -> str:
        return str(event.plan.company)
