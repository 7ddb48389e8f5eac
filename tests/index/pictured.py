"""The small catalogue with pictures: one software with a logo and screenshots, of which two are mirrored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.pictures.folder import PictureFolder
from crawler.pictures.rendering import render
from index.pages.options import Mirrored
from publiccode.pictures import Album, Picture, PictureUse
from tests.hosts.gallery import picture
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

RAW = "https://code.example/raw/comune-valdora-protocollo-aperto"
LIST, FORM, LINKED = (
    f"{RAW}/img/lista_atti.png",
    "https://protocollo.valdora.example/form.jpg",
    f"{RAW}/img/x.png",
)
_ITALIAN, *_OTHERS = PROTOCOLLO.software.descriptions
PICTURED = replace(
    PROTOCOLLO,
    software=replace(
        PROTOCOLLO.software,
        logo="logo.png",
        descriptions=(
            replace(_ITALIAN, screenshots=("img/lista_atti.png", FORM, "img/x.png"), videos=()),
            *_OTHERS,
        ),
    ),
)
PICTURED_ENTRIES = [PICTURED if entry.id == PICTURED.id else entry for entry in ENTRIES]


def mirrored(where: Path) -> Mirrored:
    """Return what a crawl would have kept, in the folder ``where``."""
    folder = PictureFolder(where)
    boxes = ((1280, 5120), (480, 640))
    made = (
        (PictureUse.LOGO, f"{RAW}/logo.png", picture(96, 64), ((96, 96),)),
        (PictureUse.SCREENSHOT, LIST, picture(1400, 900, seed=1), boxes),
        (PictureUse.SCREENSHOT, FORM, picture(400, 500, seed=2), boxes),
    )
    pictures = tuple(
        Picture(
            use=use,
            address=address,
            checked_at="",
            renditions=tuple(map(folder.keep, render(content, sizes))),
        )
        for use, address, content, sizes in made
    )
    return Mirrored(where, Album(pictures=pictures).shown())
