"""Benchmarks: `make bench` runs `run()` of every `bench_*.py` here and shows what it returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measured number, in `unit`; `note` says under which conditions."""

    name: str
    value: float
    unit: str
    note: str = ""
