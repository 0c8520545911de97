"""Writing a draft part by part: what is saved is a value of `surveys.questionnaire`.

Codes name the parts and are unique in a draft. Each function holds the draft to the end of its
transaction, so that nobody publishes it meanwhile (VersionHasMoved where somebody did before).
`seen` is `seen_of` the part as it was shown: where it has changed since, PartHasMoved says so, and
nothing is overwritten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet

from surveys.logic.text import Text
from surveys.models import PageRow, QuestionnaireVersion, QuestionRow, SectionRow
from surveys.models.frozen import content_digest, row_of, write_options
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.renaming import Renaming
from surveys.services.draft_problems import CodeTaken, Part, PartHasMoved, PartIsGone
from surveys.services.draft_references import rewrite_references
from surveys.services.versions import edit_draft

R = TypeVar("R", SectionRow, PageRow, QuestionRow)


def find_part(questionnaire: Questionnaire, kind: type[Part], code: str) -> Part:
    """The section, page or question of this code. Raises PartIsGone."""
    if kind is Section:
        found: Part | None = next((s for s in questionnaire.sections if s.code == code), None)
    elif kind is Page:
        found = questionnaire.pages_by_code.get(code)
    else:
        # As it is stored: `questions_by_code` shows a grid's rows as they are asked.
        written = questionnaire.written_questions
        found = next((one for one in written if one.code == code), None)
    if found is None:
        raise PartIsGone(code)
    return found


def seen_of(part: Part) -> str:
    """A digest of what an editor of the part shows: of what stands inside, the codes alone.

    A grid's rows are edited with it; a repeat's columns, like a page's questions, by themselves.
    """
    match part:
        case Section():
            pages = tuple(Page(one.code, Text(), ()) for one in part.pages)
            shown = replace(part, pages=pages)
        case Page():
            shown = Section("", Text(), (replace(part, questions=_codes(part.questions)),))
        case _:
            if part.type is QuestionType.REPEAT:
                part = replace(part, children=_codes(part.children))
            shown = Section("", Text(), (Page("", Text(), (part,)),))
    return content_digest(Questionnaire("", Text(), (shown,)))


def _codes(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(Question(one.code, one.type, Text()) for one in questions)


# --- adding ------------------------------------------------------------------------------------


@transaction.atomic
def add_section(*, version: QuestionnaireVersion, section: Section, by: User) -> None:
    """At the end of the draft, with a first page of the same name."""
    draft = edit_draft(version=version, by=by)
    _refuse_taken(_sections(draft), section.code)
    row = SectionRow.objects.create(
        version=draft,
        position=_end(_sections(draft)),
        code=section.code,
        title=section.title.to_json(),
    )
    for at, page in enumerate(section.pages):
        _refuse_taken(_pages(draft), page.code)
        _create_page(row, page, at)


@transaction.atomic
def add_page(*, version: QuestionnaireVersion, section: str, page: Page, by: User) -> None:
    """At the end of the section."""
    draft = edit_draft(version=version, by=by)
    _refuse_taken(_pages(draft), page.code)
    row = _row(_sections(draft), section)
    _create_page(row, page, _end(PageRow.objects.filter(section=row)))


def _create_page(section: SectionRow, page: Page, position: int) -> PageRow:
    return PageRow.objects.create(
        section=section,
        position=position,
        code=page.code,
        title=page.title.to_json(),
        intro=page.intro.to_json(),
    )


@transaction.atomic
def add_question(
    *,
    version: QuestionnaireVersion,
    question: Question,
    by: User,
    page: str = "",
    parent: str = "",
    after: str = "",
) -> None:
    """Into the page, or as a column into the question `parent`; behind `after`, else at the end."""
    draft = edit_draft(version=version, by=by)
    _refuse_taken(_questions(draft), question.code)
    if parent:
        outer = _row(_questions(draft), parent)
        siblings = list(QuestionRow.objects.filter(parent=outer))
        row = row_of(question, page=outer.page, parent=outer, position=0)
    else:
        target = _row(_pages(draft), page)
        siblings = list(QuestionRow.objects.filter(page=target, parent=None))
        row = row_of(question, page=target, position=0)
    row.save()
    write_options([(row, question)])
    codes = [one.code for one in siblings]
    at = codes.index(after) + 1 if after in codes else len(siblings)
    _put_in_order([*siblings[:at], row, *siblings[at:]])


# --- saving ------------------------------------------------------------------------------------


@transaction.atomic
def save_section(
    *, version: QuestionnaireVersion, code: str, section: Section, seen: str, by: User
) -> None:
    """Its title and code, its condition, and the order of its pages."""
    draft = edit_draft(version=version, by=by)
    _refuse_moved(draft, Section, code, seen)
    _refuse_taken(_sections(draft), section.code, but=code)
    row = _row(_sections(draft), code)
    row.code, row.title = section.code, section.title.to_json()
    row.save(update_fields=["code", "title"])
    _put_in_order(_ordered(PageRow.objects.filter(section=row), section.pages))


@transaction.atomic
def save_page(
    *, version: QuestionnaireVersion, code: str, page: Page, section: str, seen: str, by: User
) -> None:
    """Its words and code, the order of its questions, and the section that it belongs to."""
    draft = edit_draft(version=version, by=by)
    _refuse_moved(draft, Page, code, seen)
    _refuse_taken(_pages(draft), page.code, but=code)
    row = _row(_pages(draft), code)
    target = _row(_sections(draft), section)
    if row.section_id != target.pk:
        row.position = _end(PageRow.objects.filter(section=target))
    row.section, row.code = target, page.code
    row.title, row.intro = page.title.to_json(), page.intro.to_json()
    row.save()
    questions = QuestionRow.objects.filter(page=row, parent=None)
    _put_in_order(_ordered(questions, page.questions))


@transaction.atomic
def save_question(
    *,
    version: QuestionnaireVersion,
    code: str,
    question: Question,
    page: str,
    renaming: Renaming,
    seen: str,
    by: User,
) -> None:
    """The whole question, its options and its children; `page` is where it belongs from now on.

    Whatever `renaming` gives another code, conditions and words of the draft follow.
    """
    draft = edit_draft(version=version, by=by)
    _refuse_moved(draft, Question, code, seen)
    was = {new: old for old, new in renaming.questions.items()}
    _refuse_twice((question, *question.children))
    for one in (question, *question.children):
        _refuse_taken(_questions(draft), one.code, but=was.get(one.code, one.code))
    row = _row(_questions(draft), code)
    _rewrite(row, question)
    _move_to_page(draft, row, page)
    _write_children(row, question, was)
    if renaming:
        rewrite_references(draft, renaming)


def _rewrite(row: QuestionRow, question: Question) -> None:
    fresh = row_of(question, pk=row.pk, page=row.page, parent=row.parent, position=row.position)
    fresh.save(force_update=True)
    row.option_rows.all().delete()
    write_options([(row, question)])


def _move_to_page(draft: QuestionnaireVersion, row: QuestionRow, page: str) -> None:
    target = _row(_pages(draft), page)
    if row.parent_id is None and row.page_id != target.pk:
        end = _end(QuestionRow.objects.filter(page=target, parent=None))
        QuestionRow.objects.filter(pk=row.pk).update(page=target, position=end)
        QuestionRow.objects.filter(parent=row).update(page=target)
        row.page = target


def _write_children(row: QuestionRow, question: Question, was: dict[str, str]) -> None:
    stored = {one.code: one for one in QuestionRow.objects.filter(parent=row)}
    kept = {was.get(one.code, one.code) for one in question.children}
    QuestionRow.objects.filter(pk__in=[r.pk for c, r in stored.items() if c not in kept]).delete()
    for at, child in enumerate(question.children):
        found = stored.get(was.get(child.code, child.code))
        if found is None:
            fresh = row_of(child, page=row.page, parent=row, position=at)
            fresh.save()
            write_options([(fresh, child)])
        else:
            found.position, found.page = at, row.page
            _rewrite(found, child)


# --- moving, removing --------------------------------------------------------------------------


@transaction.atomic
def move_section(*, version: QuestionnaireVersion, code: str, by_places: int, by: User) -> None:
    """So many places down, or up where negative; no further than the end."""
    draft = edit_draft(version=version, by=by)
    rows = list(_sections(draft))
    row = _row(_sections(draft), code)
    at = next(n for n, one in enumerate(rows) if one.pk == row.pk)
    rows.insert(max(0, at + by_places), rows.pop(at))
    _put_in_order(rows)


@transaction.atomic
def remove_part(
    *, version: QuestionnaireVersion, kind: type[Part], code: str, seen: str, by: User
) -> None:
    """With everything in it. What refers to it goes on doing so, and is found as a problem."""
    draft = edit_draft(version=version, by=by)
    _refuse_moved(draft, kind, code, seen)
    if kind is Section:
        _row(_sections(draft), code).delete()
    elif kind is Page:
        _row(_pages(draft), code).delete()
    else:
        _row(_questions(draft), code).delete()


# --- rows --------------------------------------------------------------------------------------


def _sections(draft: QuestionnaireVersion) -> QuerySet[SectionRow]:
    return SectionRow.objects.filter(version=draft)


def _pages(draft: QuestionnaireVersion) -> QuerySet[PageRow]:
    return PageRow.objects.filter(section__version=draft)


def _questions(draft: QuestionnaireVersion) -> QuerySet[QuestionRow]:
    return QuestionRow.objects.filter(page__section__version=draft).select_related("page")


def _row(rows: QuerySet[R], code: str) -> R:
    found = rows.filter(code=code).first()
    if found is None:
        raise PartIsGone(code)
    return found


def _refuse_moved(draft: QuestionnaireVersion, kind: type[Part], code: str, seen: str) -> None:
    now = find_part(draft.questionnaire, kind, code)
    if seen_of(now) != seen:
        raise PartHasMoved(now)


def _refuse_taken(rows: QuerySet[R], code: str, *, but: str = "") -> None:
    if rows.filter(code=code).exclude(code=but).exists():
        raise CodeTaken(code)


def _refuse_twice(questions: Iterable[Question]) -> None:
    codes: set[str] = set()
    for one in questions:
        if one.code in codes:
            raise CodeTaken(one.code)
        codes.add(one.code)


def _end(rows: QuerySet[R]) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _ordered(rows: QuerySet[R], parts: Iterable[Part]) -> list[R]:
    """The rows in the order of the parts; those that are not among these come last."""
    places = {part.code: at for at, part in enumerate(parts)}
    return sorted(rows, key=lambda row: places.get(row.code, len(places)))


def _put_in_order(rows: Sequence[R]) -> None:
    for at, row in enumerate(rows):
        row.position = at
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["position"])
