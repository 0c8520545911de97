"""Files that come with a page are taken in before anything else of it is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from surveys.forms.controls import file_controls, from_post
from surveys.forms.file_field import upload_name
from surveys.forms.files import Files, StoredFile, file_name, too_large
from surveys.forms.mistakes import Mistake
from surveys.forms.rows import TypedAnswers
from surveys.models import Invitation
from surveys.questionnaire import Page
from surveys.services.uploads import store_upload, uploads_of
from surveys.views.upload_handler import too_large_files


@dataclass(frozen=True, slots=True)
class Taken:
    """A post whose files have been stored: each control holds its file's key."""

    typed: TypedAnswers
    refused: Mapping[str, Mistake]  # control → why its file was not taken


def take_files(request: HttpRequest, *, page: Page, invitation: Invitation, now: datetime) -> Taken:
    """Store the post's files at once, so that an error elsewhere on the page costs none of them."""
    typed = from_post(request.POST)
    refused: dict[str, Mistake] = {}
    skipped = too_large_files(request)
    for name, question in file_controls(page, typed):
        chosen = request.FILES.get(upload_name(name))
        if upload_name(name) in skipped:
            refused[name] = too_large(file_name(skipped[upload_name(name)]))
        elif chosen is not None:
            try:
                upload = store_upload(
                    invitation=invitation,
                    question=question.code,
                    name=chosen.name or "",
                    content=chosen,
                    now=now,
                )
            except Mistake as mistake:
                refused[name] = mistake
            else:
                typed[name] = [str(upload.key)]
    return Taken(typed, refused)


def stored_files(invitation: Invitation, keys: Iterable[str]) -> Files:
    """The company's own files among the keys, with the address where it can fetch them."""
    found = uploads_of(invitation=invitation, keys=keys)
    return {
        key: StoredFile(key, upload.name, upload.size, file_url(key))
        for key, upload in found.items()
    }


def file_url(key: str) -> str:
    return reverse("surveys:file", args=[key])
