"""A small questionnaire with every type of question and every property, for tests and pictures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from surveys.logic.expressions import Literal
from surveys.logic.text import Text
from surveys.logic.values import Missing
from surveys.logic.xlsform_syntax import parse
from surveys.questionnaire import Option, Page, Question, Questionnaire, QuestionType, Section

Q = QuestionType
WAYS_OUT = frozenset({Missing.DONT_KNOW, Missing.PREFER_NOT_TO_SAY})
DONT_KNOW = frozenset({Missing.DONT_KNOW})


def _options(*rows: tuple[str, str, str], exclusive: str = "") -> tuple[Option, ...]:
    return tuple(Option(code, Text(ko, en), code == exclusive) for code, ko, en in rows)


YES_NO = _options(("yes", "예", "Yes"), ("no", "아니요", "No"))
PRIORITIES = _options(
    ("gpu", "GPU 사용 시간", "GPU hours"),
    ("data", "학습 데이터", "Training data"),
    ("people", "개발 인력", "Engineers"),
    ("money", "투자 유치", "Investment"),
)
SCALE = _options(
    ("1", "전혀 아님", "Not at all"),
    ("2", "아님", "No"),
    ("3", "보통", "Neutral"),
    ("4", "그러함", "Yes"),
    ("5", "매우 그러함", "Very much"),
)
_DISTRICTS = (
    ("gwangju", "dong", "광주 동구", "Dong-gu, Gwangju"),
    ("gwangju", "seo", "광주 서구", "Seo-gu, Gwangju"),
    ("gwangju", "nam", "광주 남구", "Nam-gu, Gwangju"),
    ("gwangju", "buk", "광주 북구", "Buk-gu, Gwangju"),
    ("gwangju", "gwangsan", "광주 광산구", "Gwangsan-gu, Gwangju"),
    ("jeonnam", "mokpo", "전남 목포시", "Mokpo, Jeonnam"),
    ("jeonnam", "yeosu", "전남 여수시", "Yeosu, Jeonnam"),
    ("jeonnam", "suncheon", "전남 순천시", "Suncheon, Jeonnam"),
    ("jeonnam", "naju", "전남 나주시", "Naju, Jeonnam"),
    ("jeonnam", "gwangyang", "전남 광양시", "Gwangyang, Jeonnam"),
    ("jeonnam", "damyang", "전남 담양군", "Damyang, Jeonnam"),
    ("jeonnam", "hwasun", "전남 화순군", "Hwasun, Jeonnam"),
    ("jeonnam", "jangseong", "전남 장성군", "Jangseong, Jeonnam"),
    ("jeonnam", "hampyeong", "전남 함평군", "Hampyeong, Jeonnam"),
)
DISTRICTS = tuple(
    Option(code, Text(ko, en), columns=(("region", region),)) for region, code, ko, en in _DISTRICTS
)

WORDS = Page(
    "words",
    Text("글로 쓰는 답", "Answers in words"),
    (
        Question(
            "product",
            Q.TEXT,
            Text("대표 제품의 이름은 무엇입니까?", "What is your main product called?"),
            short=Text("대표 제품", "Main product"),
            hint=Text("영문 이름도 됩니다.", "An English name will do, too."),
            guidance=Text(
                "제품이 여럿이면 매출이 가장 큰 것을 적어 주십시오.\n\n서비스도 제품으로 봅니다.",
                "Of several, take the one that sells best.\n\nA service is a product, too.",
            ),
        ),
        Question(
            "licence",
            Q.TEXT,
            Text("인증 번호는 무엇입니까?", "What is your certificate’s number?"),
            pattern="[A-Z]{2}-[0-9]{4}",
            constraint_message=Text(
                "영문 대문자 두 자와 숫자 네 자로 적어 주십시오. 예: AI-2031",
                "Write two capital letters and four digits, for example AI-2031.",
            ),
            is_required=False,
        ),
        Question("story", Q.LONG_TEXT, Text("제품을 소개해 주십시오.", "Tell us about it.")),
        Question("number", Q.REGISTRATION_NUMBER, Text("사업자등록번호", "Registration number")),
        Question("mail", Q.EMAIL, Text("전자우편 주소", "E-mail address")),
        Question("phone", Q.PHONE, Text("전화번호", "Telephone number"), allowed_missing=WAYS_OUT),
        Question("site", Q.URL, Text("누리집 주소", "Web address"), is_required=False),
    ),
)
NUMBERS = Page(
    "numbers",
    Text("‘${product}’의 숫자", "${product} in numbers"),
    (
        Question(
            "staff",
            Q.INTEGER,
            Text("‘${product}’ 일을 몇 명이 합니까?", "How many people work on ${product}?"),
            short=Text("제품 인력", "People on the product"),
            unit=Text("명", "person|people"),
            minimum=Decimal(0),
            maximum=Decimal(5000),
        ),
        Question(
            "latency",
            Q.DECIMAL,
            Text("응답 시간은 얼마입니까?", "How long does it take to answer?"),
            unit=Text("초", "second|seconds"),
            allowed_missing=DONT_KNOW,
        ),
        Question(
            "sales",
            Q.MONEY,
            Text("지난해 매출은 얼마입니까?", "What did it sell for last year?"),
            unit=Text("백만원", "KRW million"),
            minimum=Decimal(0),
        ),
        Question(
            "share", Q.PERCENT, Text("수출 비중", "Share of exports"), allowed_missing=WAYS_OUT
        ),
        Question("begun", Q.DATE, Text("개발을 시작한 날", "Day on which work on it began")),
        Question("released", Q.MONTH, Text("출시한 달", "Month of its release")),
        Question("since", Q.YEAR, Text("첫 특허를 낸 해", "Year of the first patent")),
        Question(
            "per_head",
            Q.CALCULATED,
            Text("1인당 매출", "Sales per head"),
            unit=Text("원", "KRW"),
            calculation=parse("if(${staff} > 0, ${sales} div ${staff}, 0)"),
        ),
        Question(
            "staff_note",
            Q.NOTE,
            Text(
                "${staff:이/가} 일하면 1인당 매출은 ${per_head}입니다.",
                "With ${staff}, sales per head are ${per_head}.",
            ),
            relevant=parse("${staff} > 0 and ${sales} > 0"),
        ),
    ),
)
CHOICES = Page(
    "choices",
    Text("고르는 답", "Answers to choose"),
    (
        Question(
            "uses_gpu",
            Q.CHOOSE_ONE,
            Text("GPU를 쓰고 있습니까?", "Do you use GPUs?"),
            options=YES_NO,
            allowed_missing=WAYS_OUT,
        ),
        Question(
            "gpu_where",
            Q.CHOOSE_SEVERAL,
            Text("어디에서 씁니까?", "Where?"),
            options=_options(
                ("own", "자체 서버", "Our own servers"),
                ("cloud", "민간 클라우드", "A commercial cloud"),
                ("center", "국가 AI 데이터센터", "The National AI Data Center"),
                ("none", "정해지지 않음", "Not settled"),
                exclusive="none",
            ),
            relevant=parse("${uses_gpu} = 'yes'"),
        ),
        Question(
            "region",
            Q.CHOOSE_ONE,
            Text("어느 지역에 있습니까?", "In which region are you?"),
            options=_options(
                ("gwangju", "광주광역시", "Gwangju"), ("jeonnam", "전라남도", "Jeonnam")
            ),
        ),
        Question(
            "district",
            Q.CHOOSE_ONE,
            Text("어느 시·군·구입니까?", "Which district or town?"),
            options=DISTRICTS,
            choice_filter=parse("region = ${region}", option_columns=frozenset({"region"})),
            relevant=parse("${region} != ''"),
            allowed_missing=DONT_KNOW,
        ),
        Question(
            "stage",
            Q.CHOOSE_ONE,
            Text("성장 단계", "Growth stage"),
            options=_options(
                ("seed", "준비", "Preparing"),
                ("early", "초기", "Early"),
                ("growth", "성장", "Growth"),
            ),
            is_dropdown=True,
            default=Literal("early"),
        ),
    ),
)
RATINGS = Page(
    "ratings",
    Text("매기는 답", "Answers to rate"),
    (
        Question(
            "needs",
            Q.GRID,
            Text("다음이 필요합니까?", "Do you need these?"),
            options=SCALE,
            allowed_missing=DONT_KNOW,
            children=(
                Question("need_space", Q.CHOOSE_ONE, Text("사무 공간", "Office space")),
                Question("need_mentor", Q.CHOOSE_ONE, Text("멘토링", "Mentoring")),
                Question(
                    "need_parking",
                    Q.CHOOSE_ONE,
                    Text("주차 공간", "Parking"),
                    relevant=parse("${need_space} >= 4"),
                ),
            ),
        ),
        Question(
            "priorities",
            Q.RANKING,
            Text("무엇이 더 급합니까?", "What is more urgent?"),
            short=Text("우선순위", "Priorities"),
            options=PRIORITIES,
            allowed_missing=DONT_KNOW,
        ),
    ),
)
FILES = Page(
    "files",
    Text("붙이는 답", "Answers to attach"),
    (
        Question(
            "plan",
            Q.FILE,
            Text("사업 계획서를 붙여 주십시오.", "Attach your business plan."),
            short=Text("사업 계획서", "Business plan"),
            allowed_missing=DONT_KNOW,
        ),
        Question("brochure", Q.FILE, Text("제품 안내서", "Brochure"), is_required=False),
    ),
)
OPENINGS = Question(
    "openings",
    Q.REPEAT,
    Text("어떤 사람을 뽑습니까?", "Whom will you hire?"),
    short=Text("채용 계획", "Openings"),
    hint=Text("직무마다 하나씩 적어 주십시오.", "One entry for each job."),
    most_rows=4,
    children=(
        Question("job", Q.TEXT, Text("직무", "Job")),
        Question(
            "contract",
            Q.CHOOSE_ONE,
            Text("‘${job}’의 고용 형태", "Contract of the ${job}"),
            options=_options(("full", "정규직", "Permanent"), ("fixed", "계약직", "Fixed-term")),
        ),
        Question(
            "ends",
            Q.DATE,
            Text("계약이 끝나는 날", "Last day of the contract"),
            relevant=parse("${contract} = 'fixed'"),
        ),
        Question(
            "pay",
            Q.MONEY,
            Text("연봉", "Yearly pay"),
            is_required=False,
            required_if=parse("${contract} = 'full'"),
            allowed_missing=WAYS_OUT,
        ),
        Question(
            "skills",
            Q.CHOOSE_SEVERAL,
            Text("기술", "Skills"),
            options=_options(
                ("ml", "기계 학습", "Machine learning"), ("ops", "운영 자동화", "MLOps")
            ),
        ),
        Question(
            "weights",
            Q.RANKING,
            Text("채용 기준의 순서", "What counts more"),
            options=_options(
                ("skill", "기술", "Skill"),
                ("degree", "학위", "Degree"),
                ("wage", "희망 연봉", "Pay"),
            ),
        ),
        Question("advert", Q.FILE, Text("채용 공고", "Job advertisement"), is_required=False),
        Question(
            "row_number", Q.CALCULATED, Text("순번", "Number"), calculation=parse("position(..)")
        ),
        Question(
            "row_note",
            Q.NOTE,
            Text("${row_number}번째 직무입니다.", "This is job number ${row_number}."),
        ),
    ),
)
ROWS = Page("rows", Text("여러 번 적는 답", "Answers in rows"), (OPENINGS,))
COUNTED = Page(
    "counted",
    Text("세어 적는 답", "Counted answers"),
    (
        Question(
            "sites",
            Q.INTEGER,
            Text("사업장이 몇 곳입니까?", "How many sites do you have?"),
            short=Text("사업장 수", "Sites"),
            unit=Text("곳", "site|sites"),
            minimum=Decimal(0),
            maximum=Decimal(9),
        ),
        Question(
            "places",
            Q.REPEAT,
            Text("사업장을 적어 주십시오.", "Tell us about each site."),
            short=Text("사업장", "Site list"),
            row_count=parse("${sites}"),
            children=(
                Question(
                    "place_name",
                    Q.TEXT,
                    Text("이름", "Name"),
                    default=parse("if(position(..) = 1, '본사', '')"),
                ),
                Question(
                    "place_size",
                    Q.INTEGER,
                    Text("면적", "Area"),
                    unit=Text("㎡", "m²"),
                    is_required=False,
                ),
            ),
        ),
    ),
)

EVERY_TYPE = Questionnaire(
    "every_type",
    Text("모든 유형의 조사", "A survey of every type"),
    (
        Section("plain", Text("쓰는 답", "Writing"), (WORDS, NUMBERS)),
        Section("choosing", Text("고르는 답", "Choosing"), (CHOICES, RATINGS)),
        Section("more", Text("그 밖의 답", "And more"), (FILES, ROWS, COUNTED)),
    ),
)

A_FILE = {"file": "6f1c9d0e-0000-4000-8000-000000000001", "name": "계획.pdf"}

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "words": {
        "product": "무등 번역기",
        "licence": "AI-2031",
        "story": "남도 말을\n표준어로 옮깁니다.",
        "number": "1248100998",
        "mail": "name@example.org",
        "phone": {"missing": "prefer_not_to_say"},
        "site": None,
    },
    "numbers": {
        "staff": 7,
        "latency": "0.25",
        "sales": 350_000_000,
        "share": {"missing": "dont_know"},
        "begun": "2019-03-01",
        "released": "2021-11",
        "since": 2020,
    },
    "choices": {
        "uses_gpu": "yes",
        "gpu_where": ["own", "center"],
        "region": "gwangju",
        "district": "gwangsan",
        "stage": "growth",
    },
    "ratings": {
        "need_space": "4",
        "need_mentor": {"missing": "dont_know"},
        "need_parking": "1",
        "priorities": ["people", "gpu", "money", "data"],
    },
    "files": {"plan": A_FILE, "brochure": None},
    "rows": {
        "openings": [
            {
                "job": "번역 모델 개발자",
                "contract": "full",
                "pay": 62_000_000,
                "skills": ["ml"],
                "weights": ["skill", "wage", "degree"],
                "advert": A_FILE,
            },
            {
                "job": "운영 담당자",
                "contract": "fixed",
                "ends": "2027-12-31",
                "pay": None,
                "skills": ["ml", "ops"],
                "weights": ["degree", "skill", "wage"],
                "advert": None,
            },
        ]
    },
    "counted": {
        "sites": 2,
        "places": [
            {"place_name": "본사", "place_size": 120},
            {"place_name": "연구소", "place_size": None},
        ],
    },
}
"""An answer to everything that is asked, by page."""
