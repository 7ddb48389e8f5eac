"""What the templates print to browse by: facets with their values, and the pages of a long list."""

from __future__ import annotations

from dataclasses import dataclass

from index.pages.links import INDEX


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet with the number of software it holds."""

    label: str
    count: int
    path: str | None
    value: str = ""
    share: int = 0
    """Of the largest value, in hundredths."""


@dataclass(frozen=True, slots=True)
class FacetView:
    name: str
    label: str
    values: tuple[ValueView, ...]
    path: str | None = None
    total: int = 0
    """How many values there are in all."""


@dataclass(frozen=True, slots=True)
class Pager:
    """``path`` is that of page 1; page n lies in a folder ``n`` beside it."""

    path: str
    page: int
    pages: int
    total: int

    def to(self, page: int) -> str:
        return self.path if page == 1 else f"{self.path.removesuffix(INDEX)}{page}/{INDEX}"

    @property
    def shown(self) -> tuple[int | None, ...]:
        """The pages to link: first, last and those around; None stands for a gap."""
        near = [n for n in range(1, self.pages + 1) if n in {1, self.pages} or abs(n - self.page) <= 2]
        found: list[int | None] = []
        for number in near:
            if found and number - (found[-1] or 0) > 1:
                found.append(None)
            found.append(number)
        return tuple(found)
