"""Codes for parts that nobody has given one."""

import re
from collections.abc import Container

LONGEST_PROPOSAL = 40


def proposed_code(words: str, taken: Container[str], otherwise: str) -> str:
    """A code that is free: made of the English words, or of `otherwise` where there are none."""
    stem = _short("_".join(re.findall("[a-z0-9]+", words.casefold()))) or otherwise
    stem = stem if stem[0].isalpha() else f"{otherwise}_{stem}"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code


def _short(code: str) -> str:
    """Cut between two words."""
    if len(code) <= LONGEST_PROPOSAL:
        return code
    return code[: LONGEST_PROPOSAL + 1].rpartition("_")[0] or code[:LONGEST_PROPOSAL]
