"""`python -m tests.bench [WORD …]`: run the benchmarks whose module names a word, or all."""

import importlib
import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import django

from tests.bench import Result
from tests.machine.processes import ROOT

REPORT = ROOT / "build" / "bench.json"


def modules(words: Iterable[str] = ()) -> list[str]:
    """Names of the benchmark modules, in order; only those that contain one of `words`, if any."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [word for word in words if word]
    return [name for name in names if not chosen or any(word in name for word in chosen)]


def table(results: Iterable[Result]) -> str:
    """The results in aligned columns."""
    rows = [(r.name, f"{r.value:,.6g}", r.unit, r.note) for r in results]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "\n".join(
        f"{name:{widths[0]}}  {value:>{widths[1]}}  {unit:{widths[2]}}  {note}".rstrip()
        for name, value, unit, note in rows
    )


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    results: list[Result] = []
    for name in modules(words):
        print(f"{name} …", file=sys.stderr, flush=True)
        results += importlib.import_module(f"tests.bench.{name}").run()
    print(table(results))
    REPORT.parent.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "processors": os.cpu_count()}
    report = {"machine": machine, "results": [asdict(result) for result in results]}
    REPORT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
