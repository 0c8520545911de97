"""The 299 companies of the demonstration city, 158 of them moved in. Every one is invented.

The two counts are the city's published ones (Asia Business Daily, 28 August); everything else is
drawn from a seed, with the spread a regional AI cluster plausibly has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from support_plans.demonstration.chance import Chance

COMPANIES = 299
MOVED_IN = 158
AS_OF = date(2026, 1, 1)  # sizes, stages and places are those of this day
FIRST_MOU, LAST_MOU = date(2020, 1, 29), date(2025, 8, 22)
LAST_MOVE = date(2025, 12, 19)
SEED = 2026


@dataclass(frozen=True, slots=True)
class DemonstrationCompany:
    registration_number: str  # 10 digits, no hyphens
    name_ko: str
    name_en: str
    ai_field: str
    industry: str
    size_class: str
    employees: int
    revenue_krw: int  # last year's
    opened_on: date
    growth_stage: str
    head_office: str
    gwangju_sites: tuple[str, ...]  # beside a head office elsewhere
    district: str  # of Gwangju; "" unless moved in
    contact_email: str
    contact_language: str
    mou_signed_on: date
    moved_in_on: date | None

    @property
    def has_moved_in(self) -> bool:
        return self.moved_in_on is not None

    def age_on(self, day: date) -> int:
        """Full years since opening."""
        opened = self.opened_on
        return day.year - opened.year - ((day.month, day.day) < (opened.month, opened.day))


def demonstration_companies(seed: int = SEED) -> tuple[DemonstrationCompany, ...]:
    """The same 299 companies for the same seed, by date of their MOU with the city.

    Names carry "[시연]" and "[Demo]", addresses end in example.org (RFC 2606: nobody's), and
    names, addresses and registration numbers are unique.
    """
    chance = Chance(f"{seed}:companies")
    fields = [chance.one(FIELDS) for _ in range(COMPANIES)]
    traits = [_traits(chance, field) for field in fields]
    moved_in = set(chance.some(range(COMPANIES), MOVED_IN, lambda i: _pull(traits[i])))
    numbers = _registration_numbers(chance)
    names = {field: _names(chance, field) for field in FIELDS}
    companies = [
        _company(chance, one, next(names[one.field]), next(numbers), index in moved_in)
        for index, one in enumerate(traits)
    ]
    return tuple(sorted(companies, key=lambda one: (one.mou_signed_on, one.registration_number)))


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a company is, before it has a name and a place."""

    field: str
    opened_on: date
    size: str
    stage: str
    employees: int
    revenue_krw: int


def _traits(chance: Chance, field: str) -> _Traits:
    years = min(0.7 + chance.around(4.2, 0.9), chance.uniform(25, 38))
    opened_on = AS_OF - timedelta(days=round(years * 365.25))
    size = chance.one(next(sizes for limit, sizes in SIZES_BY_AGE if years < limit))
    stage = _stage(chance, years, size)
    low, high = EMPLOYEES[size]
    employees = round(chance.between(low, min(high, low + 4) if stage == "seed" else high))
    revenue_krw = _revenue(chance, stage, size, employees)
    return _Traits(field, opened_on, size, stage, employees, revenue_krw)


def _stage(chance: Chance, years: float, size: str) -> str:
    if size in {"mid_size", "large"}:
        return "mature"
    is_micro = size == "micro"
    if years < 2:
        return chance.one({"seed": 7 if is_micro else 1, "early": 3})
    if years < 4:
        return chance.one({"seed": 1.5 * is_micro, "early": 6 * (size != "medium"), "growth": 3})
    if years < 8:
        scale_up = {"micro": 0, "small": 2, "medium": 4}[size]
        return chance.one({"early": 3 - scale_up * 0.7, "growth": 6, "scale_up": scale_up})
    return chance.one({"growth": 4, "scale_up": 0 if is_micro else 3, "mature": 4})


def _revenue(chance: Chance, stage: str, size: str, employees: int) -> int:
    """Revenue by head, less in the first stages; a seed firm often has none yet."""
    if stage == "seed" and chance.yes(0.5):
        return 0
    per_head = chance.between(*REVENUE_PER_HEAD[size]) * {"seed": 0.2, "early": 0.6}.get(stage, 1)
    step = 1_000_000 if size == "micro" else 10_000_000
    return max(round(employees * per_head / step), 1) * step


def _pull(traits: _Traits) -> float:
    """How readily such a company moves to Gwangju: small firms, and the city's own fields."""
    at_home = traits.field in {"mobility", "healthcare", "energy", "culture_content"}
    return (1.5 if at_home else 1) * (1.4 if traits.size in {"micro", "small"} else 0.8)


def _company(
    chance: Chance, traits: _Traits, name: tuple[str, str], number: str, moved_in: bool
) -> DemonstrationCompany:
    ko, en = name
    head_office = chance.one(HEAD_OFFICES_MOVED_IN if moved_in else HEAD_OFFICES_ELSEWHERE)
    if moved_in and traits.size in {"mid_size", "large"}:
        head_office = "capital_area"
    abroad = head_office == "abroad"
    earliest = max(traits.opened_on + timedelta(days=40), FIRST_MOU)
    signed_on = _working_day(chance, earliest, LAST_MOU, lean=1.8)
    moved_in_on = None
    if moved_in:
        latest = min(signed_on + timedelta(days=720), LAST_MOVE)
        moved_in_on = _working_day(chance, signed_on + timedelta(days=30), latest)
    return DemonstrationCompany(
        registration_number=number,
        name_ko=f"[시연] {ko}",
        name_en=f"[Demo] {en}",
        ai_field=traits.field,
        industry=chance.one(INDUSTRIES[traits.field]),
        size_class=traits.size,
        employees=traits.employees,
        revenue_krw=traits.revenue_krw,
        opened_on=traits.opened_on,
        growth_stage=traits.stage,
        head_office=head_office,
        gwangju_sites=_sites(chance, head_office, moved_in),
        district=chance.one(DISTRICTS) if moved_in else "",
        contact_email=f"{en.lower().replace(' ', '.')}@example.org",
        contact_language="en" if abroad or chance.yes(0.04) else "ko",
        mou_signed_on=signed_on,
        moved_in_on=moved_in_on,
    )


def _sites(chance: Chance, head_office: str, moved_in: bool) -> tuple[str, ...]:
    """A branch or a laboratory, sometimes a factory beside it, of a firm from elsewhere."""
    if head_office == "gwangju" or not moved_in:
        return ()
    first = chance.one({("branch",): 5, ("research_lab",): 3, ("branch", "research_lab"): 1})
    return (*first, "factory") if chance.yes(0.08) else first


def _working_day(chance: Chance, first: date, last: date, lean: float = 1) -> date:
    """A Monday to Friday from `first` to a weekend after `last`; early ones more, as `lean` > 1."""
    day = first + timedelta(days=round((last - first).days * chance.random() ** lean))
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _registration_numbers(chance: Chance) -> Iterator[str]:
    """Numbers with a correct check digit, all from 999 up, so that they are seen to be invented.

    Weights 1 3 7 1 3 7 1 3 5, and the tens of the ninth product: the National Tax Service's rule.
    """
    for serial in chance.sample(range(1, 10_000), COMPANIES):
        body = f"999{chance.choice(('81', '86', '87', '88'))}{serial:04}"
        digits = [int(digit) for digit in body]
        total = sum(d * w for d, w in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
        yield f"{body}{-(total + digits[8] * 5 // 10) % 10}"


def _names(chance: Chance, field: str) -> Iterator[tuple[str, str]]:
    """Korean and English names of the field, in a random order, none twice."""
    pairs = [(first, last) for first in _pairs(PLACES_AND_LIGHT) for last in _pairs(WORDS[field])]
    chance.shuffle(pairs)
    return ((first[0] + last[0], f"{first[1]} {last[1]}") for first, last in pairs)


def _pairs(words: str) -> list[tuple[str, str]]:
    """ "무등 Mudeung 영산 Yeongsan" → [("무등", "Mudeung"), ("영산", "Yeongsan")]"""
    listed = words.split()
    return list(zip(listed[::2], listed[1::2], strict=True))


FIELDS = {
    "mobility": 22,
    "healthcare": 19,
    "energy": 14,
    "culture_content": 13,
    "smart_manufacturing": 10,
    "ai_core": 10,
    "public_services": 6,
    "agrifood": 6,
}
INDUSTRIES = {
    "mobility": {"manufacturing": 4, "information_communication": 4, "transport_storage": 2},
    "healthcare": {"information_communication": 5, "manufacturing": 3, "health_social": 2},
    "energy": {"manufacturing": 4, "professional_scientific": 3, "information_communication": 3},
    "culture_content": {"information_communication": 6, "arts_sports": 4},
    "smart_manufacturing": {"manufacturing": 6, "information_communication": 4},
    "agrifood": {"manufacturing": 3, "wholesale_retail": 3, "professional_scientific": 2},
    "public_services": {"information_communication": 7, "professional_scientific": 2, "other": 1},
    "ai_core": {"information_communication": 7, "professional_scientific": 3},
}
SIZES_BY_AGE: tuple[tuple[float, dict[str, float]], ...] = (
    (3, {"micro": 68, "small": 32}),
    (8, {"micro": 42, "small": 48, "medium": 10}),
    (15, {"micro": 22, "small": 52, "medium": 22, "mid_size": 6}),
    (99, {"micro": 8, "small": 32, "medium": 31, "mid_size": 17, "large": 12}),
)
EMPLOYEES = {
    "micro": (1, 9),
    "small": (7, 49),
    "medium": (50, 290),
    "mid_size": (300, 1_400),
    "large": (1_500, 8_000),
}
REVENUE_PER_HEAD = {
    "micro": (35_000_000, 150_000_000),
    "small": (45_000_000, 160_000_000),
    "medium": (90_000_000, 280_000_000),
    "mid_size": (220_000_000, 480_000_000),
    "large": (300_000_000, 650_000_000),
}
HEAD_OFFICES_MOVED_IN = {"gwangju": 62, "capital_area": 27, "elsewhere_korea": 7, "jeonnam": 4}
HEAD_OFFICES_ELSEWHERE = {"capital_area": 66, "elsewhere_korea": 18, "jeonnam": 11, "abroad": 3}
DISTRICTS = {"buk-gu": 34, "gwangsan-gu": 26, "dong-gu": 22, "nam-gu": 10, "seo-gu": 8}

PLACES_AND_LIGHT = """
무등 Mudeung 영산 Yeongsan 서석 Seoseok 어등 Eodeung 황룡 Hwangnyong
극락 Geungnak 풍암 Pungam 운천 Uncheon 금당 Geumdang 입석 Ipseok
빛고을 Bitgoeul 윤슬 Yunseul 노을 Noeul 새벽 Saebyeok 별빛 Byeolbit
달무리 Dalmuri 햇살 Haetsal 봄볕 Bombyeot 등불 Deungbul 이슬 Iseul
물결 Mulgyeol 여울 Yeoul 들꽃 Deulkkot 솔숲 Solsup 대숲 Daesup
너릿재 Neoritjae 증심 Jeungsim 돋을볕 Dodeulbyeot
"""
WORDS = {
    "mobility": "모빌리티 Mobility 드라이브 Drive 로보틱스 Robotics 센서 Sensors 비전 Vision",
    "healthcare": "헬스 Health 케어 Care 메디컬 Medical 덴탈 Dental 영상의학 Imaging 재활 Rehab",
    "energy": "에너지 Energy 그리드 Grid 배터리 Battery 태양광 Solar 전력 Power",
    "culture_content": "콘텐츠 Content 스튜디오 Studio 사운드 Sound 이야기 Stories 실감 Immersive",
    "smart_manufacturing": "팩토리 Factory 검사 Inspection 머신 Machines 공정 Process",
    "agrifood": "농장 Farm 푸드 Food 종자 Seeds",
    "public_services": "시티 City 안전 Safety 민원 Civic",
    "ai_core": "데이터 Data 지능 Intelligence 언어 Language 모델 Models",
}
