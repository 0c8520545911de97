"""Digests: who gets one, and those that were sent."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from support_plans.models import Digest, DigestSubscription
from support_plans.periods import Period
from support_plans.services.digest import html_of
from surveys.admin.desk import DeskAdmin, ReadOnlyAdmin
from surveys.language import in_words


@admin.register(DigestSubscription)
class DigestSubscriptionAdmin(DeskAdmin[DigestSubscription]):
    list_display = ["user", "language", "is_active"]
    list_select_related = ["user"]
    list_filter = ["is_active", "language"]


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin[Digest]):
    """A manager sees their own: it leads to what its reader may open."""

    list_display = ["period", "user", "created_at", "mail_link"]
    list_select_related = ["subscription__user"]
    fields = ["period", "user", "created_at", "mail_link"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        digests = super().get_queryset(request)
        if request.user.is_superuser:
            return digests
        return digests.filter(subscription__user=request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        mail = self.admin_site.admin_view(self.mail_view)
        return [path("<int:pk>/mail/", mail, name="digest_mail"), *super().get_urls()]

    def mail_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The mail as its reader got it, for longer than the outbox keeps it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        digests = self.get_queryset(request).select_related("subscription__user")
        return HttpResponse(html_of(get_object_or_404(digests, pk=pk)))

    @admin.display(description=_("period"), ordering="starts_on")
    def period(self, digest: Digest) -> str:
        return in_words(Period(digest.starts_on).words)

    @admin.display(description=_("manager"), ordering="subscription__user__username")
    def user(self, digest: Digest) -> str:
        return str(digest.subscription.user)

    @admin.display(description=_("mail"))
    def mail_link(self, digest: Digest) -> SafeString:
        url = reverse("admin:digest_mail", args=[digest.pk])
        return format_html('<a class="desk-link" href="{}">{}</a>', url, _("Read the digest"))
