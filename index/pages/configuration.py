"""Reads ``site.yml``: whose the site is, in which languages, how it looks. Told in docs/pages.md."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from index.pages.errors import SiteError
from index.pages.links import web_url
from index.pages.options import EVERYWHERE, LANGUAGES, Brand, SiteOptions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "site.yml"
_KEYS = ("title", "url", "languages", "logo", "footer", "links", "light", "dark", "contact", "files")
_VARIABLES = re.compile(r"[a-z][a-z-]{0,30}")
# A value of a style sheet that can't end its declaration or fetch anything.
_VALUE = re.compile(r"[\w#%.,()\"' /-]{1,200}")
_MOST_LOGO_BYTES = 200_000
_LOGOS = (".svg", ".png")


def read_options(path: Path) -> SiteOptions:
    """Return what the file at ``path`` says; all is as usual where there is none.

    Raise :class:`SiteError` naming the file, the key and what to write instead.
    """
    every = SiteOptions(languages=LANGUAGES)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return every
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(f"{path}: can't be read: {error}") from error
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SiteError(f"{path}: is no YAML: {' '.join(str(error).split())}") from error
    return _Reading(path).options(found if found is not None else {}, every)


class _Reading:
    """One reading of a file, for messages that name it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def options(self, found: object, every: SiteOptions) -> SiteOptions:
        if not isinstance(found, dict):
            raise self._wrong("", f"should hold keys: {', '.join(_KEYS)}")
        unknown = [key for key in found if key not in _KEYS]
        if unknown:
            raise self._wrong(str(unknown[0]), f"is not one of {', '.join(_KEYS)}")
        logo, logo_name = self._logo(found.get("logo"))
        return replace(
            every,
            base_url=self._url("url", found.get("url")),
            languages=self._languages(found.get("languages")),
            contact=self._contact(found.get("contact")),
            originals=self._choice("files", found.get("files", True)),
            brand=Brand(
                titles=self._texts("title", found.get("title")),
                footers=self._texts("footer", found.get("footer")),
                links=self._links(found.get("links")),
                logo=logo,
                logo_name=logo_name,
                light=self._theme("light", found.get("light")),
                dark=self._theme("dark", found.get("dark")),
            ),
        )

    def _wrong(self, key: str, what: str) -> SiteError:
        return SiteError(f"{self._path}: {key + ': ' if key else ''}{what}")

    def _url(self, key: str, value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or web_url(value) is None:
            raise self._wrong(key, "should be an address like https://software.example/")
        return value

    def _contact(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, str) and (web_url(value) or re.fullmatch(r"mailto:[^\s<>]+@[^\s<>]+", value)):
            return value
        raise self._wrong("contact", "should be https://… or mailto:NAME@HOST")

    def _choice(self, key: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self._wrong(key, "should be true or false")
        return value

    def _languages(self, value: Any) -> tuple[str, ...]:
        if value is None:
            return LANGUAGES
        named = [value] if isinstance(value, str) else value
        if not isinstance(named, list) or not named or any(tag not in LANGUAGES for tag in named):
            raise self._wrong("languages", f"should be a list of some of {', '.join(LANGUAGES)}")
        return tuple(dict.fromkeys(named))

    def _texts(self, key: str, value: Any) -> Mapping[str, str]:
        if value is None:
            return {}
        if isinstance(value, str):
            return {EVERYWHERE: value}
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return {str(language): text for language, text in value.items()}
        raise self._wrong(key, "should be a text, or a text for each language")

    def _links(self, value: Any) -> tuple[tuple[Mapping[str, str], str], ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong("links", "should be a list of {text: …, url: …}")
        return tuple(
            (self._texts("links.text", item.get("text", "")), self._url("links.url", item.get("url")) or "")
            for item in value
        )

    def _theme(self, key: str, value: Any) -> Mapping[str, str]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self._wrong(key, "should give variables of the style sheet, such as brand: '#0f4f5c'")
        for name, given in value.items():
            if not _VARIABLES.fullmatch(str(name)) or not _VALUE.fullmatch(str(given)) or "url" in str(given):
                raise self._wrong(f"{key}.{name}", "should be a colour, a length or names of fonts")
        return {str(name): str(given) for name, given in value.items()}

    def _logo(self, value: Any) -> tuple[bytes | None, str]:
        if value is None:
            return None, ""
        file = self._path.parent / str(value)
        if file.suffix.lower() not in _LOGOS:
            raise self._wrong(
                "logo", f"should be the name of a file that ends in {' or '.join(sorted(_LOGOS))}"
            )
        try:
            content = file.read_bytes()
        except OSError as error:
            raise self._wrong("logo", f"{file} can't be read: {error.strerror}") from error
        if len(content) > _MOST_LOGO_BYTES:
            raise self._wrong("logo", f"{file} has more than {_MOST_LOGO_BYTES // 1000} KB")
        return content, f"logo{file.suffix.lower()}"
