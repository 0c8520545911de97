"""`manage.py export_xlsform`: a version of a questionnaire as a workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.models import QuestionnaireVersion
from surveys.xlsform import CannotWrite, write_workbook


class Command(BaseCommand):
    help = "Write a version of a questionnaire as an XLSForm workbook; the newest by default."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="of the survey")
        parser.add_argument("--number", type=int, metavar="N", help="of the version")
        parser.add_argument("file", metavar="FILE", type=Path, help="the .xlsx file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        version = _version(options["code"], options["number"])
        try:
            options["file"].write_bytes(write_workbook(version.questionnaire))
        except CannotWrite as error:
            for place, text in error.problems:
                self.stdout.write(f"{place.part} {place.code}, {place.field}: {text.en}")
            raise CommandError("Nothing was written: no workbook can say this.") from error
        except OSError as error:
            raise CommandError(f"The file cannot be written ({error.strerror}).") from error
        which = f"version {version.number} ({version.status})"
        self.stdout.write(f"Wrote {options['code']}, {which}.")


def _version(code: str, number: int | None) -> QuestionnaireVersion:
    versions = QuestionnaireVersion.objects.filter(survey__code=code).order_by("-number")
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.first()
    if version is None:
        which = "" if number is None else f" {number}"
        raise CommandError(f"There is no version{which} of a survey “{code}”.")
    return version
