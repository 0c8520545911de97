"""Translations are compiled when they have changed, and only then."""

import gettext
import os
from pathlib import Path

from config import assets


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
