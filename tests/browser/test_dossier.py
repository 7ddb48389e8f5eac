"""The dossier's page in a browser: accessible, quiet, folded without script, printed on A4."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.dossier.page import dossier_page
from tests.browser.conftest import watched
from tests.browser.contrast import faint
from tests.browser.test_accessibility import RULES
from tests.browser.test_overlong import OVERLONG
from tests.index.dossier.dossiers import THREE, dossier
from tests.index.entries import PROTOCOLLO
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_RUN = """async (rules) => (await axe.run(document, {
    runOnly: rules, rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"],
})).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)"""
"""But for colours, which axe looks at on a wider page and which take most of its time."""
_A4 = {"595", "842"}
"""Points, rounded."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "dossier.html"
    whole = dossier((*THREE, HOSTILE), languages=("de",), has_blank=True, weights={"pulse": 2.0})
    path.write_text(dossier_page(whole), encoding="utf-8")
    return path


def test_it_violates_no_rule_of_wcag(browser: Browser, file: Path):
    # axe is put into the page from outside, which the page's own policy forbids.
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
    assert page.evaluate(_RUN, RULES) == []
    assert faint(page) == []
    context.close()


def test_it_is_no_wider_than_a_small_telephone(browser: Browser, tmp_path: Path):
    (tmp_path / "dossier.html").write_text(dossier_page(dossier((PROTOCOLLO, HOSTILE, OVERLONG))))
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((tmp_path / "dossier.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_it_folds_and_prints_without_script(browser: Browser, file: Path):
    context = browser.new_context(java_script_enabled=False)
    made = watched(context.new_page(), file.parent.as_uri())
    page = made.open("/dossier.html")
    same = page.locator("tr.same").first
    expect(same).to_be_visible()
    page.get_by_label("Nur zeigen, worin sie sich unterscheiden").check()
    expect(same).to_be_hidden()
    page.get_by_label("Nur zeigen, worin sie sich unterscheiden").uncheck()
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) > 3
    for width, height in boxes:
        assert {f"{float(width):.0f}", f"{float(height):.0f}"} == _A4
        assert float(width) > float(height)
    context.close()
    assert made.complaints == []
