"""Rows to the frozen `Questionnaire` and back; the value of a published version is kept by id."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
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
    Option,
    Page,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)

_published: dict[tuple[int, str], Questionnaire] = {}


def frozen_questionnaire(version: QuestionnaireVersion) -> Questionnaire:
    """The version's rows as one value. Published ones never change, so they are read once."""
    key = (version.pk, version.digest)
    if version.status == QuestionnaireVersion.Status.DRAFT:
        return _read(version)
    if key not in _published:
        _published[key] = _read(version)
    return _published[key]


def _read(version: QuestionnaireVersion) -> Questionnaire:
    rows = QuestionRow.objects.filter(page__section__version=version)
    questions: dict[int, list[QuestionRow]] = {}
    children: dict[int, list[QuestionRow]] = {}
    for row in rows.prefetch_related("option_rows"):
        if row.parent_id is None:
            questions.setdefault(row.page_id, []).append(row)
        else:
            children.setdefault(row.parent_id, []).append(row)
    sections = tuple(
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
        for section in version.section_rows.prefetch_related("page_rows")
    )
    return Questionnaire(
        code=version.survey.code,
        title=version.survey.title,
        sections=sections,
        version=version.number,
        digest=version.digest,
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
        unit=Text.from_json(row.unit),
        is_required=row.is_required,
        relevant=_condition(row.relevant),
        constraint=_condition(row.constraint),
        constraint_message=Text.from_json(row.constraint_message),
        minimum=row.minimum,
        maximum=row.maximum,
        allowed_missing=frozenset(Missing(one) for one in row.allowed_missing),
        most_rows=row.most_rows,
        options=tuple(
            Option(one.code, Text.from_json(one.label), one.is_exclusive)
            for one in row.option_rows.all()
        ),
        children=tuple(_question(child, children) for child in children.get(row.pk, [])),
    )


def write_rows(version: QuestionnaireVersion, questionnaire: Questionnaire) -> None:
    """Store the value as rows of an empty draft."""
    for at, section in enumerate(questionnaire.sections):
        section_row = SectionRow.objects.create(
            version=version,
            position=at,
            code=section.code,
            title=section.title.to_json(),
            relevant=_stored(section.relevant),
        )
        for page_at, page in enumerate(section.pages):
            page_row = PageRow.objects.create(
                section=section_row,
                position=page_at,
                code=page.code,
                title=page.title.to_json(),
                intro=page.intro.to_json(),
                relevant=_stored(page.relevant),
            )
            _write_questions(page_row, page.questions, parent=None)


def _stored(condition: Expression | None) -> Any:
    return None if condition is None else to_json(condition)


def _write_questions(
    page: PageRow, questions: Iterable[Question], *, parent: QuestionRow | None
) -> None:
    for at, question in enumerate(questions):
        row = QuestionRow.objects.create(
            page=page,
            parent=parent,
            position=at,
            code=question.code,
            type=question.type.value,
            label=question.label.to_json(),
            short=question.short.to_json(),
            hint=question.hint.to_json(),
            unit=question.unit.to_json(),
            is_required=question.is_required,
            relevant=_stored(question.relevant),
            constraint=_stored(question.constraint),
            constraint_message=question.constraint_message.to_json(),
            minimum=question.minimum,
            maximum=question.maximum,
            allowed_missing=sorted(one.value for one in question.allowed_missing),
            most_rows=question.most_rows,
        )
        OptionRow.objects.bulk_create(
            OptionRow(
                question=row,
                position=position,
                code=option.code,
                label=option.label.to_json(),
                is_exclusive=option.is_exclusive,
            )
            for position, option in enumerate(question.options)
        )
        _write_questions(page, question.children, parent=row)


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
