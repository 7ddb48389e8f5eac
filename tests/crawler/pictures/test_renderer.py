"""The process that decodes."""

from __future__ import annotations

import asyncio
import os

import pytest

from crawler.pictures.rendering import RefusedPictureError
from crawler.pictures.spider import Renderer
from tests.hosts.gallery import picture


class Deadly(tuple[tuple[int, int], ...]):
    """Ends the process that reads it, as a picture may that a decoder has no answer to."""

    __slots__ = ()

    def __reduce__(self):
        return os._exit, (1,)


def test_a_picture_that_breaks_the_decoder_is_refused_and_the_next_one_is_decoded():
    async def both() -> int:
        renderer = Renderer()
        try:
            with pytest.raises(RefusedPictureError, match="breaks the decoder"):
                await renderer.render(b"", Deadly())
            (rendered,) = await renderer.render(picture(40, 30), ((96, 96),))
            return rendered.width
        finally:
            renderer.close()

    assert asyncio.run(both()) == 40
