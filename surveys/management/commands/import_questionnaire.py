"""`manage.py import_questionnaire`: a workbook becomes the next version of its questionnaire."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire
from surveys.services.version_problems import CannotPublish
from surveys.services.versions import publish_version, store_draft
from surveys.xlsform import WorkbookFaults, read_workbook


class Command(BaseCommand):
    help = (
        "Read an XLSForm workbook, and publish it as the next version of its questionnaire. "
        "Faults are listed by cell, and nothing is stored then."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the workbook, an .xlsx file")
        parser.add_argument(
            "--check", action="store_true", help="say what is wrong with it, and store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            questionnaire = self._read(options["file"])
        pages = sum(1 for _ in questionnaire.pages)
        self.stdout.write(f"{questionnaire.code}: {pages} pages, no fault.")
        if not options["check"]:
            self._publish(questionnaire)

    def _read(self, file: Path) -> Questionnaire:
        try:
            return read_workbook(file)
        except WorkbookFaults as found:
            for fault in found.faults:
                self.stdout.write(str(fault))
            raise CommandError(f"Nothing was stored. Faults: {len(found.faults)}.") from found

    @transaction.atomic
    def _publish(self, questionnaire: Questionnaire) -> None:
        latest = (
            QuestionnaireVersion.objects.filter(
                survey__code=questionnaire.code, status=QuestionnaireVersion.Status.PUBLISHED
            )
            .order_by("-number")
            .first()
        )
        if latest is not None and latest.questionnaire.sections == questionnaire.sections:
            self.stdout.write(f"It is version {latest.number} already.")
            return
        try:
            version = publish_version(version=store_draft(questionnaire=questionnaire))
        except CannotPublish as refused:
            blocking = [one.message.en for one in refused.findings if one.is_blocking]
            self.stdout.write("\n".join(blocking))
            raise CommandError(f"Nothing was stored. Faults: {len(blocking)}.") from refused
        self.stdout.write(f"Published as version {version.number}. Choose it in a wave.")
