"""Files that companies attach: stored as soon as they arrive, swept when no answer names them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from surveys.answers import files_named
from surveys.forms.files import BEGINNING, check_file, file_name
from surveys.forms.mistakes import Mistake
from surveys.models import (
    DisplacedAnswer,
    Invitation,
    PageAnswers,
    Submission,
    TypedPage,
    Upload,
)

MOST_MEGABYTES = 300
"""Of one company in one wave, files that are to be swept among them."""

KEPT_UNNAMED_FOR = timedelta(days=15)
"""Longer than a session lasts: until then the file may still be on somebody's screen."""


def store_upload(
    *, invitation: Invitation, question: str, name: str, content: "File[bytes]", now: datetime
) -> Upload:
    """Keep a file that was chosen as the answer to `question`. Raises Mistake if it is not taken.

    The same file again is the one that is there: the same form may arrive twice.
    """
    name, size = file_name(name), content.size
    content.seek(0)
    check_file(name, size, content.read(BEGINNING))
    wave, company = invitation.wave, invitation.contact.company
    theirs = Upload.objects.filter(wave=wave, company=company)
    digest = _digest(content)
    same = theirs.filter(question=question, name=name, digest=digest).first()
    if same is not None:
        return same
    if (theirs.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_MEGABYTES * 1024**2:
        raise Mistake(
            _("Your company’s files in this survey would be more than %(most)s MB together."),
            most=MOST_MEGABYTES,
        )
    upload = Upload(
        wave=wave,
        company=company,
        question=question,
        name=name,
        size=size,
        digest=digest,
        uploaded_by=invitation.contact,
        uploaded_at=now,
    )
    upload.file.save(name, content, save=True)
    return upload


def uploads_of(*, invitation: Invitation, keys: Iterable[str]) -> dict[str, Upload]:
    """Those of the keys that name a file of the invited company in this wave."""
    wanted = [key for key in keys if _is_key(key)]
    if not wanted:
        return {}
    found = Upload.objects.filter(
        key__in=wanted, wave=invitation.wave, company=invitation.contact.company_id
    )
    return {str(upload.key): upload for upload in found}


def sweep_uploads(*, now: datetime) -> int:
    """Delete files that no answer names, and has not for some days; returns how many."""
    old = Upload.objects.filter(uploaded_at__lt=now - KEPT_UNNAMED_FOR)
    swept = 0
    by_owner = old.order_by("wave_id", "company_id", "pk")
    for (wave, company), uploads in groupby(by_owner, lambda one: (one.wave_id, one.company_id)):
        named = _named(wave, company)
        for upload in uploads:
            if str(upload.key) not in named:
                _delete(upload)
                swept += 1
    return swept


def _named(wave: int, company: int) -> set[str]:
    """The keys that anything the company said in the wave names, typed but not saved included."""
    theirs = {"response__wave": wave, "response__company": company}
    said: list[object] = [
        *PageAnswers.objects.filter(**theirs).values_list("answers", flat=True),
        *Submission.objects.filter(**theirs).values_list("answers", flat=True),
        *DisplacedAnswer.objects.filter(**theirs).values_list("answer", flat=True),
    ]
    named = {key for one in said for key in files_named(one)}
    kept = TypedPage.objects.filter(invitation__wave=wave, invitation__contact__company=company)
    for typed in kept.values_list("typed", flat=True):
        named.update(value for values in typed.values() for value in values)
    return named


@transaction.atomic
def _delete(upload: Upload) -> None:
    storage, path = upload.file.storage, str(upload.file.name)
    upload.delete()
    transaction.on_commit(lambda: storage.delete(path))


def _digest(content: "File[bytes]") -> str:
    content.seek(0)
    found = hashlib.sha256()
    for chunk in content.chunks():
        found.update(chunk)
    content.seek(0)
    return found.hexdigest()


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
