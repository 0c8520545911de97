"""`manage.py send_digests`: what the schedule does every hour, by hand."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from support_plans.periods import CITY, Period
from support_plans.services.city import count_city
from support_plans.services.digest import due_subscriptions, page_for, send_due_digests


class Command(BaseCommand):
    help = "Queue the managers' digests that are due. Running it again sends nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--now",
            metavar="TIME",
            help="pretend that it is this time, such as 2026-11-23T08:00 (Asia/Seoul)",
        )
        parser.add_argument("--user", metavar="NAME", help="this manager's digest only")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be sent, and send nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = _moment(options["now"])
        if options["dry_run"]:
            self._tell(now, options["user"])
            return
        sent = send_due_digests(now=now, username=options["user"])
        self.stdout.write(f"Digests queued: {sent}")

    def _tell(self, now: datetime, username: str | None) -> None:
        waiting = list(due_subscriptions(now=now, username=username))
        if waiting:
            figures = count_city(period=Period.last_full_week(now), now=now)
            for one in waiting:
                page = page_for(one, figures)
                self.stdout.write(f"{one.user} <{one.user.email}>, {page.period}: {page.subject}")
        self.stdout.write(f"Digests that would be queued: {len(waiting)}")


def _moment(given: str | None) -> datetime:
    if given is None:
        return timezone.now()
    try:
        moment = parse_datetime(given)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{given} is no time. Write one like 2026-11-23T08:00.")
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=CITY)
