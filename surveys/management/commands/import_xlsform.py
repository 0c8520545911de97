"""`manage.py import_xlsform`: a workbook becomes a draft, or the next version, of its survey."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from surveys.models import QuestionnaireVersion
from surveys.questionnaire import Questionnaire
from surveys.services.version_problems import CannotPublish
from surveys.services.versions import earlier_types, publish_version, store_draft
from surveys.xlsform import (
    Fault,
    Imported,
    Notice,
    WorkbookFaults,
    read_workbook,
    said_once,
)


class Command(BaseCommand):
    help = (
        "Read an XLSForm workbook and store it as a draft of its questionnaire. Faults are listed "
        "by cell, and nothing is stored then; notices say what is not asked quite as written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="an .xlsx or .xls file")
        parser.add_argument(
            "--check", action="store_true", help="say what is wrong with it, and store nothing"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish it as the next version at once"
        )
        parser.add_argument(
            "--json", action="store_true", help="print all of it as one JSON object"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        imported = self._read(options["file"], as_json=options["json"])
        questionnaire = imported.questionnaire
        done = "Nothing was stored."
        if options["publish"] and not options["check"]:
            done = _publish(questionnaire)
        elif not options["check"]:
            draft = store_draft(questionnaire=questionnaire)
            done = f"Stored as version {draft.number}, a draft. Publish it at the desk."
        if options["json"]:
            self._write_json(questionnaire, (), imported.notices)
            return
        for notice in imported.notices:
            self.stdout.write(f"Notice: {notice}")
        self.stdout.write(f"{_described(questionnaire)}, no fault. {done}")

    def _read(self, file: Path, *, as_json: bool) -> Imported:
        try:
            return read_workbook(file, earlier_types)
        except WorkbookFaults as found:
            if as_json:
                self._write_json(None, found.faults, found.notices)
            else:
                for fault in said_once(found.faults):
                    self.stdout.write(str(fault))
            raise CommandError(f"Nothing was stored. Faults: {len(found.faults)}.") from found

    def _write_json(
        self,
        questionnaire: Questionnaire | None,
        faults: Iterable[Fault],
        notices: Iterable[Notice],
    ) -> None:
        said = {
            "questionnaire": None if questionnaire is None else _summary(questionnaire),
            "faults": [asdict(fault) for fault in faults],
            "notices": [asdict(notice) for notice in notices],
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))


def _described(questionnaire: Questionnaire) -> str:
    pages, questions = len(questionnaire.pages), len(questionnaire.questions_by_code)
    return f"{questionnaire.code}: {pages} pages, {questions} questions"


def _summary(questionnaire: Questionnaire) -> dict[str, object]:
    return {
        "code": questionnaire.code,
        "title": questionnaire.title.to_json(),
        "sections": len(questionnaire.sections),
        "pages": len(questionnaire.pages),
        "questions": len(questionnaire.questions_by_code),
    }


@transaction.atomic
def _publish(questionnaire: Questionnaire) -> str:
    latest = (
        QuestionnaireVersion.objects.filter(
            survey__code=questionnaire.code, status=QuestionnaireVersion.Status.PUBLISHED
        )
        .order_by("-number")
        .first()
    )
    if latest is not None and latest.questionnaire.sections == questionnaire.sections:
        return f"It is version {latest.number} already."
    draft = store_draft(questionnaire=questionnaire)
    try:
        version = publish_version(version=draft)
    except CannotPublish as error:
        raise CommandError(error.sentence) from error
    return f"Published as version {version.number}. Choose it in a wave."
