"""A small vocabulary for the tests."""

from surveys.logic.text import Text

_LABELS = {
    "employees": Text(ko="상시 근로자 수", en="Employees"),
    "needs": Text(ko="필요 사항", en="Needs"),
    "head_office": Text(ko="본사 소재지", en="Head office"),
    "revenue": Text(ko="매출액", en="Revenue"),
    "opened_on": Text(ko="설립일", en="Opening date"),
    "share": Text(ko="연구개발비 비율", en="R&D share"),
    "hours": Text(ko="월 GPU 사용량", en="GPU use a month"),
    "gwangju_base": Text(ko="광주 거점 보유", en="Base in Gwangju"),
    "openings": Text(ko="채용 계획", en="Openings"),
    "opening_count": Text(ko="채용 인원", en="People to hire"),
    "asked": Text(ko="상시 근로자는 몇 명입니까?", en="How many people do you employ?"),
    "storage": Text(ko="필요 저장 용량(TB)", en="Storage"),
    "year": Text(ko="설립 연도", en="Year"),
    "note": Text(ko="의견", en="Comment"),
}
_OPTIONS = {
    ("needs", "gpu"): Text(ko="GPU 시간", en="GPU time"),
    ("needs", "data"): Text(ko="데이터", en="Data"),
    ("needs", "npu"): Text(ko="NPU", en="NPUs"),
    ("head_office", "gwangju"): Text(ko="광주", en="Gwangju"),
    ("head_office", "jeonnam"): Text(ko="전남", en="Jeonnam"),
    ("head_office", "seoul"): Text(ko="서울", en="Seoul"),
}
_PEOPLE = Text(ko="명", en="person|people")
_UNITS = {
    "employees": _PEOPLE,
    "opening_count": _PEOPLE,
    "revenue": Text(ko="원", en="KRW"),
    "share": Text(ko="%", en="%"),
    "hours": Text(ko="GPU시간", en="GPU-hour|GPU-hours"),
    "storage": Text(ko="TB", en="TB"),
    "year": Text(ko="년", en=""),
}


class Words:
    def label(self, name: str) -> Text:
        return _LABELS.get(name, Text())

    def option(self, name: str, code: str) -> Text:
        return _OPTIONS.get((name, code), Text())

    def unit(self, name: str) -> Text:
        return _UNITS.get(name, Text())


WORDS = Words()
