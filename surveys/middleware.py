"""What happens to every request before a view sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from surveys.views.problems import too_large

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def post_size(get_response: GetResponse) -> GetResponse:
    """Answer a post that is too large with a page of our own, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        is_upload = (request.content_type or "").startswith("multipart/")
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not is_upload:
            return too_large(request)
        return get_response(request)

    return middleware
