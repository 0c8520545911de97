"""Answers of many companies: hardly two have the same revenue, one answer in ten is missing."""

import random
from datetime import date, timedelta
from decimal import Decimal

from surveys.logic.values import Facts, Missing, Value


def wave(size: int) -> list[Facts]:
    """Made up anew, but always the same."""
    rng = random.Random(20260301)

    def maybe(value: Value) -> Value:
        is_missing = rng.random() < 0.1
        return rng.choice([Missing.BLANK, Missing.DONT_KNOW]) if is_missing else value

    def some(*codes: str) -> tuple[str, ...]:
        return tuple(code for code in codes if rng.random() < 0.4)

    return [
        {
            "employees": maybe(rng.randrange(500)),
            "revenue": maybe(rng.randrange(10**6, 10**11)),
            "last_revenue": maybe(rng.randrange(10**6, 10**11)),
            "share": maybe(Decimal(rng.randrange(1000)) / 10),
            "head_office": maybe(rng.choice(["gwangju", "jeonnam", "seoul"])),
            "sites": maybe(some("branch", "lab", "factory")),
            "sector": maybe(rng.choice(["mobility", "energy", "health", "other"])),
            "opened_on": maybe(date(2000, 1, 1) + timedelta(rng.randrange(9000))),
            "needs": maybe(some("gpu", "npu", "data", "space", "people")),
            "gpu_hours": maybe(rng.randrange(20_000)),
            "openings": tuple({"count": rng.randrange(9)} for _ in range(rng.randrange(4))),
        }
        for _ in range(size)
    ]
