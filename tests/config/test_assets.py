"""The design system is served whole, and from here only."""

import gettext
import os
from pathlib import Path

import pytest

from config import assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    icons = tmp_path / "img" / "icon"
    icons.mkdir(parents=True)
    (icons / "go.svg").write_text("<svg/>")
    stylesheets = tmp_path / "css" / "component"
    stylesheets.mkdir(parents=True)
    return stylesheets


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:url(../../img/icon/go.svg)}", 'a{b:url("../../img/icon/go.svg")}'),
        ("a{b:url('../../img/img/icon/go.svg')}", 'a{b:url("../../img/icon/go.svg")}'),
        ("a{b:url(../../img/icon/gone.svg)}", 'a{b:url("data:,")}'),
        ("a{b:url(https://elsewhere.example/x.woff)}", 'a{b:url("data:,")}'),
        ("a{b:url(//elsewhere.example/x.woff)}", 'a{b:url("data:,")}'),
        ("a{b:url(data:image/png;base64,AA==)}", "a{b:url(data:image/png;base64,AA==)}"),
        ('@import "https://elsewhere.example/x.css";a{}', "a{}"),
        ("@import url(//elsewhere.example/x.css);a{}", "a{}"),
        ('@import "../../css/token/tokens.css";a{}', '@import "../../css/token/tokens.css";a{}'),
        ("a{}\n/*# sourceMappingURL=a.css.map */", "a{}\n"),
    ],
)
def test_every_reference_leads_to_a_file_that_is_here(
    css: str, expected: str, folder: Path
) -> None:
    assert assets.self_contained(css, folder) == expected


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path) -> None:
    source = tmp_path / "ko" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Plan"\nmsgstr "계획"\n',
        encoding="utf-8",
    )
    compiled = source.with_suffix(".mo")

    assets.compile_translations(tmp_path)
    with compiled.open("rb") as binary:
        assert gettext.GNUTranslations(binary).gettext("Plan") == "계획"

    compiled.write_bytes(b"as it was")
    os.utime(source, (1, 1))
    assets.compile_translations(tmp_path)
    assert compiled.read_bytes() == b"as it was"
