"""A message that a Korean reader would meet in English, or garbled, is found."""

import io

import pytest
from babel.messages.pofile import read_po

from tests.machine.translations import faults


def found(entries: str) -> list[str]:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return list(faults(read_po(io.BytesIO((header + entries).encode()), locale="ko")))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Plan"\nmsgstr "계획"\n', None),
        ('msgid "Plan"\nmsgstr ""\n', "not translated: 'Plan'"),
        ('#, fuzzy\nmsgid "Plan"\nmsgstr "계획"\n', "guessed, not translated: 'Plan'"),
        ('#~ msgid "Plan"\n#~ msgstr "계획"\n', "no longer in the code: 'Plan'"),
        ('msgid "%(n)s of 100%%"\nmsgstr "100%% 중 %(n)s"\n', None),
        (
            'msgid "{name} left"\nmsgstr "{nmae} 님이 나갔습니다"\n',
            "placeholders differ: '{name} left' → '{nmae} 님이 나갔습니다'",
        ),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s일"\n', None),
        (
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "하루"\n',
            "placeholders differ: '%(n)s days' → '하루'",
        ),
    ],
)
def test_faults(entry: str, fault: str | None) -> None:
    assert found(entry) == ([fault] if fault else [])
