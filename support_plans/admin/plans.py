"""The queue of plans, and the addresses of the review page behind it."""

import re
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from support_plans.admin import review
from support_plans.admin.filters import FieldFilter, SizeFilter, WaitingFilter
from support_plans.admin.words import option_labels, person_name, status_label
from support_plans.models import Plan, PlanItem
from surveys.admin.desk import ReadOnlyAdmin


def items_with(outcome: PlanItem.Outcome) -> Coalesce:
    """How many of a plan's items have this outcome; counted only for the rows that are shown."""
    counted = (
        PlanItem.objects.filter(plan=OuterRef("pk"), outcome=outcome)
        .order_by()
        .values("plan")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin[Plan]):
    """Who may do what to a plan is the services' business; here a plan is listed and read."""

    list_display = [
        "company_and_reference",
        "field",
        "status_label",
        "recommended",
        "need_information",
        "waiting",
        "last_edited_by",
    ]
    list_select_related = ["company", "submission", "edited_by"]
    list_filter = [WaitingFilter, "status", FieldFilter, SizeFilter]
    list_per_page = 50
    search_fields = [
        "company__name_ko",
        "company__name_en",
        "company__registration_number",
        "submission__reference",
    ]
    search_help_text = _("Company, registration number or reference")
    ordering = ["drafted_at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        plans = super().get_queryset(request)
        labels = option_labels("ai_field").items()
        return plans.annotate(
            field_label=Case(
                *[When(company__field=code, then=Value(label)) for code, label in labels],
                default=F("company__field"),
                output_field=CharField(),
            ),
            recommended_count=items_with(PlanItem.Outcome.RECOMMENDED),
            need_information_count=items_with(PlanItem.Outcome.NEEDS_INFORMATION),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Plan], search_term: str
    ) -> tuple[QuerySet[Plan], bool]:
        return super().get_search_results(request, queryset, as_stored(search_term))

    @admin.display(description=_("company"), ordering="company__name_ko")
    def company_and_reference(self, plan: Plan) -> SafeString:
        return format_html(
            '<span class="desk-strong">{}</span> <span class="desk-quiet desk-line">{}</span>',
            plan.company,
            plan.reference,
        )

    @admin.display(description=_("AI field"), ordering="field_label")
    def field(self, plan: Plan) -> str:
        return plan.field_label  # type: ignore[attr-defined, no-any-return]

    @admin.display(description=_("status"), ordering="status")
    def status_label(self, plan: Plan) -> SafeString:
        return status_label(plan)

    @admin.display(description=_("recommended"), ordering="recommended_count")
    def recommended(self, plan: Plan) -> int:
        return plan.recommended_count  # type: ignore[attr-defined, no-any-return]

    @admin.display(description=_("need information"), ordering="need_information_count")
    def need_information(self, plan: Plan) -> int:
        return plan.need_information_count  # type: ignore[attr-defined, no-any-return]

    @admin.display(description=_("drafted"), ordering="drafted_at")
    def waiting(self, plan: Plan) -> str:
        days = (timezone.localdate() - timezone.localdate(plan.drafted_at)).days
        if not days:
            return str(_("today"))
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}

    @admin.display(description=_("last edited by"), ordering="edited_by__username")
    def last_edited_by(self, plan: Plan) -> str:
        return person_name(plan.edited_by) or "–"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return review.show(request, Plan._meta.pk.to_python(unquote(object_id)))
        except (ValidationError, Http404):  # Django's own page says that there is no such plan
            return super().change_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return update_wrapper(self.admin_site.admin_view(view), view)

        own = [
            path("<int:pk>/items/<int:item>/", guarded(review.edit), name="plan_edit_item"),
            *(
                path(f"<int:pk>/{name}/", guarded(view), name=f"plan_{name}")
                for name, view in review.MOVES.items()
            ),
        ]
        return own + super().get_urls()


def as_stored(term: str) -> str:
    """What somebody types, as it is stored: `P-26-00042-1` and `123-45-67890` are our spellings."""
    term = re.sub(r"\b(\d{3})-(\d{2})-(\d{5})\b", r"\1\2\3", term)
    return re.sub(r"\bP-(?=\d)", "BG-", term, flags=re.IGNORECASE)
