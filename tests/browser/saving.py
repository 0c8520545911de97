"""A company and its colleague, asked two pages of which one hangs on its own answers."""

import secrets
from collections.abc import Iterator

from django.urls import reverse

from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse
from surveys.models.links import new_token, token_hash
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from tests.browser.city import City
from tests.every_type import DISTRICTS, YES_NO
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InvitationFactory,
    WaveFactory,
    published_version,
)

Q = QuestionType
IN_REGION = parse("${region} = 'no' or region = 'gwangju'", option_columns={"region"})
IF_GPU = parse("${uses_gpu} = 'yes'")

COMPUTE = Page(
    "compute",
    Text("연산 자원", "Computing"),
    (
        Question(
            "uses_gpu",
            Q.CHOOSE_ONE,
            Text("GPU를 씁니까?", "Do you use GPUs?"),
            options=YES_NO,
        ),
        Question("hours", Q.INTEGER, Text("시간", "How many hours?"), relevant=IF_GPU),
        Question("vendor", Q.TEXT, Text("공급사", "Whose GPUs?"), relevant=IF_GPU),
        Question("remark", Q.LONG_TEXT, Text("의견", "Remarks"), is_required=False),
        Question("region", Q.CHOOSE_ONE, Text("지역", "Region"), options=YES_NO, is_required=False),
        Question(
            "district",
            Q.CHOOSE_ONE,
            Text("시군구", "District"),
            options=DISTRICTS,
            is_dropdown=True,
            is_required=False,
            choice_filter=IN_REGION,
        ),
        Question("sites", Q.INTEGER, Text("사업장 수", "How many sites?"), is_required=False),
        Question(
            "site",
            Q.REPEAT,
            Text("사업장", "Sites"),
            is_required=False,
            row_count=parse("${sites}"),
            children=(Question("place", Q.TEXT, Text("장소", "Place"), is_required=False),),
        ),
    ),
)
PEOPLE = Page(
    "people",
    Text("인력", "People"),
    (
        Question("staff", Q.INTEGER, Text("직원 수", "How many people?")),
        Question("plans", Q.LONG_TEXT, Text("계획", "What are your plans?"), is_required=False),
    ),
)
SURVEY = Questionnaire(
    "saving",
    Text("저장 조사", "A survey to be saved"),
    (Section("all", Text("모두", "Everything"), (COMPUTE, PEOPLE)),),
)


def invited(city: City, count: int) -> list[tuple[str, str]]:
    """For each of so many companies the links of two colleagues, who have not begun."""
    command = f"from tests.browser.saving import invite; print(*invite({count}))"
    links = city.manage("shell", "--no-imports", "--command", command).split()[-2 * count :]
    return list(zip(links[::2], links[1::2], strict=True))


def invite(count: int) -> Iterator[str]:
    """Runs inside the city."""
    wave = WaveFactory(code="saving", version=published_version(SURVEY))
    for _company in range(count):
        number = str(secrets.randbelow(10**10)).zfill(10)
        company = CompanyFactory(registration_number=number)
        for name in ("first", "second"):
            token = new_token()
            email = f"{name}.{number}@example.org"
            contact = ContactFactory(company=company, email=email)
            InvitationFactory(wave=wave, contact=contact, token_hash=token_hash(token))
            yield reverse("surveys:enter", args=[token])
