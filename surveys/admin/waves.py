"""Waves, and who was asked in them."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.admin import invitations
from surveys.admin.desk import DeskAdmin, ReadOnlyAdmin
from surveys.admin.displaced import displaced_in_words
from surveys.models import Invitation, QuestionnaireVersion, Response, Wave


@admin.register(Wave)
class WaveAdmin(DeskAdmin[Wave]):
    list_display = ["title_ko", "title_en", "version", "opens_at", "closes_at"]
    list_select_related = ["version__survey"]
    search_fields = ["code", "title_ko", "title_en"]

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any] | None":
        """Of versions only those that can be chosen, and the one that is."""
        if db_field.name == "version":
            ours = str(request.resolver_match and request.resolver_match.kwargs.get("object_id"))
            waves = Wave.objects.filter(pk=ours) if ours.isdecimal() else Wave.objects.none()
            kwargs["queryset"] = QuestionnaireVersion.objects.filter(
                Q(status=QuestionnaireVersion.Status.PUBLISHED) | Q(pk__in=waves.values("version"))
            ).select_related("survey")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin[Invitation]):
    """Invitations leave through the service that mails their links, never by a form.

    New ones are sent from the list of contacts.
    """

    actions = ["send_again", "revoke"]

    list_display = [
        "contact",
        "wave",
        "added_by",
        "shown_sections",
        "created_at",
        "expires_at",
        "revoked_at",
    ]
    list_select_related = ["contact", "wave__version__survey", "invited_by__contact"]
    list_filter = ["wave"]
    fields = [
        "wave",
        "contact",
        "added_by",
        "shown_sections",
        "created_at",
        "expires_at",
        "revoked_at",
    ]
    search_fields = ["contact__email", "contact__company__name_ko", "contact__company__name_en"]
    ordering = ["-created_at"]

    @admin.display(description=_("invited by"), ordering="invited_by")
    def added_by(self, invitation: Invitation) -> str:
        colleague = invitation.invited_by
        return str(colleague.contact) if colleague else gettext("the city")

    @admin.display(description=_("sections"))
    def shown_sections(self, invitation: Invitation) -> str:
        return invitations.sections_in_words(invitation)

    def has_invite_permission(self, request: HttpRequest) -> bool:
        return invitations.may_invite(request)

    @admin.action(description=_("Send the link again"), permissions=["invite"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        invitations.send_again(request, chosen)

    @admin.action(description=_("Revoke: the link stops working"), permissions=["invite"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        invitations.revoke(request, chosen)


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin[Response]):
    """Who has begun to answer. The answers stay the company's own until it submits them.

    What lost its place in a newer version is no answer that it can submit any more: it is shown.
    """

    list_display = ["company", "wave", "version", "started_at"]
    list_select_related = ["company", "wave", "version__survey"]
    fields = [
        "company",
        "wave",
        "version",
        "started_at",
        "moved_at",
        "moved_by",
        "signatory",
        "answers_without_a_place",
    ]
    list_filter = ["wave"]
    search_fields = ["company__name_ko", "company__name_en", "company__registration_number"]
    ordering = ["-started_at"]

    @admin.display(description=_("answers without a place"))
    def answers_without_a_place(self, response: Response) -> SafeString:
        return displaced_in_words(response)
