"""Nothing of a published version changes: not by the models, not by querysets, not by SQL."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from surveys.models import (
    OptionRow,
    PageRow,
    QuestionnaireVersion,
    QuestionRow,
    SectionRow,
    Survey,
)
from surveys.models.append_only import CannotChange
from surveys.services.versions import publish_version, retire_version, store_draft
from tests.factories import published_version, small_questionnaire, user

pytestmark = pytest.mark.django_db

PARTS = (SectionRow, PageRow, QuestionRow, OptionRow)
Part = type[SectionRow] | type[PageRow] | type[QuestionRow] | type[OptionRow]


@pytest.fixture
def published() -> QuestionnaireVersion:
    return published_version()


@pytest.fixture
def draft(published: QuestionnaireVersion) -> QuestionnaireVersion:
    return store_draft(questionnaire=small_questionnaire())


def first(model: Part, version: QuestionnaireVersion) -> SectionRow | PageRow:
    """A row of the version; typed as one of the four, which is all that these tests need."""
    path = model.objects.none().status_path.removesuffix("__status")
    return model.objects.filter(**{path: version}).order_by("pk")[0]  # type: ignore[return-value]


def copy_of(row: SectionRow | PageRow) -> SectionRow | PageRow:
    row.pk, row.code = None, "another"
    row._state.adding = True
    return row


@contextmanager
def refused(*by_database: type[Exception]) -> Iterator[None]:
    with pytest.raises((CannotChange, *by_database)), transaction.atomic():
        yield


# --- In code, whichever database ------------------------------------------------------------------


@pytest.mark.parametrize("model", PARTS)
def test_a_row_of_a_draft_is_saved_changed_and_deleted(
    model: Part, draft: QuestionnaireVersion
) -> None:
    row = first(model, draft)
    row.save()
    assert model.objects.filter(pk=row.pk).update(position=7) == 1
    model.objects.bulk_create([copy_of(first(model, draft))])  # type: ignore[list-item]
    row.delete()
    assert not model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", PARTS)
def test_a_row_of_a_published_version_is_neither_saved_nor_deleted(
    model: Part, published: QuestionnaireVersion
) -> None:
    row = first(model, published)
    with refused():
        row.save()
    with refused():
        row.delete()
    with refused():
        copy_of(row).save()


@pytest.mark.parametrize("model", PARTS)
def test_nor_is_it_reached_by_a_queryset(model: Part, published: QuestionnaireVersion) -> None:
    before = list(model.objects.values())
    row = first(model, published)
    with refused():
        model.objects.filter(pk=row.pk).update(position=7)
    with refused():
        model.objects.filter(pk=row.pk).delete()
    with refused():
        model.objects.bulk_create([copy_of(first(model, published))])  # type: ignore[list-item]
    row.position = 7
    with refused():
        model.objects.bulk_update([row], ["position"])  # type: ignore[list-item]
    assert list(model.objects.values()) == before


def test_one_published_row_among_many_stops_the_whole_update(draft: QuestionnaireVersion) -> None:
    with refused():
        PageRow.objects.update(position=7)
    assert not PageRow.objects.filter(position=7).exists()


def test_a_version_read_as_a_draft_and_published_since_is_published() -> None:
    read_before = store_draft(questionnaire=small_questionnaire())
    page = first(PageRow, read_before)
    assert isinstance(page, PageRow)
    assert page.owner.status == QuestionnaireVersion.Status.DRAFT
    publish_version(version=QuestionnaireVersion.objects.get())

    with refused():
        page.save()
    with refused():
        read_before.save()
    with refused():
        read_before.delete()
    assert QuestionnaireVersion.objects.get().status == QuestionnaireVersion.Status.PUBLISHED


@pytest.mark.parametrize("move", ["save", "update", "bulk_update", "delete"])
def test_a_page_moves_neither_out_of_a_published_version_nor_into_one(
    move: str, published: QuestionnaireVersion, draft: QuestionnaireVersion
) -> None:
    def to(page: SectionRow | PageRow, section: SectionRow | PageRow) -> None:
        assert isinstance(page, PageRow)
        assert isinstance(section, SectionRow)
        page.section = section
        if move == "save":
            page.save()
        elif move == "update":
            PageRow.objects.filter(pk=page.pk).update(section=section)
        elif move == "bulk_update":
            PageRow.objects.bulk_update([page], ["section"])
        else:
            page.delete()

    before = list(PageRow.objects.order_by("pk").values("pk", "section"))
    with refused():
        to(first(PageRow, published), first(SectionRow, draft))
    with refused(IntegrityError):  # where PostgreSQL is quicker than the queryset
        to(first(PageRow, draft), first(SectionRow, published))
    assert list(PageRow.objects.order_by("pk").values("pk", "section")) == before


def test_a_published_version_is_neither_changed_nor_deleted(
    published: QuestionnaireVersion,
) -> None:
    for change in (
        published.save,
        published.delete,
        QuestionnaireVersion.objects.all().delete,
        lambda: QuestionnaireVersion.objects.update(number=9),
    ):
        with refused():
            change()
    assert QuestionnaireVersion.objects.get().number == 1


def test_a_version_begins_as_a_draft_and_moves_by_being_published_or_retired_only(
    draft: QuestionnaireVersion,
) -> None:
    born = {"survey": draft.survey, "number": 9, "digest": "x", "published_at": timezone.now()}
    with refused():
        QuestionnaireVersion.objects.create(status=QuestionnaireVersion.Status.PUBLISHED, **born)
    with refused():
        QuestionnaireVersion.objects.bulk_create(
            [QuestionnaireVersion(status=QuestionnaireVersion.Status.PUBLISHED, **born)]
        )
    with refused():
        QuestionnaireVersion.objects.filter(pk=draft.pk).update(
            status=QuestionnaireVersion.Status.PUBLISHED, digest="x", published_at=timezone.now()
        )
    draft.status, draft.digest = QuestionnaireVersion.Status.PUBLISHED, "x"
    draft.published_at = timezone.now()
    with refused():
        draft.save()
    assert (
        QuestionnaireVersion.objects.filter(status=QuestionnaireVersion.Status.DRAFT).count() == 1
    )


def test_a_draft_is_deleted_with_everything_in_it(draft: QuestionnaireVersion) -> None:
    before = [model.objects.count() for model in PARTS]
    draft.delete()
    assert [model.objects.count() * 2 for model in PARTS] == before


def test_an_officer_s_account_can_be_deleted_and_the_version_stays(draft: object) -> None:
    officer = user("editor")
    store_draft(questionnaire=small_questionnaire("other"), by=officer)
    version = publish_version(version=QuestionnaireVersion.objects.get(survey__code="other"))
    assert version.edited_by == officer
    officer.delete()
    version.refresh_from_db()
    assert (version.edited_by, version.status) == (None, QuestionnaireVersion.Status.PUBLISHED)


# --- In PostgreSQL, whoever asks ------------------------------------------------------------------

CHANGED = "never changed or deleted"
TABLES = ["surveys_sectionrow", "surveys_pagerow", "surveys_questionrow", "surveys_optionrow"]


def run(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.services
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_changes_to_the_parts(
    table: str, published: QuestionnaireVersion
) -> None:
    columns = {
        "surveys_sectionrow": "position, code, title, version_id",
        "surveys_pagerow": "position, code, title, intro, section_id",
        "surveys_questionrow": (
            "position, code, type, label, short, hint, guidance, unit, is_required,"
            "constraint_message, pattern, allowed_missing, is_dropdown, most_rows, page_id"
        ),
        "surveys_optionrow": "position, code, label, is_exclusive, columns, question_id",
    }[table]
    copied = columns.replace("code", "'another'")
    for statement in (
        f"UPDATE {table} SET position = 7",
        f"DELETE FROM {table}",
        f"INSERT INTO {table} ({columns}) SELECT {copied} FROM {table} LIMIT 1",
    ):
        with pytest.raises(IntegrityError, match=CHANGED):
            run(statement)


@pytest.mark.services
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_lets_drafts_be_edited(table: str) -> None:
    store_draft(questionnaire=small_questionnaire())
    run(f"UPDATE {table} SET position = position + 7")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(position) FROM {table}")
        assert cursor.fetchone() == (7,)


@pytest.mark.services
@pytest.mark.parametrize("is_into", [True, False], ids=["into", "out of"])
def test_postgresql_refuses_a_move_between_versions(
    is_into: bool, published: QuestionnaireVersion, draft: QuestionnaireVersion
) -> None:
    there, here = (published, draft) if is_into else (draft, published)
    with pytest.raises(IntegrityError, match=CHANGED):
        run(
            "UPDATE surveys_pagerow SET section_id = %s WHERE id = %s",
            first(SectionRow, there).pk,
            first(PageRow, here).pk,
        )


@pytest.mark.services
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET number = 9",
        "UPDATE {} SET digest = 'x'",
        "UPDATE {} SET status = 'draft'",
        "UPDATE {} SET published_at = now()",
        "UPDATE {} SET status = 'retired', retired_at = now(), number = 9",
        "UPDATE {} SET edited_at = now()",
        "DELETE FROM {}",
    ],
)
def test_postgresql_refuses_changes_to_a_published_version(
    change: str, published: QuestionnaireVersion
) -> None:
    with pytest.raises(IntegrityError, match="a published version is never"):
        run(change.format("surveys_questionnaireversion"))


@pytest.mark.services
def test_postgresql_lets_it_be_retired_and_nothing_after(published: QuestionnaireVersion) -> None:
    run("UPDATE surveys_questionnaireversion SET status = 'retired', retired_at = now()")
    with pytest.raises(IntegrityError, match="never changed"):
        run("UPDATE surveys_questionnaireversion SET status = 'published', retired_at = NULL")
    with pytest.raises(IntegrityError, match=CHANGED):
        run("UPDATE surveys_pagerow SET position = 7")


@pytest.mark.services
def test_postgresql_knows_no_version_that_was_never_a_draft(draft: QuestionnaireVersion) -> None:
    with pytest.raises(IntegrityError, match="begins as a draft"):
        run(
            "INSERT INTO surveys_questionnaireversion"
            " (survey_id, number, status, digest, created_at, published_at)"
            " VALUES (%s, 9, 'published', 'x', now(), now())",
            draft.survey_id,
        )
    with pytest.raises(IntegrityError, match="a draft cannot be retired"):
        run(
            "UPDATE surveys_questionnaireversion SET status = 'retired', digest = 'x',"
            " published_at = now(), retired_at = now() WHERE id = %s",
            draft.pk,
        )


PUBLISH = (
    "UPDATE surveys_questionnaireversion SET status = 'published', digest = 'x',"
    " published_at = now() WHERE id = %s"
)


@pytest.mark.services
@pytest.mark.parametrize("is_retired", [False, True])
def test_postgresql_refuses_a_code_of_another_type(
    is_retired: bool, published: QuestionnaireVersion, draft: QuestionnaireVersion
) -> None:
    if is_retired:
        retire_version(version=published)
    employees = QuestionRow.objects.filter(
        page__section__version=draft, code__in=["employees", "signatory_name"]
    )
    employees.update(type="decimal")
    with pytest.raises(
        IntegrityError, match="a code never changes type: employees, signatory_name"
    ):
        run(PUBLISH, draft.pk)


@pytest.mark.services
def test_another_survey_or_another_draft_may_give_the_code_another_type(
    published: QuestionnaireVersion,
) -> None:
    draft = store_draft(questionnaire=small_questionnaire("other"))
    unpublished = store_draft(questionnaire=small_questionnaire("other"))
    rows = QuestionRow.objects.filter(code="employees", page__section__version=unpublished)
    rows.update(type="text")
    run(PUBLISH, draft.pk)
    assert Survey.objects.get(code="other").versions.published().count() == 1


def test_an_expression_that_moves_nothing_is_no_move(draft: QuestionnaireVersion) -> None:
    pages = PageRow.objects.filter(section__version=draft)
    assert pages.update(position=F("position") + 1) == 3
