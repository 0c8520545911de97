"""Too many wrong passwords, and where they come from."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from config.sign_in import client_address
from tests.factories import PASSWORD, user


def try_to_sign_in(client: Client, password: str, **headers: str) -> Any:
    return client.post(
        reverse("admin:login"), {"username": "officer", "password": password}, headers=headers
    )


@pytest.mark.django_db
def test_who_came_by_the_bare_address_arrives_at_the_desk(client: Client) -> None:
    user("officer", "officer")
    assert try_to_sign_in(client, PASSWORD).headers["location"] == reverse("admin:index")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title", "wait"),
    [
        ("en", "Too many wrong passwords", "Wait 15 minutes"),
        ("ko", "비밀번호를 여러 번 잘못 입력하셨습니다", "15분"),
    ],
)
def test_the_tenth_wrong_password_locks_out_with_a_page_in_the_readers_language(
    client: Client, language: str, title: str, wait: str
) -> None:
    user("officer", "officer")
    client.cookies["django_language"] = language
    for _ in range(9):
        assert try_to_sign_in(client, "wrong").status_code == 200
    page = try_to_sign_in(client, "wrong")
    assert page.status_code == 429
    assert f"<h1>{title}</h1>" in page.content.decode()
    assert wait in page.content.decode()
    assert try_to_sign_in(client, PASSWORD).status_code == 429


@pytest.mark.django_db
def test_behind_a_proxy_a_guesser_locks_out_nobody_elsewhere(client: Client, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    user("officer", "officer")
    for _ in range(10):
        page = try_to_sign_in(client, "wrong", x_forwarded_for="198.51.100.1")
    assert page.status_code == 429
    elsewhere = try_to_sign_in(client, PASSWORD, x_forwarded_for="198.51.100.1, 203.0.113.9")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "expected"),
    [
        (False, "203.0.113.9", "127.0.0.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "203.0.113.9, 2001:db8::1", "2001:db8::1"),
        (True, "203.0.113.9, what the client wrote", "127.0.0.1"),
        (True, "", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_counts_only_from_our_proxy(
    rf: RequestFactory, settings: Any, is_behind_proxy: bool, forwarded: str, expected: str
) -> None:
    settings.BEHIND_PROXY = is_behind_proxy
    request = rf.get("/", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == expected


def test_a_request_over_a_socket_file_has_no_address(rf: RequestFactory) -> None:
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None
