"""Versions: numbered, copied, published when nothing is wrong, retired when nobody needs them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.checking import Place
from surveys.models import QuestionnaireVersion, QuestionRow, Survey
from surveys.models.append_only import CannotChange
from surveys.models.frozen import content_digest
from surveys.questionnaire import Questionnaire, QuestionType
from surveys.services.version_problems import CannotPublish, VersionHasMoved, VersionInUse
from surveys.services.versions import (
    discard_draft,
    earlier_types,
    edit_draft,
    new_draft,
    publish_version,
    retire_version,
    store_draft,
)
from tests.factories import (
    WaveFactory,
    published_version,
    shortest_questionnaire,
    small_questionnaire,
    user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Status = QuestionnaireVersion.Status


def with_type(code: str, other: QuestionType) -> Questionnaire:
    """The small questionnaire, with one question on its first page of another type."""
    whole = small_questionnaire()
    section = whole.sections[0]
    page = section.pages[0]
    questions = tuple(replace(q, type=other) if q.code == code else q for q in page.questions)
    pages = (replace(page, questions=questions), *section.pages[1:])
    return replace(whole, sections=(replace(section, pages=pages), *whole.sections[1:]))


# --- Drafts ---------------------------------------------------------------------------------------


def test_drafts_of_a_survey_are_numbered_one_after_the_other() -> None:
    numbers = [store_draft(questionnaire=small_questionnaire()).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert store_draft(questionnaire=small_questionnaire("other")).number == 1


def test_a_discarded_draft_s_number_harms_no_later_one() -> None:
    first, second = (store_draft(questionnaire=small_questionnaire()) for _ in range(2))
    discard_draft(version=first)
    assert store_draft(questionnaire=small_questionnaire()).number == second.number + 1
    assert not QuestionRow.objects.filter(page__section__version=first.pk).exists()


def test_a_draft_says_who_made_it() -> None:
    officer = user("editor")
    draft = store_draft(questionnaire=small_questionnaire(), by=officer)
    assert draft.edited_by == officer
    assert draft.edited_at is not None


def test_a_new_draft_is_a_copy_of_the_newest_published_version() -> None:
    published_version()
    newest = published_version(shortest_questionnaire())
    store_draft(questionnaire=small_questionnaire())  # a draft is not what is copied

    draft = new_draft(survey=newest.survey, by=user("editor"))

    assert (draft.number, draft.status) == (4, Status.DRAFT)
    assert draft.questionnaire.sections == shortest_questionnaire().sections


def test_a_copy_is_equal_and_its_rows_are_its_own() -> None:
    original = published_version()
    draft = new_draft(survey=original.survey)
    assert draft.questionnaire.sections == original.questionnaire.sections
    draft.section_rows.update(title={"ko": "다른 제목", "en": "Another title"})
    assert original.questionnaire.sections == small_questionnaire().sections


def test_a_retired_version_is_copied_where_no_other_is_published() -> None:
    used = published_version()
    bad = published_version(shortest_questionnaire())
    retire_version(version=bad)
    assert new_draft(survey=used.survey).questionnaire.sections == used.questionnaire.sections
    retire_version(version=used)
    assert new_draft(survey=used.survey).questionnaire.sections == shortest_questionnaire().sections


def test_a_survey_s_first_draft_is_empty() -> None:
    survey = Survey.objects.create(code="new", title_ko="새 조사")
    draft = new_draft(survey=survey)
    assert (draft.number, draft.questionnaire.sections) == (1, ())


def test_editing_notes_who_and_when() -> None:
    draft, officer = store_draft(questionnaire=small_questionnaire()), user("editor")
    before = draft.edited_at
    edit_draft(version=draft, by=officer)
    draft.refresh_from_db()
    assert draft.edited_by == officer
    assert draft.edited_at > before


# --- Publishing -----------------------------------------------------------------------------------


def test_a_published_version_knows_who_when_and_what() -> None:
    approver = user("publisher")
    version = publish_version(version=store_draft(questionnaire=small_questionnaire()), by=approver)
    assert (version.status, version.published_by) == (Status.PUBLISHED, approver)
    assert version.published_at is not None
    assert version.digest == content_digest(small_questionnaire())


def test_a_code_never_changes_type() -> None:
    published_version()
    draft = store_draft(questionnaire=with_type("employees", QuestionType.DECIMAL))

    with pytest.raises(CannotPublish) as refused:
        publish_version(version=draft)

    blocking = [one.place for one in refused.value.findings if one.is_blocking]
    assert blocking == [Place("question", "employees", "type")]
    assert refused.value.sentence == ("Nothing was published: 1 problem has to be solved first.")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_earlier_types_are_those_of_published_and_retired_versions_of_the_survey() -> None:
    retire_version(version=published_version())
    store_draft(questionnaire=with_type("uses_gpu", QuestionType.TEXT))
    published_version(shortest_questionnaire("other"))
    assert earlier_types("small") == {
        "employees": QuestionType.INTEGER,
        "uses_gpu": QuestionType.CHOOSE_ONE,
        "compute_barriers": QuestionType.CHOOSE_SEVERAL,
        "signatory_name": QuestionType.TEXT,
    }


# --- Retiring -------------------------------------------------------------------------------------


def test_a_retired_version_knows_who_and_when() -> None:
    version, officer = published_version(), user("editor")
    retire_version(version=version, by=officer)
    assert (version.status, version.retired_by) == (Status.RETIRED, officer)
    assert version.retired_at is not None


@pytest.mark.parametrize(
    ("opens_in", "closes_in"),
    [(-7, 1), (1, 7)],
    ids=["open", "to come"],
)
def test_a_version_that_a_wave_needs_is_not_retired(opens_in: int, closes_in: int) -> None:
    now = timezone.now()
    wave = WaveFactory(
        opens_at=now + timedelta(days=opens_in), closes_at=now + timedelta(days=closes_in)
    )
    with pytest.raises(VersionInUse) as refused:
        retire_version(version=wave.version)
    assert refused.value.waves == (wave,)
    assert refused.value.sentence == (
        "Nothing was retired: “Demonstration survey” asks this version and is not over. Give it a "
        "newer version first, or wait until it closes."
    )
    wave.version.refresh_from_db()
    assert wave.version.status == Status.PUBLISHED


def test_several_waves_are_counted() -> None:
    version = published_version()
    WaveFactory.create_batch(2, version=version)
    with pytest.raises(VersionInUse) as refused:
        retire_version(version=version)
    assert refused.value.sentence.startswith("Nothing was retired: 2 waves ask this version")


def test_after_the_wave_the_version_may_be_retired() -> None:
    wave = WaveFactory(closes_at=timezone.now())
    assert retire_version(version=wave.version).status == Status.RETIRED


# --- Too late -------------------------------------------------------------------------------------


def stale_draft() -> QuestionnaireVersion:
    draft = store_draft(questionnaire=small_questionnaire())
    publish_version(version=QuestionnaireVersion.objects.get(pk=draft.pk))
    return draft


@pytest.mark.parametrize(
    "move",
    [
        lambda version: publish_version(version=version),
        lambda version: edit_draft(version=version, by=None),
        lambda version: discard_draft(version=version),
    ],
    ids=["publish", "edit", "discard"],
)
def test_a_version_published_meanwhile_is_no_draft(
    move: Callable[[QuestionnaireVersion], object],
) -> None:
    with pytest.raises(VersionHasMoved) as refused:
        move(stale_draft())
    assert isinstance(refused.value, CannotChange)
    assert refused.value.sentence == (
        "Nothing was changed: this version has been published, and published versions stay as they "
        "are. Start a new draft to change it."
    )


def test_a_draft_is_not_retired_and_a_retired_version_not_retired_again() -> None:
    draft = store_draft(questionnaire=small_questionnaire())
    with pytest.raises(VersionHasMoved) as refused:
        retire_version(version=draft)
    assert refused.value.sentence == (
        "Nothing was changed: this version is still a draft. Publish it first."
    )
    retired = retire_version(version=publish_version(version=draft))
    with pytest.raises(VersionHasMoved) as refused:
        retire_version(version=retired)
    assert refused.value.sentence == "Nothing was changed: this version has been retired."


def test_a_discarded_draft_is_gone_for_whoever_comes_later() -> None:
    draft = store_draft(questionnaire=small_questionnaire())
    discard_draft(version=QuestionnaireVersion.objects.get(pk=draft.pk))
    with pytest.raises(VersionHasMoved) as refused:
        publish_version(version=draft)
    assert refused.value.sentence == "Nothing was changed: somebody has discarded this draft."
