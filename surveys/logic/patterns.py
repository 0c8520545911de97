"""Regular expressions for regex(): RE2's, which no text can make slow.

Whole texts match, as in ODK; \\d and \\w mean ASCII, as in Java. RE2 has no look-around and no back
references: a pattern that wants them is refused when it is written.
"""

from functools import lru_cache
from typing import Protocol

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False


class Pattern(Protocol):
    def fullmatch(self, text: str) -> object | None: ...


@lru_cache(maxsize=512)
def pattern(written: str) -> Pattern | None:
    """The pattern, compiled once; None for what is none."""
    try:
        compiled: Pattern = re2.compile(written, _OPTIONS)
    except re2.error:
        return None
    return compiled
