"""Whom a company is compared with."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.utils import timezone

from surveys.models import Submission, Wave
from surveys.peers import Shares, Spread, TooFew
from surveys.services.answer import save_page
from surveys.services.peers import PeerGroup, peer_group
from surveys.services.submit import submit_response
from surveys.services.versions import publish_version, store_draft
from tests.factories import SMALL_ANSWERS, WaveFactory, small_questionnaire, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave() -> Wave:
    return WaveFactory()


def answered(wave: Wave, employees: object, *, field: str = "energy", **more: object) -> Submission:
    pages = {**SMALL_ANSWERS, "company_size": {"employees": employees, "uses_gpu": "yes"}}
    return submission(pages, wave=wave, company__field=field, **more)


def others(wave: Wave, numbers: list[int], **more: object) -> list[Submission]:
    return [answered(wave, number, **more) for number in numbers]


def again(of: Submission, employees: int) -> Submission:
    """The same company submits another number of employees."""
    pages = of.response.pages.get(page="company_size")
    save_page(
        response=of.response,
        page="company_size",
        answers={**pages.answers, "employees": employees},
        revision=pages.revision,
        by=of.submitted_by,
        now=timezone.now(),
    )
    return submit_response(response=of.response, by=of.submitted_by, now=timezone.now())


def group(of: Submission) -> PeerGroup:
    found = peer_group(submission=of)
    assert found is not None
    return found


def figures(of: Submission) -> Mapping[str, object]:
    return group(of).figures


def test_four_others_are_too_few(wave: Wave) -> None:
    own = answered(wave, 1)
    others(wave, [10, 20, 30, 40])
    assert peer_group(submission=own) is None


def test_five_others_of_the_field_are_compared_without_oneself(wave: Wave) -> None:
    own = answered(wave, 1_000_000)
    others(wave, [10, 20, 30, 40, 50])
    found = group(own)
    assert (found.is_of_field, found.count) == (True, 5)
    assert found.figures == {
        "employees": Spread(5, median=30),
        "uses_gpu": Shares(5, {"yes": 100}),
        "compute_barriers": Shares(5, {"cost": 100, "waiting_time": 100}),
    }


def test_a_field_of_four_others_is_compared_with_all_of_the_wave(wave: Wave) -> None:
    own = answered(wave, 1)
    others(wave, [10, 20, 30, 40])
    others(wave, [50], field="mobility")
    found = group(own)
    assert (found.is_of_field, found.count) == (False, 5)
    assert found.figures["employees"] == Spread(5, median=30)


def test_a_company_without_a_field_is_compared_with_all(wave: Wave) -> None:
    own = answered(wave, 1, field="")
    others(wave, [10, 20, 30, 40, 50], field="")
    assert not group(own).is_of_field


def test_other_waves_and_invented_companies_do_not_count(wave: Wave) -> None:
    own = answered(wave, 1)
    others(wave, [10, 20, 30, 40])
    others(WaveFactory(version=wave.version), [50, 60, 70, 80, 90])
    others(wave, [50, 60, 70, 80, 90], company__is_demonstration=True)
    assert peer_group(submission=own) is None


def test_invented_companies_are_compared_with_invented_ones(wave: Wave) -> None:
    own = answered(wave, 1, company__is_demonstration=True)
    others(wave, [10, 20, 30, 40, 50], company__is_demonstration=True)
    others(wave, [1000] * 5)
    assert figures(own)["employees"] == Spread(5, median=30)


def test_only_the_newest_submission_of_each_counts(wave: Wave) -> None:
    own = answered(wave, 1)
    first = others(wave, [10, 20, 30, 40, 50])
    for one, employees in zip(first, (1, 2, 300, 400, 500), strict=True):
        again(one, employees)
    assert figures(own)["employees"] == Spread(5, median=300)


def test_one_company_that_submits_does_not_show_in_the_figures(wave: Wave) -> None:
    own = answered(wave, 1)
    first = others(wave, [10, 20, 30, 40, 50])
    before = group(own)
    others(wave, [1000, 2000, 3000])
    again(first[0], 99)
    assert group(own) == before
    answered(wave, 4000)
    assert figures(own)["employees"] == Spread(9, median=99)  # 20 30 40 50 99 1000 2000 3000 4000


def test_what_oneself_submits_again_changes_nothing_about_the_others(wave: Wave) -> None:
    own = answered(wave, 1)
    others(wave, [10, 20, 30, 40, 50])
    others(wave, [60, 70, 80, 90])
    before = group(own)
    for employees in range(2, 7):
        own = again(own, employees)
    assert group(own) == before


def test_a_question_that_four_others_answered_is_hidden(wave: Wave) -> None:
    own = answered(wave, 1)
    others(wave, [10, 20, 30, 40])
    no_gpu = {**SMALL_ANSWERS, "company_size": {"employees": 50, "uses_gpu": "no"}}
    submission(no_gpu, wave=wave, company__field="energy")
    assert figures(own) == {
        "employees": Spread(5, median=30),
        "uses_gpu": Shares(5, {"yes": 80, "no": 20}),
        "compute_barriers": TooFew(),
    }


def test_versions_of_one_wave_are_compared_by_their_codes(wave: Wave) -> None:
    others(wave, [10, 20, 30])
    before = small_questionnaire()
    company, *rest = before.sections
    size, barriers = company.pages
    renamed = replace(company, pages=(replace(size, code="how_large"), barriers))
    newer = publish_version(
        version=store_draft(questionnaire=replace(before, sections=(renamed, *rest)))
    )
    Wave.objects.filter(pk=wave.pk).update(version=newer)
    wave.refresh_from_db()
    answers = {**SMALL_ANSWERS, "how_large": SMALL_ANSWERS["company_size"]}
    del answers["company_size"]
    own, *_more = [
        submission(
            {**answers, "how_large": {"employees": employees, "uses_gpu": "yes"}},
            wave=wave,
            version=newer,
            company__field="energy",
        )
        for employees in (1, 40, 50)
    ]
    assert figures(own)["employees"] == Spread(5, median=30)


def test_the_queries_are_two_however_many_companies(
    wave: Wave, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    own = answered(wave, 1)
    own = Submission.objects.select_related("response__company", "version__survey").get(pk=own.pk)
    assert own.version.questionnaire
    others(wave, [10, 20, 30, 40, 50])
    with django_assert_num_queries(2):  # type: ignore[operator]
        group(own)
    others(wave, [10, 20, 30, 40, 50])
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert group(own).count == 10
