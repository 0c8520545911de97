"""A stored file as a response: to be saved, never to be shown as a page of this site."""

from django.http import FileResponse, Http404

from surveys.models import Upload


def attachment(upload: Upload) -> FileResponse:
    """The file under the name that it came with. Raises Http404 where it does not lie any more."""
    try:
        content = upload.file.open("rb")
    except FileNotFoundError as problem:
        raise Http404 from problem
    response = FileResponse(
        content,
        as_attachment=True,
        filename=upload.name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
