"""`manage.py demo`: the demonstration city, ready to be tried."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import override

from support_plans.demonstration.city import set_up_city
from support_plans.demonstration.faces import demonstration_faces
from support_plans.demonstration.people import MARK, NamesTaken


class Command(BaseCommand):
    help = (
        "Set up the demonstration city: invented companies, answers and plans. Safe to run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print how to come in as JSON")
        parser.add_argument(
            "--force",
            action="store_true",
            help="set it up although DEBUG is off; passwords are then random and printed once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "This site runs with DEBUG off, so it looks like a real one, and the "
                "demonstration would put invented companies into it. Add --force if that is "
                "what you want."
            )
        try:
            passwords = set_up_city()
        except NamesTaken as taken:
            raise CommandError(
                "The demonstration needs accounts of its own, and these are somebody else's: "
                f"{taken}. Nothing was changed. Rename them; or, if the demonstration may have "
                f"them, password and all, put them into the group “{MARK}”."
            ) from taken
        if not settings.DEMONSTRATION:
            self.stderr.write(
                "No page says that this is a demonstration: set DEMONSTRATION=1 and restart."
            )
        if options["json"]:
            self.stdout.write(json.dumps(_entrances(passwords), indent=2))
        else:
            self._say(passwords)

    def _say(self, passwords: dict[str, str]) -> None:
        self.stdout.write(f"\nThe demonstration city is at {settings.BASE_URL}/\n\n")
        with override("en"):
            faces = demonstration_faces()
        for face in faces:
            self.stdout.write(f"  {face.title:<18} {face.url}")
            if face.name:
                self.stdout.write(
                    f"  {'':<18} sign in as {face.name}, password {passwords[face.name]}"
                )
        if settings.DEBUG:
            mailbox = settings.BASE_URL + reverse("support_plans:mailbox")
            self.stdout.write(f"  {'Mails sent':<18} {mailbox}")
        self.stdout.write("")


def _entrances(passwords: dict[str, str]) -> dict[str, object]:
    faces = {face.role: face for face in demonstration_faces()}
    entrances: dict[str, object] = {
        "base_url": settings.BASE_URL,
        "survey_link": faces["company"].url,
        "desk_url": faces["officer"].url,
    }
    for role in ("officer", "approver", "manager", "administrator"):
        name = faces[role].name
        entrances[role] = {"name": name, "password": passwords[name]}
    if settings.DEBUG:
        entrances["mailbox_url"] = settings.BASE_URL + reverse("support_plans:mailbox")
    return entrances
