"""Files on the company's page: stored at once, kept through every mishap, given out to its own."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from surveys.forms.files import MOST_BYTES
from surveys.models import Invitation, PageAnswers, Submission, TypedPage, Upload
from surveys.models.links import new_token, token_hash
from surveys.questionnaire import Question, QuestionType, Section
from surveys.services.invite import revoke
from surveys.views.upload_handler import too_large_files
from tests.every_type import EVERY_TYPE, FILES
from tests.factories import InvitationFactory, WaveFactory, published_version
from tests.factories import submission as another_submission
from tests.support_plans.admin.desk import signed_in
from tests.surveys.views.conftest import Browser

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a plan"
COUNT = Question("count", QuestionType.INTEGER, EVERY_TYPE.title)


@pytest.fixture
def invitation(token: str) -> Invitation:
    """A survey of one page: two files, one of them optional, and a number."""
    page = replace(FILES, questions=(*FILES.questions, COUNT))
    section = Section("s", EVERY_TYPE.title, (page,))
    version = published_version(replace(EVERY_TYPE, sections=(section,)))
    return InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))


def file(name: str = "계획.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hidden(response: Any) -> dict[str, str]:
    """What the form on the screen carries along, the key of each file included."""
    context = response.context
    names = ("ticket", "revision", "restored", "against")
    carried = {name: str(context[name] or "") for name in names}
    typed = context["form"].typed
    return carried | {name: typed[name][0] for name in ("plan", "brochure") if name in typed}


def errors(response: Any) -> list[str]:
    return list(response.context["form"].errors)


def stored_plan() -> dict[str, str]:
    [saved] = PageAnswers.objects.all()
    answer: dict[str, str] = saved.answers["plan"]
    return answer


def test_a_file_is_stored_with_its_page(company: Browser) -> None:
    response = company.send("files", {"plan__file": file(), "count": "3"})
    assert response.status_code == 302
    upload = Upload.objects.get()
    assert stored_plan() == {"file": str(upload.key), "name": "계획.pdf"}


def test_a_file_is_kept_though_another_answer_has_an_error(company: Browser) -> None:
    response = company.send("files", {"plan__file": file(), "count": "many"})
    assert errors(response) == ["count"]
    body = response.content.decode()
    assert "계획.pdf" in body
    assert 'enctype="multipart/form-data"' in body
    again = company.send("files", {"count": "3"}, hidden(response))
    assert again.status_code == 302
    assert stored_plan()["file"] == str(Upload.objects.get().key)


def test_a_file_is_replaced_by_another_and_can_be_removed(company: Browser) -> None:
    company.send("files", {"plan__file": file(), "count": "3"})
    shown = company.show("files")
    newer = {"plan__file": file("새 계획.pdf", PDF + b"!"), "count": "3"}
    assert company.send("files", newer, hidden(shown)).status_code == 302
    assert stored_plan()["name"] == "새 계획.pdf"
    shown = company.show("files")
    removed = company.send("files", {"row_action": "discard:plan", "count": "4"}, hidden(shown))
    assert removed.status_code == 200
    assert 'value="4"' in removed.content.decode()
    missing = company.send("files", {"count": "4"}, hidden(removed))
    assert errors(missing) == ["plan"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (file("계획.exe"), "is not a kind of file that we take"),
        (file(content=b"MZ"), "is not what its name says"),
        (file(content=PDF + b"x" * MOST_BYTES), "is larger than 10 MB"),
        (file(content=PDF + b"x" * 3 * MOST_BYTES), "is larger than 10 MB"),
    ],
    ids=["ending", "content", "size", "size by far"],
)
def test_a_file_that_is_not_taken_costs_nothing_else(
    company: Browser, chosen: SimpleUploadedFile, words: str
) -> None:
    first = company.send("files", {"brochure__file": file("안내.pdf"), "count": "many"})
    response = company.send("files", {"plan__file": chosen, "count": "7"}, hidden(first))
    assert response.status_code == 200
    assert errors(response) == ["plan"]
    body = response.content.decode()
    assert words in body
    assert 'value="7"' in body
    assert "안내.pdf" in body
    assert Upload.objects.count() == 1


def test_a_refused_file_leaves_the_one_before_it(company: Browser) -> None:
    company.send("files", {"plan__file": file(), "count": "3"})
    shown = company.show("files")
    refused = company.send("files", {"plan__file": file("x.exe"), "count": "3"}, hidden(shown))
    assert errors(refused) == ["plan"]
    assert "계획.pdf" in refused.content.decode()
    assert company.send("files", {"count": "3"}, hidden(refused)).status_code == 302
    assert stored_plan()["name"] == "계획.pdf"


def test_the_same_form_twice_is_no_conflict(company: Browser) -> None:
    form = company.hidden("files")
    for _again in range(2):
        response = company.send("files", {"plan__file": file(), "count": "3"}, form)
        assert response.status_code == 302
    assert Upload.objects.count() == 1


def test_a_conflict_keeps_the_file_and_names_it(company: Browser, colleague: Browser) -> None:
    form = company.hidden("files")
    colleague.send("files", {"plan__file": file("동료.pdf"), "count": "3"}, form)
    response = company.send("files", {"plan__file": file(), "count": "3"}, form)
    assert response.status_code == 409
    [conflict] = response.context["conflict"]
    assert (conflict.mine.en, conflict.theirs.en) == ("계획.pdf", "동료.pdf")
    assert company.send("files", {"count": "3"}, hidden(response)).status_code == 302
    assert stored_plan()["name"] == "계획.pdf"


def test_a_lost_session_keeps_the_file(company: Browser) -> None:
    form = company.hidden("files")
    company.lose_session()
    lost = company.send("files", {"plan__file": file(), "count": "3"}, form)
    assert lost.status_code == 403
    assert TypedPage.objects.get().typed["plan"] == [str(Upload.objects.get().key)]
    company.come_in()
    back = company.show("files")
    assert "계획.pdf" in back.content.decode()
    assert company.send("files", {"count": "3"}, hidden(back)).status_code == 302
    assert stored_plan()["name"] == "계획.pdf"


def test_a_wave_that_closes_meanwhile_keeps_the_file_once(
    company: Browser, invitation: Invitation
) -> None:
    form = company.hidden("files")
    wave = invitation.wave
    wave.closes_at = timezone.now() - timedelta(seconds=1)
    wave.save()
    large = file(content=PDF + b"x" * 3_000_000)  # one that Django puts on disk while it arrives
    closed = company.send("files", {"plan__file": large, "count": "3"}, form)
    assert closed.status_code == 409
    assert Upload.objects.count() == 1
    assert TypedPage.objects.get().typed["plan"] == [str(Upload.objects.get().key)]


def test_a_forged_ticket_stores_no_file(company: Browser) -> None:
    company.lose_session()
    company.send("files", {"plan__file": file(), "count": "3"}, {"ticket": "forged"})
    assert Upload.objects.count() == 0


def test_a_file_for_no_control_of_the_page_is_not_stored(company: Browser) -> None:
    company.send("files", {"count__file": file(), "other__file": file(), "count": "3"})
    assert Upload.objects.count() == 0


def test_a_file_in_a_row_is_stored_and_moves_with_its_row(token: str) -> None:
    rows = Section("s", EVERY_TYPE.title, (EVERY_TYPE.pages_by_code["rows"],))
    version = published_version(replace(EVERY_TYPE, sections=(rows,)))
    InvitationFactory(wave=WaveFactory(version=version), token_hash=token_hash(token))
    browser = Browser(token)
    browser.come_in()
    sent = {"openings-rows": "2", "openings-1-job": "B", "openings-1-advert__file": file()}
    removed = browser.send("rows", {**sent, "row_action": "remove:openings:0"})
    key = str(Upload.objects.get().key)
    assert removed.context["form"].typed["openings-0-advert"] == [key]
    assert Upload.objects.get().question == "advert"


def test_a_file_that_is_too_large_is_read_past_and_the_rest_is_read() -> None:
    large = file("large.pdf", PDF + b"x" * MOST_BYTES)
    data = {"a__file": large, "b__file": file(), "count": "3"}
    request = RequestFactory().post("/", data)
    assert request.POST["count"] == "3"
    assert list(request.FILES) == ["b__file"]
    assert too_large_files(request) == {"a__file": "large.pdf"}
    request.close()


# --- Given out ------------------------------------------------------------------------------------


@pytest.fixture
def upload(company: Browser) -> Upload:
    company.send("files", {"plan__file": file(), "count": "3"})
    return Upload.objects.get()


def url(upload: Upload) -> str:
    return reverse("surveys:file", args=[upload.key])


def test_a_file_is_saved_never_shown(company: Browser, upload: Upload) -> None:
    response = company.get(url(upload))
    assert b"".join(response) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    assert company.post(url(upload)).status_code == 405


def test_a_colleague_with_a_link_of_their_own_may_fetch_it(
    invitation: Invitation, upload: Upload
) -> None:
    token = new_token()
    InvitationFactory(
        wave=invitation.wave,
        contact__company=invitation.contact.company,
        token_hash=token_hash(token),
    )
    colleague = Browser(token)
    colleague.come_in()
    assert b"".join(colleague.get(url(upload))) == PDF


@pytest.fixture
def strangers(invitation: Invitation) -> list[Browser]:
    """Another company in the same wave, and the same company in another wave."""
    tokens = new_token(), new_token()
    InvitationFactory(wave=invitation.wave, token_hash=token_hash(tokens[0]))
    InvitationFactory(
        wave=WaveFactory(), contact=invitation.contact, token_hash=token_hash(tokens[1])
    )
    browsers = [Browser(token) for token in tokens]
    for browser in browsers:
        browser.come_in()
    return browsers


def test_nobody_else_may_fetch_it_or_name_it(upload: Upload, strangers: list[Browser]) -> None:
    for stranger in strangers:
        assert stranger.get(url(upload)).status_code == 404
    [other, _] = strangers
    forged = other.send("files", {"plan": str(upload.key), "count": "3"})
    assert errors(forged) == ["plan"]
    assert upload.name not in forged.content.decode()


def test_without_a_session_there_is_no_file(company: Browser, upload: Upload) -> None:
    company.lose_session()
    assert company.get(url(upload)).status_code == 403


def test_whose_invitation_was_taken_back_may_not_fetch_it_any_more(
    company: Browser, invitation: Invitation, upload: Upload
) -> None:
    revoke(invitation=invitation, now=timezone.now())
    assert company.get(url(upload)).status_code == 410


def test_there_is_no_other_address_for_it(company: Browser, upload: Upload, settings: Any) -> None:
    """It lies outside what the web server gives out, and no address is made of its name."""
    stored = Path(upload.file.path)
    assert upload.key.version == 4  # drawn at random
    assert stored.name == upload.key.hex
    assert Path(settings.STATIC_ROOT) not in stored.parents
    for address in (f"/{upload.file.name}", f"/media/{upload.file.name}", f"/{upload.name}"):
        assert company.get(address).status_code == 404


def test_a_page_in_disguise_is_given_out_as_a_file_and_nothing_else(company: Browser) -> None:
    """A text may hold anything; no browser takes it for a page of ours."""
    page = b"<html><script>alert(1)</script></html>"
    company.send("files", {"plan__file": file("page.txt", page), "count": "3"})
    response = company.get(url(Upload.objects.get()))
    assert b"".join(response) == page
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="page.txt"'


def test_a_file_that_does_not_lie_there_any_more(company: Browser, upload: Upload) -> None:
    upload.file.storage.delete(upload.file.name)
    assert company.get(url(upload)).status_code == 404


def test_check_answers_links_the_file(company: Browser, upload: Upload) -> None:
    page = company.get(reverse("surveys:check")).content.decode()
    assert f'<a href="{url(upload)}">계획.pdf</a>' in page


def test_the_submitted_answers_link_the_file_with_its_size(
    company: Browser, submission: Submission, upload: Upload
) -> None:
    kept = reverse("surveys:submitted_answers", args=[submission.reference])
    page = company.get(kept).content.decode()
    assert f'<a href="{url(upload)}">계획.pdf</a> (15\xa0bytes)' in page


# --- At the desk ----------------------------------------------------------------------------------


@pytest.fixture
def submission(company: Browser, upload: Upload) -> Submission:
    company.post(reverse("surveys:submit"))
    return Submission.objects.get()


def desk_url(submission: Submission, key: object) -> str:
    return reverse("admin:surveys_submission_file", args=[submission.pk, key])


def test_officers_fetch_a_file_from_its_submission(submission: Submission, upload: Upload) -> None:
    officer = signed_in("officer")
    page = officer.get(reverse("admin:surveys_submission_change", args=[submission.pk]))
    assert f'<a href="{desk_url(submission, upload.key)}">계획.pdf</a>' in page.content.decode()
    response = officer.get(desk_url(submission, upload.key))
    assert b"".join(response) == PDF  # type: ignore[arg-type]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_officers_fetch_it_from_no_other_company_s_submission(upload: Upload) -> None:
    other = another_submission()
    assert signed_in("officer").get(desk_url(other, upload.key)).status_code == 404


def test_who_has_not_signed_in_at_the_desk_is_asked_to(
    submission: Submission, upload: Upload
) -> None:
    address = desk_url(submission, upload.key)
    asked = Client().get(address)
    assert (asked.status_code, asked["Location"]) == (302, f"/admin/login/?next={address}")


def test_a_file_that_was_not_submitted_stays_the_company_s_own(
    company: Browser, submission: Submission
) -> None:
    shown = company.show("files")
    company.send("files", {"plan__file": file("초안.pdf", PDF + b"?"), "count": "3"}, hidden(shown))
    draft = Upload.objects.get(name="초안.pdf")
    assert signed_in("officer").get(desk_url(submission, draft.key)).status_code == 404


def test_without_the_permission_there_is_no_file(submission: Submission, upload: Upload) -> None:
    assert signed_in(name="somebody").get(desk_url(submission, upload.key)).status_code == 403
