"""Workbooks at the desk: read with everything said of them before anything is stored; written.

The file itself travels in the page that shows what is in it, packed, and comes back with the button
that stores it. Nothing is kept between the two, and whatever comes back is read anew.
"""

import base64
import binascii
import csv
import io
import zlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from surveys.admin.questionnaires.access import for_readers, may_write, person
from surveys.admin.questionnaires.addresses import version_url
from surveys.admin.questionnaires.page_context import Crumb, page_context
from surveys.differences import Difference, differences
from surveys.language import in_words
from surveys.models import QuestionnaireVersion, Survey
from surveys.questionnaire import Questionnaire
from surveys.services.versions import earlier_types, store_draft
from surveys.xlsform import (
    CannotWrite,
    Fault,
    Notice,
    WorkbookFaults,
    read_workbook,
    write_workbook,
)

LARGEST_FILE = 5_000_000
LARGEST_PACKED = 900_000  # a form may hold a little more (DATA_UPLOAD_MAX_MEMORY_SIZE)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("An XLSForm workbook, .xlsx or .xls."),
        widget=forms.FileInput({"accept": ".xlsx,.xls"}),
    )

    def clean_workbook(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Take pictures out of it, and try again.")
            )
        return file


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook holds: a questionnaire with notices, or faults."""

    name: str
    packed: str
    questionnaire: Questionnaire | None = None
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_too_large_to_store(self) -> bool:
        return len(self.packed) > LARGEST_PACKED


@require_http_methods(["GET", "HEAD", "POST"])
def import_workbook(request: HttpRequest) -> HttpResponse:
    """Asks for a file; then shows what is in it; then stores it as a draft."""
    if not may_write(request):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, UploadForm())
    if "packed" in request.POST:
        return _with_known_file(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    file: UploadedFile[Any] = form.cleaned_data["workbook"]
    return _show(request, _read(file.name or "", file.read()))


def _with_known_file(request: HttpRequest) -> HttpResponse:
    try:
        data = unpacked(request.POST["packed"])
    except ValueError:
        messages.error(request, _("The file got lost on the way. Choose it again."))
        return redirect(reverse("admin:questionnaire_import"))
    reading = _read(request.POST.get("name", ""), data)
    if request.POST.get("do") == "csv":
        return _as_csv(reading)
    if reading.questionnaire is None:
        return _show(request, reading)
    draft = store_draft(questionnaire=reading.questionnaire, by=person(request))
    messages.success(request, _("Stored as a draft. Nobody is asked it until it is published."))
    return redirect(version_url(draft))


def _read(name: str, data: bytes) -> Reading:
    source = io.BytesIO(data)
    source.name = name
    packed = base64.b64encode(zlib.compress(data, 9)).decode()
    try:
        found = read_workbook(source, earlier_types)
    except WorkbookFaults as refusal:
        return Reading(name, packed, notices=refusal.notices, faults=refusal.faults)
    return Reading(name, packed, found.questionnaire, found.notices)


def unpacked(packed: str) -> bytes:
    """The file that the page carried. Raises ValueError where that is none of ours."""
    if len(packed) > LARGEST_PACKED:
        raise ValueError
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(base64.b64decode(packed, validate=True), LARGEST_FILE)
    except (binascii.Error, zlib.error) as error:
        raise ValueError from error
    if not unpacking.eof:
        raise ValueError
    return data


def _as_csv(reading: Reading) -> HttpResponse:
    """Every fault and notice with its cell, for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="workbook-faults.csv"'
    rows = csv.writer(response)
    rows.writerow([_("Severity"), _("Sheet"), _("Row"), _("Column"), _("Heading"), _("Message")])
    for severity, found in ((_("Fault"), reading.faults), (_("Notice"), reading.notices)):
        for one in found:
            cells = [severity, one.sheet, one.row or "", one.column, one.header, one.message]
            rows.writerow([_harmless(str(cell)) for cell in cells])
    return response


def _harmless(cell: str) -> str:
    """A cell of somebody's file must not become a formula in somebody else's spreadsheet."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _ask(request: HttpRequest, form: UploadForm) -> HttpResponse:
    context = {**_around(request), "form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/surveys/import.html", context, status=status)


def _show(request: HttpRequest, reading: Reading) -> HttpResponse:
    questionnaire = reading.questionnaire
    newest = _newest(questionnaire) if questionnaire else None
    context = {
        **_around(request),
        "reading": reading,
        "newest": newest,
        "differences": _against(newest, questionnaire),
        "counts": _counts(questionnaire) if questionnaire else None,
    }
    status = 200 if questionnaire else 422
    return render(request, "admin/surveys/import_preview.html", context, status=status)


def _newest(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    survey = Survey.objects.filter(code=questionnaire.code).first()
    versions = QuestionnaireVersion.objects.select_related("survey").order_by("-number")
    return versions.filter(survey=survey).first() if survey else None


def _against(
    newest: QuestionnaireVersion | None, questionnaire: Questionnaire | None
) -> tuple[Difference, ...]:
    if newest is None or questionnaire is None:
        return ()
    return differences(newest.questionnaire, questionnaire)


def _counts(questionnaire: Questionnaire) -> dict[str, int]:
    return {
        "sections": len(questionnaire.sections),
        "pages": len(questionnaire.pages),
        "questions": sum(len(page.questions) for page in questionnaire.pages),
    }


def _around(request: HttpRequest) -> dict[str, Any]:
    title = _("From a workbook")
    return page_context(request, None, title, [Crumb(title, reverse("admin:questionnaire_import"))])


@for_readers
@require_safe
def download_workbook(request: HttpRequest, version: QuestionnaireVersion) -> HttpResponse:
    try:
        book = write_workbook(version.questionnaire)
    except CannotWrite as problem:
        for place, text in problem.problems:
            messages.error(request, f"{place.code}: {in_words(text)}")
        return redirect(version_url(version))
    response = HttpResponse(book, content_type=XLSX)
    name = f"{version.survey.code}-v{version.number}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
