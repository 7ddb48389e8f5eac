from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.pages.assets import theme
from index.pages.configuration import NAME, read_options
from index.pages.errors import SiteError
from index.pages.options import LANGUAGES
from tests.index.built_site import make
from tests.index.entries import ENTRIES

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """
title: {it: Software di Valdora, en: Software of Valdora}
url: https://software.valdora.example/
languages: [it, en]
logo: arms.svg
footer: Comune di Valdora, piazza Grande 1
links: [{text: {it: Accessibilità}, url: "https://www.valdora.example/a11y"}]
light: {brand: "#5b1a3a", link: "#7a1f4d"}
dark: {link: "#f0a0c8"}
contact: mailto:software@valdora.example
"""


def written(folder: Path, text: str) -> Path:
    (folder / NAME).write_text(text, encoding="utf-8")
    return folder / NAME


def test_without_a_file_every_language_is_built(tmp_path: Path):
    options = read_options(tmp_path / NAME)
    assert options.languages == LANGUAGES
    assert options.base_url is None


def test_a_site_takes_name_languages_logo_footer_and_colours(tmp_path: Path):
    (tmp_path / "arms.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    options = read_options(written(tmp_path, WHOLE))
    site = make(ENTRIES[:2], tmp_path / "out", options)
    home, english = site.html("index.html"), site.html("en/index.html")
    assert home.get("lang") == "it"
    assert home.findtext(".//title") == "Software di Valdora"
    assert english.findtext(".//title") == "Software of Valdora"
    assert home.xpath("//header//img/@src")[0].startswith("./static/logo.svg?")
    assert english.xpath("//header//img/@src")[0].startswith("../static/logo.svg?")
    assert "piazza Grande 1" in site.text("index.html")
    assert home.xpath("//footer//a[@href='https://www.valdora.example/a11y']/text()") == ["Accessibilità"]
    style = (site.folder / "static" / "theme.css").read_text()
    assert "--brand: #5b1a3a;" in style
    assert style.index("@media screen and (prefers-color-scheme: dark)") < style.index("#f0a0c8")
    assert theme(options.brand) == style


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list", "should hold keys"),
        ("titel: X", "titel: is not one of title, url"),
        ("url: javascript:alert(1)", "url: should be an address"),
        ("languages: [it, tlh]", "should be a list of some of en,"),
        ("logo: ../../etc/passwd", "should be the name of a file that ends in"),
        ("logo: missing.svg", "can't be read"),
        ("light: {brand: 'red; } body { display: none'}", "light.brand: should be a colour"),
        ("light: {brand: 'url(https://evil.example/x)'}", "should be a colour"),
        ("links: [{text: X, url: 'javascript:1'}]", "links.url"),
        ("contact: me", "mailto:NAME@HOST"),
        ("files: never", "files: should be true or false"),
        ("title: [", "is no YAML"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, text: str, said: str):
    with pytest.raises(SiteError, match=r"site\.yml") as error:
        read_options(written(tmp_path, text))
    assert said in str(error.value)
