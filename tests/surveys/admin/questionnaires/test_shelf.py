"""The list of surveys and what begins there."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from surveys.models import QuestionnaireVersion, Survey
from surveys.services.versions import retire_version
from tests.factories import WaveFactory, published_version, small_questionnaire
from tests.support_plans.admin.desk import signed_in
from tests.surveys.admin.questionnaires.desk import condition, draft, page_of, press, text_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:surveys_questionnaireversion_changelist")
NEW = reverse("admin:questionnaire_new")


def rows(response: object) -> list[str]:
    found = page_of(response).xpath("//table[contains(@class, 'desk-table')]/tbody/tr")
    return [" ".join(" ".join(row.itertext()).split()) for row in found]


def test_each_survey_shows_its_versions_newest_first() -> None:
    wave = WaveFactory(title_en="Spring wave")
    retire_version(version=published_version(small_questionnaire("other")))
    draft()

    response = signed_in("officer").get(LIST)

    first, second = rows(response)[:2]
    assert first.startswith("Version 2 Draft 4 ")
    assert second.startswith("Version 1 Published 4 ")
    assert " Spring wave " in second
    assert wave.version.survey.title_en in text_of(response)
    assert any(row.startswith("Version 1 Retired 4 ") for row in rows(response))


def test_the_list_takes_as_many_queries_for_three_surveys_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in("officer")
    draft(small_questionnaire("a"))
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    for code in "bcb":
        WaveFactory(version=published_version(small_questionnaire(code)))

    with django_assert_num_queries(8):
        client.get(LIST)


def test_a_new_survey_begins_with_an_empty_draft() -> None:
    client = signed_in("officer")

    response = press(client, NEW, title_ko="빛고을 조사", title_en="City survey", code="city")

    version = QuestionnaireVersion.objects.get()
    assert response["Location"] == reverse("admin:questionnaire_section_add", args=[version.pk])
    assert (version.survey.title_ko, version.survey.code) == ("빛고을 조사", "city")
    assert version.questionnaire.sections == ()
    assert version.edited_by is not None


def test_a_code_of_another_survey_is_refused() -> None:
    draft(small_questionnaire("city"))

    response = press(signed_in("officer"), NEW, title_ko="조사", code="city")

    assert response.status_code == 422
    assert "Another survey has this code already." in text_of(response)
    assert Survey.objects.count() == 1


def test_a_draft_begins_as_a_copy_of_what_is_published() -> None:
    published = published_version()
    client = signed_in("officer")

    response = client.post(reverse("admin:questionnaire_draft", args=[published.survey_id]))

    copy = QuestionnaireVersion.objects.get(status="draft")
    assert response["Location"] == reverse(
        "admin:surveys_questionnaireversion_change", args=[copy.pk]
    )
    assert copy.questionnaire.sections == published.questionnaire.sections


@pytest.mark.parametrize(("role", "reads", "writes"), [
    ("officer", 200, 200),
    ("approver", 200, 200),
    ("programme_manager", 403, 403),
    ("manager", 403, 403),
    ("auditor", 403, 403),
])  # fmt: skip
def test_who_reads_and_who_writes(role: str, reads: int, writes: int) -> None:
    version = draft()
    client: Client = signed_in(role)
    reading = [
        reverse("admin:surveys_questionnaireversion_change", args=[version.pk]),
        *(reverse(f"admin:questionnaire_{name}", args=[version.pk])
          for name in ("problems", "differences", "workbook")),
        reverse("admin:questionnaire_preview", args=[version.pk, "signature"]),
    ]  # fmt: skip
    writing = [
        NEW,
        reverse("admin:questionnaire_import"),
        *(reverse(f"admin:questionnaire_{name}", args=[version.pk])
          for name in ("publish", "discard", "section_add", "retire")),
        *(reverse(f"admin:questionnaire_part_{step}", args=[version.pk, "pages", "signature"])
          for step in ("edit", "add", "remove")),
        condition(version, "pages", "signature", "relevant"),
    ]  # fmt: skip

    assert [client.get(address).status_code for address in reading] == [reads] * len(reading)
    assert [client.get(address).status_code for address in writing] == [writes] * len(writing)


def test_whoever_only_reads_is_offered_nothing_to_write(django_user_model: object) -> None:
    from django.contrib.auth.models import Permission

    from tests.factories import user

    version = draft()
    reader = user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_questionnaireversion"))
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"

    page = client.get(reverse("admin:surveys_questionnaireversion_change", args=[version.pk]))

    assert page.status_code == 200
    links = page_of(page).xpath("//*[@id='content-main']//a/@href")
    assert not [
        one for one in links if "/questions/" in one or "/publish/" in one or "/add/" in one
    ]
    assert page_of(page).xpath("//*[@id='content-main']//form") == []


def test_a_stranger_is_asked_to_sign_in() -> None:
    version = draft()

    for name in ("problems", "publish", "workbook"):
        response = Client().get(reverse(f"admin:questionnaire_{name}", args=[version.pk]))
        assert response["Location"].startswith(reverse("admin:login"))
