"""The suite cannot reach outside the machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


def test_the_name_of_another_machine_is_not_looked_up() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.getaddrinfo("city.example", 443)


def test_this_machine_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname()).close()
