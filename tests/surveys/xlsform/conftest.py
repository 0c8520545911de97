import pytest


@pytest.fixture(autouse=True)
def _messages_in_english(in_english: None) -> None:
    """Faults are told in the reader's language; these tests read English."""
