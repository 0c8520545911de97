"""The staff of the demonstration: accounts of its own, never anybody else's."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction

from support_plans.demonstration.faces import PASSWORD
from support_plans.models import DigestSubscription

MARK = "demonstration"
"""The group of every account that the demonstration made, and may set up again."""

PEOPLE = {
    "officer": ("officer", "시연 담당자"),
    "approver": ("approver", "시연 승인자"),
    "programmes": ("programme_manager", "시연 사업 담당자"),
    "manager": ("manager", "시연 부서장"),
    "auditor": ("auditor", "시연 감사 담당자"),
    "administrator": (None, "시연 시스템 관리자"),
}
"""User name → (group, name shown). They are roles, not people."""


class NamesTaken(Exception):
    """Somebody else's accounts have names that the demonstration wants."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


@transaction.atomic
def set_up_people() -> dict[str, str]:
    """Every account of the demonstration; returns the password of each user name.

    Known passwords and mail addresses are for DEBUG alone: elsewhere passwords are random, and
    nobody is written to. Raises NamesTaken, with nothing changed.
    """
    strangers = User.objects.filter(username__in=PEOPLE).exclude(groups__name=MARK)
    if strangers:
        raise NamesTaken(sorted(user.username for user in strangers))
    Group.objects.get_or_create(name=MARK)
    passwords = {username: _password() for username in PEOPLE}
    for username, password in passwords.items():
        _set_up(username, password)
    DigestSubscription.objects.get_or_create(user=User.objects.get(username="manager"))
    return passwords


def _password() -> str:
    return PASSWORD if settings.DEBUG else secrets.token_urlsafe(18)


def _set_up(username: str, password: str) -> None:
    group, shown = PEOPLE[username]
    address = f"{username}@example.org"
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"first_name": shown, "is_staff": True}
    )
    if settings.DEBUG:
        user.email = user.email or address
    elif user.email == address:
        user.email = ""
    if is_new or not user.check_password(password):
        user.set_password(password)
    user.is_superuser = group is None
    user.save()
    user.groups.add(*Group.objects.filter(name__in=[MARK, group or MARK]))
