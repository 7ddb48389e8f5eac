"""The pictures in docs/images, taken of the demo: ``make demo``, then ``python -m examples.pictures``.

Each page once on a desk, in English and light, and once on a telephone, in another language and dark.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.browser import chromium, served
from examples.demo import SITE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path("docs/images")
SOFTWARE = "comune-valdora-prenota-sportello"
OTHER = "stadt-lindenau-terminbuch"
PAGES = {
    "home": ("index.html", "it"),
    "results": ("search/index.html?q=appointment", "de"),
    "software": (f"software/{SOFTWARE}/index.html", "it"),
    "comparison": (f"compare/index.html?software={SOFTWARE},{OTHER}", "it"),
    "publisher": ("publishers/it-comune-valdora/index.html", "fr"),
    "report": ("report/index.html", "es"),
    "statistics": ("statistics/index.html", "nl"),
}
"""By name of the picture: the page, and the language of the telephone."""
_DESK = {"width": 1280, "height": 960}
_TELEPHONE = {"width": 390, "height": 844}


def main() -> None:
    if not (SITE / "index.html").is_file():
        sys.exit("first: make demo")
    IMAGES.mkdir(exist_ok=True)
    with served(SITE.resolve()) as address, chromium() as browser:
        for name, (path, language) in PAGES.items():
            _take(browser, address + path, name, on_telephone=False)
            _take(browser, f"{address}{language}/{path}", f"{name}-phone", on_telephone=True)


def _take(browser: Browser, address: str, name: str, *, on_telephone: bool) -> None:
    context = browser.new_context(
        viewport=_TELEPHONE if on_telephone else _DESK,  # type: ignore[arg-type]  # a TypedDict
        color_scheme="dark" if on_telephone else "light",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    for part, shown in (("search/", "#results .card"), ("compare/", "#tables table")):
        if part in address:
            page.locator(shown).first.wait_for()
    page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=72)
    context.close()


if __name__ == "__main__":
    main()
