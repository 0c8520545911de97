"""The content security policy of each part of the site."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy


class ContentSecurity(CSPMiddleware):
    """The strict policy everywhere; under the admin the one that its Alpine.js can run with."""

    admin_prefix = reverse_lazy("admin:index")

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(str(self.admin_prefix)) and not report_only:
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
