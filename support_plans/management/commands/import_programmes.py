"""`manage.py import_programmes`: a catalogue of support programmes comes into force."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from support_plans.matching.catalogue import Catalogue, CatalogueFaults, read_catalogue
from support_plans.services.catalogue import bring_in_force


class Command(BaseCommand):
    help = (
        "Read a catalogue of programmes from TOML, and bring those in force that are new. "
        "A programme that is there already is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the catalogue, a .toml file")
        parser.add_argument(
            "--from",
            dest="from_day",
            metavar="YYYY-MM-DD",
            type=_day,
            help="the first day they are in force; today, if not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = self._read(options["file"])
        from_day = options["from_day"] or timezone.localdate()
        made = bring_in_force(catalogue=catalogue, from_day=from_day)
        left = len(catalogue.programmes) - len(made)
        self.stdout.write(f"In force from {from_day}: {len(made)}. There already: {left}.")

    def _read(self, file: Path) -> Catalogue:
        try:
            return read_catalogue(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not a text in UTF-8.") from error
        except CatalogueFaults as found:
            for fault in found.faults:
                self.stdout.write(str(fault))
            raise CommandError(f"Nothing was stored. Faults: {len(found.faults)}.") from found


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ArgumentTypeError(f"{given} is no day. Write one like 2027-01-31.") from error
