"""What refers to a code of a draft: rewritten when the code changes, listed before it goes."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeAlias

from surveys.logic.expressions import from_json, to_json
from surveys.logic.text import Text
from surveys.models import OptionRow, PageRow, QuestionnaireVersion, QuestionRow, SectionRow
from surveys.questionnaire import QUESTION_EXPRESSIONS
from surveys.renaming import Renaming

Row: TypeAlias = SectionRow | PageRow | QuestionRow | OptionRow

_WORDS: dict[type[Any], tuple[str, ...]] = {
    SectionRow: ("title",),
    PageRow: ("title", "intro"),
    QuestionRow: ("label", "short", "hint", "guidance", "constraint_message"),
    OptionRow: ("label",),
}
_EXPRESSIONS: dict[type[Any], tuple[str, ...]] = {
    SectionRow: ("relevant",),
    PageRow: ("relevant",),
    QuestionRow: QUESTION_EXPRESSIONS,
    OptionRow: (),
}


def rewrite_references(draft: QuestionnaireVersion, renaming: Renaming) -> None:
    """Have every condition and every word that shows an answer use the new codes."""
    of_draft: tuple[Iterable[Row], ...] = (
        SectionRow.objects.filter(version=draft),
        PageRow.objects.filter(section__version=draft),
        QuestionRow.objects.filter(page__section__version=draft),
        OptionRow.objects.filter(question__page__section__version=draft),
    )
    for row in chain(*of_draft):
        changes = _changes(row, renaming)
        for name, value in changes.items():
            setattr(row, name, value)
        if changes:
            row.save(update_fields=list(changes))


def _changes(row: Row, renaming: Renaming) -> dict[str, Any]:
    """The fields that are others with the new codes."""
    rewritten = _rewritten(row, renaming)
    return {name: value for name, value in rewritten if getattr(row, name) != value}


def _rewritten(row: Row, renaming: Renaming) -> Iterator[tuple[str, Any]]:
    for name in _WORDS[type(row)]:
        yield name, renaming.text(Text.from_json(getattr(row, name))).to_json()
    for name in _EXPRESSIONS[type(row)]:
        stored = getattr(row, name)
        if stored is not None:
            yield name, to_json(renaming.expression(from_json(stored)))
