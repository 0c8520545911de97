"""Companies and their contacts."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from surveys.admin import invitations
from surveys.admin.desk import DeskAdmin
from surveys.models import Company, Contact


@admin.register(Company)
class CompanyAdmin(DeskAdmin[Company]):
    list_display = ["name_ko", "name_en", "registration_number", "mou_signed_on", "moved_in_on"]
    list_filter = ["is_demonstration"]
    search_fields = ["name_ko", "name_en", "registration_number"]


@admin.register(Contact)
class ContactAdmin(DeskAdmin[Contact]):
    list_display = ["email", "name", "company", "language"]
    list_filter = ["language"]
    list_select_related = ["company"]
    autocomplete_fields = ["company"]
    search_fields = ["email", "name", "company__name_ko", "company__name_en"]
    ordering = ["company__name_ko", "email"]
    actions = ["invite"]

    def has_invite_permission(self, request: HttpRequest) -> bool:
        return invitations.may_invite(request)

    @admin.action(description=_("Invite to the open wave"), permissions=["invite"])
    def invite(self, request: HttpRequest, chosen: QuerySet[Contact]) -> None:
        invitations.invite_to_open_wave(request, chosen)
