"""Rows to the frozen `Questionnaire` and back; published ones are kept in the process."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from functools import lru_cache
from typing import Any

from surveys.logic.expressions import Expression, from_json, to_json
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.models.questionnaires import (
    OptionRow,
    PageRow,
    QuestionnaireVersion,
    QuestionRow,
    SectionRow,
)
from surveys.questionnaire import (
    QUESTION_EXPRESSIONS,
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

MOST_KEPT = 16  # versions: one of 400 questions takes about 6 MB


def frozen_questionnaire(version: QuestionnaireVersion) -> Questionnaire:
    """The version's rows as one value. Published ones never change, so they are read once."""
    survey = version.survey
    identity = (version.pk, version.digest, survey.code, survey.title, version.number)
    is_draft = version.status == QuestionnaireVersion.Status.DRAFT
    return _read(*identity) if is_draft else _kept(*identity)


def _read(pk: int, digest: str, code: str, title: Text, number: int) -> Questionnaire:
    return Questionnaire(code, title, _sections(pk), number, digest)


_kept = lru_cache(MOST_KEPT)(_read)
"""By everything that the value holds: a database restored, or a survey renamed, is read anew."""


def _sections(version: int) -> tuple[Section, ...]:
    rows = QuestionRow.objects.filter(page__section__version=version)
    questions: dict[int, list[QuestionRow]] = {}
    children: dict[int, list[QuestionRow]] = {}
    for row in rows.prefetch_related("option_rows"):
        if row.parent_id is None:
            questions.setdefault(row.page_id, []).append(row)
        else:
            children.setdefault(row.parent_id, []).append(row)
    return tuple(
        Section(
            code=section.code,
            title=Text.from_json(section.title),
            relevant=_condition(section.relevant),
            pages=tuple(
                Page(
                    code=page.code,
                    title=Text.from_json(page.title),
                    intro=Text.from_json(page.intro),
                    relevant=_condition(page.relevant),
                    questions=tuple(_question(row, children) for row in questions.get(page.pk, [])),
                )
                for page in section.page_rows.all()
            ),
        )
        for section in SectionRow.objects.filter(version=version).prefetch_related("page_rows")
    )


def _condition(stored: Any) -> Expression | None:
    return None if stored is None else from_json(stored)


def _question(row: QuestionRow, children: Mapping[int, list[QuestionRow]]) -> Question:
    return Question(
        code=row.code,
        type=QuestionType(row.type),
        label=Text.from_json(row.label),
        short=Text.from_json(row.short),
        hint=Text.from_json(row.hint),
        guidance=Text.from_json(row.guidance),
        unit=Text.from_json(row.unit),
        is_required=row.is_required,
        **{name: _condition(getattr(row, name)) for name in QUESTION_EXPRESSIONS},
        constraint_message=Text.from_json(row.constraint_message),
        minimum=row.minimum,
        maximum=row.maximum,
        pattern=row.pattern,
        is_dropdown=row.is_dropdown,
        allowed_missing=frozenset(Missing(one) for one in row.allowed_missing),
        most_rows=row.most_rows,
        options=tuple(
            Option(
                one.code,
                Text.from_json(one.label),
                one.is_exclusive,
                tuple(sorted(one.columns.items())),
            )
            for one in row.option_rows.all()
        ),
        children=tuple(_question(child, children) for child in children.get(row.pk, [])),
    )


def write_rows(version: QuestionnaireVersion, questionnaire: Questionnaire) -> None:
    """Store the value as rows of an empty draft, in as many queries as there are levels."""
    sections = SectionRow.objects.bulk_create(
        SectionRow(
            version=version,
            position=at,
            code=section.code,
            title=section.title.to_json(),
            relevant=_stored(section.relevant),
        )
        for at, section in enumerate(questionnaire.sections)
    )
    pages = PageRow.objects.bulk_create(
        PageRow(
            section=row,
            position=at,
            code=page.code,
            title=page.title.to_json(),
            intro=page.intro.to_json(),
            relevant=_stored(page.relevant),
        )
        for row, section in zip(sections, questionnaire.sections, strict=True)
        for at, page in enumerate(section.pages)
    )
    questions = _write_questions(
        (row_of(question, page=row, position=at), question)
        for row, page in zip(pages, questionnaire.pages, strict=True)
        for at, question in enumerate(page.questions)
    )
    children = _write_questions(
        (row_of(child, page=row.page, parent=row, position=at), child)
        for row, question in questions
        for at, child in enumerate(question.children)
    )
    write_options((*questions, *children))


def write_options(questions: Iterable[tuple[QuestionRow, Question]]) -> None:
    """The options of questions that have none stored."""
    OptionRow.objects.bulk_create(
        OptionRow(
            question=row,
            position=at,
            code=option.code,
            label=option.label.to_json(),
            is_exclusive=option.is_exclusive,
            columns=dict(option.columns),
        )
        for row, question in questions
        for at, option in enumerate(question.options)
    )


def _stored(condition: Expression | None) -> Any:
    return None if condition is None else to_json(condition)


def _write_questions(
    questions: Iterable[tuple[QuestionRow, Question]],
) -> list[tuple[QuestionRow, Question]]:
    found = list(questions)
    QuestionRow.objects.bulk_create(row for row, _ in found)
    return found


def row_of(question: Question, **place: Any) -> QuestionRow:
    """The question as a row, not saved; its options and children are rows of their own."""
    return QuestionRow(
        **place,
        code=question.code,
        type=question.type.value,
        label=question.label.to_json(),
        short=question.short.to_json(),
        hint=question.hint.to_json(),
        guidance=question.guidance.to_json(),
        unit=question.unit.to_json(),
        is_required=question.is_required,
        **{name: _stored(getattr(question, name)) for name in QUESTION_EXPRESSIONS},
        constraint_message=question.constraint_message.to_json(),
        minimum=question.minimum,
        maximum=question.maximum,
        pattern=question.pattern,
        is_dropdown=question.is_dropdown,
        allowed_missing=sorted(one.value for one in question.allowed_missing),
        most_rows=question.most_rows,
    )


def content_digest(questionnaire: Questionnaire) -> str:
    """sha256 of everything the version asks, independent of row ids."""
    canonical = json.dumps(
        [asdict(section) for section in questionnaire.sections],
        ensure_ascii=False,
        sort_keys=True,
        default=_plain,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):  # 100 and 100.0000 are the same limit
        return format(value.normalize(), "f")
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    return str(value)
