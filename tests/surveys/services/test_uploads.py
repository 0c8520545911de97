"""Files that companies attach: kept as they are, once, and swept when nothing names them."""

import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from surveys.forms.mistakes import Mistake
from surveys.models import Invitation, PageAnswers, Response, Submission, TypedPage, Upload
from surveys.models.responses import DisplacedAnswer
from surveys.services import uploads
from surveys.services.uploads import KEPT_UNNAMED_FOR, store_upload, sweep_uploads, uploads_of
from surveys.tasks import sweep_unnamed_uploads
from tests.factories import InvitationFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def invitation() -> Invitation:
    return InvitationFactory()


def stored(invitation: Invitation, content: bytes = PDF, **more: Any) -> Upload:
    given = {"question": "plan", "name": "계획.pdf", "now": timezone.now(), **more}
    return store_upload(invitation=invitation, content=ContentFile(content), **given)


def test_a_file_lies_under_a_name_of_ours_and_is_known_by_its_own(invitation: Invitation) -> None:
    upload = stored(invitation, name="../계획.pdf")
    assert (upload.name, upload.size, upload.question) == ("계획.pdf", len(PDF), "plan")
    assert upload.file.name == f"{upload.key.hex[:2]}/{upload.key.hex}"
    path = Path(upload.file.path)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (PDF, 0o600)
    assert upload.uploaded_by == invitation.contact


def test_the_same_file_again_is_the_one_that_is_there(invitation: Invitation) -> None:
    first = stored(invitation)
    assert stored(invitation) == first
    assert stored(invitation, PDF + b"!") != first
    assert stored(invitation, question="other") != first
    assert stored(invitation, name="other.pdf") != first


def test_what_is_not_taken_is_not_stored(invitation: Invitation) -> None:
    with pytest.raises(Mistake):
        stored(invitation, b"MZ")
    assert Upload.objects.count() == 0


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(("size", "is_taken"), [(0, True), (1, False)])
def test_a_company_s_files_have_a_limit_together(
    invitation: Invitation, monkeypatch: pytest.MonkeyPatch, size: int, is_taken: bool
) -> None:
    monkeypatch.setattr(uploads, "MOST_MEGABYTES", 1)
    stored(invitation)
    rest = PDF + b"x" * (1024**2 - 2 * len(PDF) + size)
    if is_taken:
        stored(invitation, rest)
        return
    with pytest.raises(Mistake) as refused:
        stored(invitation, rest)
    assert "1 MB together" in refused.value.in_words(str)
    stored(InvitationFactory(wave=invitation.wave), rest)  # another company's are its own


def test_only_the_company_s_own_files_of_the_wave_are_found(invitation: Invitation) -> None:
    own = stored(invitation)
    stranger = stored(InvitationFactory(wave=invitation.wave))
    earlier = stored(InvitationFactory(contact=invitation.contact))
    keys = [str(own.key), str(stranger.key), str(earlier.key), "no key", ""]
    assert uploads_of(invitation=invitation, keys=keys) == {str(own.key): own}


# --- Sweeping -------------------------------------------------------------------------------------


def swept(now: datetime | None = None) -> int:
    """How many are swept at `now`, or else when everything is old enough to be."""
    return sweep_uploads(now=now or timezone.now() + KEPT_UNNAMED_FOR + timedelta(seconds=1))


def test_a_file_that_nothing_names_is_swept_after_some_days(
    invitation: Invitation, django_capture_on_commit_callbacks: Any
) -> None:
    upload = stored(invitation)
    assert swept(upload.uploaded_at + KEPT_UNNAMED_FOR) == 0
    assert Path(upload.file.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert swept(upload.uploaded_at + KEPT_UNNAMED_FOR + timedelta(seconds=1)) == 1
    assert Upload.objects.count() == 0
    assert not Path(upload.file.path).exists()
    assert swept() == 0


def response_of(invitation: Invitation) -> Response:
    wave = invitation.wave
    return Response.objects.create(
        wave=wave, company=invitation.contact.company, version=wave.version
    )


def name_in_page(invitation: Invitation, answer: object) -> None:
    PageAnswers.objects.create(
        response=response_of(invitation),
        page="p",
        answers={"rows": [{"advert": answer}]},
        saved_at=timezone.now(),
    )


def name_in_submission(invitation: Invitation, answer: object) -> None:
    Submission.objects.create(
        response=response_of(invitation),
        number=1,
        reference="BG-1",
        version=invitation.wave.version,
        answers={"plan": answer},
        answers_digest="x",
        submitted_at=timezone.now(),
    )


def name_in_displaced(invitation: Invitation, answer: object) -> None:
    DisplacedAnswer.objects.create(
        response=response_of(invitation),
        version=invitation.wave.version,
        code="plan",
        answer=answer,
        displaced_at=timezone.now(),
    )


def name_in_typed(invitation: Invitation, answer: Any) -> None:
    TypedPage.objects.create(
        invitation=invitation, page="p", typed={"plan": [answer["file"]]}, kept_at=timezone.now()
    )


@pytest.mark.parametrize(
    "name_it", [name_in_page, name_in_submission, name_in_displaced, name_in_typed]
)
def test_a_file_that_anything_names_stays(invitation: Invitation, name_it: Any) -> None:
    named, other = stored(invitation), stored(invitation, question="other")
    stranger = stored(InvitationFactory(wave=invitation.wave))
    name_it(invitation, {"file": str(named.key), "name": named.name})
    assert swept() == 2
    assert list(Upload.objects.all()) == [named]
    assert other != stranger


def test_the_nightly_task_sweeps(invitation: Invitation) -> None:
    long_ago = timezone.now() - KEPT_UNNAMED_FOR - timedelta(days=1)
    stored(invitation, now=long_ago)
    stored(invitation, question="other")
    sweep_unnamed_uploads()
    assert [one.question for one in Upload.objects.all()] == ["other"]
