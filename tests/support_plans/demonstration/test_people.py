"""The demonstration makes accounts of its own, and never takes over anybody else's."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from support_plans.demonstration.faces import PASSWORD
from support_plans.demonstration.people import MARK, PEOPLE, NamesTaken, set_up_people
from support_plans.models import DigestSubscription
from tests.factories import PASSWORD as THEIR_PASSWORD

pytestmark = pytest.mark.django_db


def test_a_real_superuser_of_the_same_name_stays_one_and_nothing_is_made() -> None:
    User.objects.create_superuser("manager", "kim@city.example", THEIR_PASSWORD)
    with pytest.raises(NamesTaken) as raised:
        set_up_people()
    assert raised.value.names == ["manager"]
    manager = User.objects.get()
    assert manager.is_superuser
    assert manager.check_password(THEIR_PASSWORD)
    assert not manager.groups.exists()
    assert not DigestSubscription.objects.exists()


def test_in_debug_everybody_has_the_password_that_is_shown(settings: Any) -> None:
    settings.DEBUG = True
    assert set_up_people() == dict.fromkeys(PEOPLE, PASSWORD)
    for user in User.objects.all():
        assert user.check_password(PASSWORD)
        assert user.email == f"{user.username}@example.org"


def test_each_has_the_role_of_the_name_and_the_mark() -> None:
    set_up_people()
    for user in User.objects.all():
        group = PEOPLE[user.username][0]
        groups = {one.name for one in user.groups.all()}
        assert groups == ({MARK, group} if group else {MARK})
        assert user.is_superuser is (group is None)


def test_on_a_real_site_known_passwords_and_addresses_end(settings: Any) -> None:
    settings.DEBUG = True
    set_up_people()
    settings.DEBUG = False
    passwords = set_up_people()
    assert len(set(passwords.values())) == len(PEOPLE) == User.objects.count()
    for user in User.objects.all():
        assert user.check_password(passwords[user.username])
        assert user.email == ""
