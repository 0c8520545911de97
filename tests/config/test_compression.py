"""Pages are compressed for whoever can read that; what is no page is left as it is."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.compression import GZipPages

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_where_the_browser_asks_for_it() -> None:
    plain = Client().get("/")
    assert "Content-Encoding" not in plain
    packed = Client(headers={"Accept-Encoding": "gzip, br"}).get("/")
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert b"<h1>" in gzip.decompress(packed.content)
    assert len(packed.content) < len(plain.content)


@pytest.mark.parametrize(
    ("kind", "encoding"), [("text/html; charset=utf-8", "gzip"), ("application/pdf", None)]
)
def test_a_file_is_left_as_it_is(kind: str, encoding: str | None) -> None:
    request = RequestFactory(headers={"Accept-Encoding": "gzip"}).get("/")
    response = GZipPages(lambda _request: HttpResponse("x" * 5000, content_type=kind))(request)
    assert response.get("Content-Encoding") == encoding
