"""The reader's language."""

from django.utils.translation import get_language

from surveys.logic.text import Text


def in_words(text: Text) -> str:
    """`text` in the language that is active now."""
    return text.in_language(get_language() or "en")
