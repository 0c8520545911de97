"""What a colleague stored meanwhile, where it is not what somebody has just typed."""

from dataclasses import dataclass, fields

from django.utils.functional import Promise

from surveys.admin.questionnaires.setting_words import NAMES, in_short
from surveys.logic.sentences import Vocabulary
from surveys.services.draft_problems import Part


@dataclass(frozen=True, slots=True)
class StoredNow:
    """One field, and what is stored in it."""

    name: str | Promise
    value: str


def stored_now(theirs: Part, mine: Part, vocabulary: Vocabulary) -> tuple[StoredNow, ...]:
    """The fields that differ, in the part's order."""
    return tuple(
        StoredNow(NAMES.get(one.name, one.name), in_short(getattr(theirs, one.name), vocabulary))
        for one in fields(theirs)
        if getattr(theirs, one.name) != getattr(mine, one.name, None)
    )
