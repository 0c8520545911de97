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
    """Have conditions, defaults, words and the columns that filters compare use the new codes.

    The part that was renamed has its own already.
    """
    questions = list(QuestionRow.objects.filter(page__section__version=draft))
    renaming = renaming.with_calculations(
        {renaming.was(row.code): from_json(row.calculation) for row in questions if row.calculation}
    )
    filters = {
        row.pk: renaming.in_filter(renaming.was(row.code), from_json(row.choice_filter))
        for row in questions
        if row.choice_filter
    }
    sections = SectionRow.objects.filter(version=draft)
    pages = PageRow.objects.filter(section__version=draft)
    for row in chain[Row](sections, pages, questions):
        _save(row, _rewritten(row, renaming, filters.get(row.pk, renaming)))
    for option in OptionRow.objects.filter(question__page__section__version=draft):
        _save(option, _rewritten(option, renaming, filters.get(option.question_id, renaming)))


def _save(row: Row, rewritten: Iterable[tuple[str, Any]]) -> None:
    """Where fields are others with the new codes."""
    changes = {name: value for name, value in rewritten if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))


def _rewritten(row: Row, renaming: Renaming, in_filter: Renaming) -> Iterator[tuple[str, Any]]:
    for name in _WORDS[type(row)]:
        yield name, renaming.text(Text.from_json(getattr(row, name))).to_json()
    for name in _EXPRESSIONS[type(row)]:
        stored = getattr(row, name)
        if stored is None:
            continue
        if name == "default":
            found = renaming.default(renaming.was(row.code), from_json(stored))
        else:
            known = in_filter if name == "choice_filter" else renaming
            found = known.expression(from_json(stored))
        yield name, to_json(found)
    if isinstance(row, OptionRow):
        yield "columns", {name: in_filter.column(name, text) for name, text in row.columns.items()}
