"""Reading a post that carries files: what is too large is read past, so that the rest arrives."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from surveys.forms.files import MOST_BYTES

_TOO_LARGE = "surveys.too_large_files"


class TooLargeIsSkipped(FileUploadHandler):
    """Goes before the handlers that store; a file too large is left out, and told of."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > MOST_BYTES and self.request is not None:
            too_large_files(self.request)[str(self.field_name)] = str(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one have stored it."""


def too_large_files(request: HttpRequest) -> dict[str, str]:
    """Control → name of the file that was chosen in it and read past."""
    found: dict[str, str] = request.META.setdefault(_TOO_LARGE, {})
    return found
