"""The queue's filters. Each is one parameter of the address, so that a filtered queue is a link."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from support_plans.admin.waiting import PARAMETER, WAITING
from support_plans.admin.words import option_labels
from support_plans.models import Plan
from surveys.models import Company


class WaitingFilter(admin.SimpleListFilter):
    title = _("waiting for")
    parameter_name = PARAMETER

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[str, Any]]:
        return [(one.code, one.title) for one in WAITING]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Plan]) -> QuerySet[Plan]:
        chosen = next((one for one in WAITING if one.code == self.value()), None)
        return queryset.filter(status__in=chosen.statuses) if chosen else queryset


class _CompanyFilter(admin.SimpleListFilter):
    """By a code of the company, offered in the words of the questionnaire that asks for it."""

    column: str
    question: str

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[str, Any]]:
        labels = option_labels(self.question)
        if labels:
            return list(labels.items())
        codes = Company.objects.exclude(**{self.column: ""}).order_by(self.column)
        return [(code, code) for code in codes.values_list(self.column, flat=True).distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Plan]) -> QuerySet[Plan]:
        chosen = self.value()
        return queryset.filter(**{f"company__{self.column}": chosen}) if chosen else queryset


class FieldFilter(_CompanyFilter):
    title = _("AI field")
    parameter_name = column = "field"
    question = "ai_field"


class SizeFilter(_CompanyFilter):
    title = _("size class")
    parameter_name = "size"
    column = question = "size_class"
