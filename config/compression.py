"""Pages compressed on their way out."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class GZipPages(GZipMiddleware):
    """Pages and nothing else: WhiteNoise has compressed the static files, companies their own.

    That pages may be compressed at all: see docs/decisions/0023.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
