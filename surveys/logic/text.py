"""Words in the product's two languages, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Korean and English; either may be empty where nobody wrote them."""

    ko: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)

    def in_language(self, language: str) -> str:
        """The words in `language` ("ko", "ko-kr", "en" …), falling back to the other one."""
        return (self.ko or self.en) if language.startswith("ko") else (self.en or self.ko)

    def to_json(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Self:
        return cls(ko=data.get("ko", ""), en=data.get("en", ""))
