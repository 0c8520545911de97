"""Files that somebody chooses in a preview: named in it, and stored nowhere."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest

from surveys.forms.controls import file_controls, from_post
from surveys.forms.file_field import upload_name
from surveys.forms.files import Files, StoredFile, file_name
from surveys.forms.rows import TypedAnswers
from surveys.questionnaire import Page


def typed_with_files(request: HttpRequest | None, page: Page) -> tuple[TypedAnswers, Files]:
    """What was posted, with a key in place of each file that came along."""
    if request is None:
        return {}, {}
    typed = from_post(request.POST)
    files: dict[str, StoredFile] = {}
    for name, _question in file_controls(page, typed):
        chosen = request.FILES.get(upload_name(name))
        if chosen is not None:
            given = file_name(chosen.name or "")
            key = str(uuid5(NAMESPACE_URL, f"{name}/{given}"))
            files[key] = StoredFile(key, given, chosen.size or 0)
            typed[name] = [key]
    return typed, files


def files_in(answers: Mapping[str, Any]) -> Files:
    """The files that earlier pages of the preview named, so that their names are shown again."""
    return {
        str(one["file"]): StoredFile(str(one["file"]), str(one.get("name", "")), 0)
        for one in _walk(answers)
        if "file" in one
    }


def _walk(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
