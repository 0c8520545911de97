"""The survey sheet as it is written: one row for each part, groups opened and closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.checking import Place
from surveys.checking.places import at
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.questionnaire import (
    WITH_OPTIONS,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from surveys.xlsform.written_expressions import ExpressionWriter
from surveys.xlsform.written_lists import Cells, ListWriter

_MOST_ROWS_UNSAID = 20  # that a repeat allows which says nothing of it

_TYPES: Mapping[QuestionType, tuple[str, str]] = {  # type, appearance
    QuestionType.TEXT: ("text", ""),
    QuestionType.LONG_TEXT: ("text", "multiline"),
    QuestionType.INTEGER: ("integer", ""),
    QuestionType.DECIMAL: ("decimal", ""),
    QuestionType.MONEY: ("integer", "money"),
    QuestionType.PERCENT: ("decimal", "percent"),
    QuestionType.DATE: ("date", ""),
    QuestionType.MONTH: ("date", "month-year"),
    QuestionType.YEAR: ("date", "year"),
    QuestionType.CHOOSE_ONE: ("select_one", ""),
    QuestionType.CHOOSE_SEVERAL: ("select_multiple", ""),
    QuestionType.RANKING: ("rank", ""),
    QuestionType.GRID: ("begin_group", "table-list"),
    QuestionType.REPEAT: ("begin_repeat", ""),
    QuestionType.NOTE: ("note", ""),
    QuestionType.REGISTRATION_NUMBER: ("text", "registration-number"),
    QuestionType.EMAIL: ("text", "email"),
    QuestionType.PHONE: ("text", "phone"),
    QuestionType.URL: ("text", "url"),
    QuestionType.FILE: ("file", ""),
    QuestionType.CALCULATED: ("calculate", ""),
}


@dataclass(frozen=True, slots=True)
class RowWriter:
    lists: ListWriter
    expressions: ExpressionWriter

    def rows(self, questionnaire: Questionnaire) -> Iterator[Cells]:
        for section in questionnaire.sections:
            yield self._group(section, Text())
            for page in section.pages:
                yield {**self._group(page, page.intro), ("appearance", ""): "field-list"}
                for question in page.questions:
                    yield from self._question(question)
                yield _END_GROUP
            yield _END_GROUP

    def _group(self, part: Section | Page, intro: Text) -> Cells:
        return {
            ("type", ""): "begin_group",
            ("name", ""): part.code,
            **_words("label", part.title),
            **_words("hint", intro),
            ("relevant", ""): self.expressions.write(part.relevant, at(part, "relevant")),
        }

    def _question(self, question: Question) -> Iterator[Cells]:
        yield self._row(question)
        if question.type in (QuestionType.GRID, QuestionType.REPEAT):
            is_grid = question.type is QuestionType.GRID
            for child in question.grid_rows if is_grid else question.children:
                yield self._row(child, grid=question if is_grid else None)
            yield _END_GROUP if is_grid else _END_REPEAT

    def _row(self, question: Question, grid: Question | None = None) -> Cells:
        kind, appearance = _TYPES[question.type]
        listed = question.type in WITH_OPTIONS
        is_repeat = question.type is QuestionType.REPEAT
        says_most = is_repeat and question.most_rows != _MOST_ROWS_UNSAID
        missing = question.allowed_missing
        return {
            ("type", ""): f"{kind} {self.lists.name(question)}" if listed else kind,
            ("name", ""): question.code,
            **_words("label", question.label),
            **_words("short", question.short),
            **_words("hint", question.hint),
            **_words("guidance_hint", question.guidance),
            **_words("unit", question.unit),
            **_words("constraint_message", question.constraint_message),
            ("appearance", ""): "minimal" if question.is_dropdown else appearance,
            ("required", ""): self._required(question, grid),
            ("relevant", ""): self._expression(question, "relevant"),
            ("constraint", ""): self.expressions.constraint(question),
            ("calculation", ""): self._expression(question, "calculation"),
            ("default", ""): self.expressions.default(question),
            ("choice_filter", ""): self._expression(question, "choice_filter"),
            ("repeat_count", ""): self._expression(question, "row_count"),
            ("most_rows", ""): str(question.most_rows) if says_most else "",
            ("dont_know", ""): "yes" if Missing.DONT_KNOW in missing else "",
            ("prefer_not_to_say", ""): "yes" if Missing.PREFER_NOT_TO_SAY in missing else "",
        }

    def _required(self, question: Question, grid: Question | None) -> str:
        if question.type is QuestionType.GRID:  # its rows say so
            return ""
        if grid and question.is_required and not grid.is_required:
            return self._expression(grid, "required_if")
        return "yes" if question.is_required else self._expression(question, "required_if")

    def _expression(self, question: Question, field: str) -> str:
        place = Place("question", question.code, field)
        return self.expressions.write(question.conditions.get(field), place)


def _words(field: str, text: Text) -> Cells:
    return {(field, "ko"): text.ko, (field, "en"): text.en}


_END_GROUP: Cells = {("type", ""): "end_group"}
_END_REPEAT: Cells = {("type", ""): "end_repeat"}
