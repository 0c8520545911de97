"""axe-core on a page as it stands: WCAG 2.2, levels A and AA."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_AXE = Axe()


def assert_accessible(page: Page, include: str | None = None) -> None:
    """Fails with each violation's rule, help and elements; `include` (CSS) checks a part only.

    What an iframe holds is a page of its own and looked at as one.
    """
    if include is not None:
        assert page.locator(include).count(), f"{page.url} has no {include} to look at"
    found = _AXE.run(
        page,
        context={"include": [[include]]} if include else None,
        options={
            "runOnly": {"type": "tag", "values": list(RULES)},
            "resultTypes": ["violations"],
            "iframes": False,
        },
    ).response["violations"]
    assert not found, f"{page.url} ({page.title()})\n" + "\n".join(map(_in_words, found))


def _in_words(violation: dict[str, Any]) -> str:
    elements = "".join(
        f"\n    {' '.join(map(str, node['target']))}: {node['html'][:200]}"
        f"\n      {' '.join(node.get('failureSummary', '').split())}"
        for node in violation["nodes"]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}{elements}"
