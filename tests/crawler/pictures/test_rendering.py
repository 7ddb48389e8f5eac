from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from crawler.pictures.rendering import RefusedPictureError, render
from tests.hosts.gallery import PLACE, animation, bomb, photo, picture

BOXES = ((1280, 5120), (480, 640))


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def test_a_picture_is_fitted_into_each_box():
    large, small = render(picture(2000, 1000), BOXES)
    assert [(one.width, one.height) for one in (large, small)] == [(1280, 640), (480, 240)]
    for one in (large, small):
        image = opened(one.content)
        assert (image.format, image.size) == ("WEBP", (one.width, one.height))


def test_what_is_small_is_not_made_larger_and_there_once():
    (only,) = render(picture(300, 200), BOXES)
    assert (only.width, only.height) == (300, 200)


def test_of_a_photo_only_the_pixels_are_left_and_they_stand_upright():
    given = photo(1600, 900)
    assert PLACE in opened(given).getexif()
    for one in render(given, BOXES):
        image = opened(one.content)
        assert image.width < image.height
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
        assert b"Ada Example" not in one.content


def test_what_is_transparent_stays_so():
    out = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    (only,) = render(out.getvalue(), BOXES)
    assert opened(only.content).convert("RGBA").getpixel((50, 50))[3] == 0  # type: ignore[index]  # four numbers


def test_of_an_animation_the_first_frame_is_taken():
    (only,) = render(animation(), BOXES)
    image = opened(only.content).convert("RGB")
    assert getattr(image, "n_frames", 1) == 1
    red, _, blue = image.getpixel((20, 15))  # type: ignore[misc]  # three numbers
    assert red > 200 > blue


@pytest.mark.parametrize(
    ("mode", "light", "form"),
    [
        ("1", 1, "PNG"),
        ("L", 250, "PNG"),
        ("LA", (250, 255), "PNG"),
        ("P", 255, "GIF"),
        ("I;16", 64_000, "PNG"),
        ("CMYK", (0, 0, 0, 5), "JPEG"),
    ],
)
def test_every_kind_of_pixel_is_read(mode, light, form):
    out = BytesIO()
    made = Image.new("L", (60, 40), 255).convert("P") if mode == "P" else Image.new(mode, (60, 40), light)
    made.save(out, form)
    (only,) = render(out.getvalue(), BOXES)
    grey = opened(only.content).convert("L").getpixel((30, 20))
    assert isinstance(grey, int)
    assert grey > 230


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bomb(), "has more than 40 million pixels"),
        (bomb(9000, 5000), "has more than 40 million pixels"),
        (b"<!doctype html><title>Sign in</title>", "is no PNG, JPEG, WebP or GIF picture"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "is SVG"),
        (b"<?xml version='1.0'?><svg/>", "is SVG"),
        (b"", "is no PNG, JPEG, WebP or GIF picture"),
        (picture(100, 100)[:300], "can't be decoded"),
        (picture(1, 1), "too few to show"),
        (picture(80, 80, "BMP"), "is no PNG, JPEG, WebP or GIF picture"),
        (picture(80, 80, "TIFF"), "is no PNG, JPEG, WebP or GIF picture"),
    ],
)
def test_what_is_no_picture_to_show_is_refused_with_the_reason(content, why):
    with pytest.raises(RefusedPictureError, match=why):
        render(content, BOXES)
