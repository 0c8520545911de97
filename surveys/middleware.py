"""What happens to every request before a view sees it."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from surveys.forms.files import MOST_BYTES
from surveys.views.problems import files_too_large, too_large, unreadable

MOST_READ = 12 * MOST_BYTES
"""Of a post with files. Up to this much is read past a file that is too large, to keep the rest."""

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def no_nul(get_response: GetResponse) -> GetResponse:
    """Refuse NUL in the address and in cookies: PostgreSQL takes none, and nobody types one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if any("\0" in text for text in _address_and_cookies(request)):
            return unreadable(request)
        return get_response(request)

    return middleware


def _address_and_cookies(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield unquote(request.META.get("QUERY_STRING", ""))
    for name, value in request.COOKIES.items():
        yield name
        yield value


def post_size(get_response: GetResponse) -> GetResponse:
    """Answer a post that is too large or cannot be read with a page of our own.

    It is read here, because what is raised further in never comes back to a middleware.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        is_upload = (request.content_type or "").startswith("multipart/")
        if is_upload and size > MOST_READ:
            return files_too_large(request)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not is_upload:
            return too_large(request)
        try:
            _ = request.POST
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_large(request)
        except (BadRequest, MultiPartParserError, UnreadablePostError):
            return unreadable(request)
        return get_response(request)

    return middleware
