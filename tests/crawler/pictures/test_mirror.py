"""Pictures fetched from a real host, by the process that does it, on two nights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.budget import Spender, Spending
from crawler.options import CrawlOptions, PictureOptions
from crawler.pictures.folder import PictureFolder
from crawler.pictures.mirror import mirror
from crawler.pictures.order import Done, Order
from crawler.pictures.spider import PictureSpider
from publiccode.pictures import ALBUM, PictureUse, WantedPicture
from tests.hosts.gallery import Gallery, bomb, picture
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from pathlib import Path

    from publiccode.pictures import Picture

SHOT, LOGO = PictureUse.SCREENSHOT, PictureUse.LOGO
HOSTILE = (
    "bomb",
    "page",
    "huge",
    "drawing",
    "kept-away/secret",
    "kept-away/too",
    "slow",
    "private",
    "cloud",
    "gone",
)
REASONS = {
    "forbidden": 2,
    "gone": 1,
    "no-picture": 2,
    "not-allowed": 3,
    "svg": 1,
    "timed-out": 1,
    "too-large": 1,
}


class Nights:
    """Fetches into one folder, night after night."""

    def __init__(self, where: Path, gallery: Gallery) -> None:
        self.folder = PictureFolder(where / "pictures")
        self.gallery = gallery
        self.log = where / "pictures.log"

    def __call__(self, *wanted: WantedPicture) -> Done:
        self.gallery.forget()
        order = Order(
            wanted=wanted,
            folder=str(self.folder.path),
            log=str(self.log),
            crawl=CrawlOptions(timeout_s=3),
            pictures=PictureOptions(mirror=True, most_bytes=300_000, refresh_days=0),
            urls=(self.gallery.url,),
        )
        return mirror(order)

    def wanted(self, path: str, use: PictureUse = SHOT, near: str | None = None) -> WantedPicture:
        return WantedPicture(use, self.gallery.url + path, "register", (near or self.gallery.host,))

    def known(self, path: str, use: PictureUse = SHOT) -> Picture:
        pictures = {(one.use, one.address): one for one in self.folder.album().pictures}
        return pictures[use, self.gallery.url + path]

    def files(self) -> set[str]:
        return {path.name for path in self.folder.path.iterdir()}


def fill(gallery: Gallery) -> None:
    for at, name in enumerate(("same", "changed", "failing", "unnamed")):
        gallery.add(f"/{name}.png", picture(1400, 900, seed=at))
    gallery.add("/logo.png", picture(400, 200))
    gallery.add("/bomb.png", bomb())
    gallery.add("/page.png", b"<!doctype html><p>Please sign in</p>")
    gallery.add("/huge.png", picture(40, 40) + bytes(400_000))
    gallery.add("/drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    gallery.add("/kept-away/secret.png", picture(100, 100))
    gallery.add("/neighbour.png", picture(100, 100))
    gallery.add("/slow.png", picture(300, 300))
    gallery.faults["/slow.png"] = Fault(how="drip")
    gallery.pages["/robots.txt"] = Answer(200, b"User-agent: *\nDisallow: /kept-away/\n")
    elsewhere = f"http://localhost:{gallery.port}/neighbour.png"
    gallery.pages["/private.png"] = Answer(302, headers={"Location": elsewhere})
    gallery.pages["/cloud.png"] = Answer(302, headers={"Location": "http://169.254.169.254/latest/"})


def test_two_nights_at_a_host_with_all_kinds_of_pictures(tmp_path):
    with Gallery() as gallery:
        fill(gallery)
        night = Nights(tmp_path, gallery)
        good = [night.wanted(f"/{name}.png") for name in ("same", "changed", "failing")]
        good.append(night.wanted("/logo.png", LOGO))
        hostile = [night.wanted(f"/{name}.png") for name in HOSTILE]
        # Named by a file of another host: the operator's hosts may be on a network that strangers can't see.
        foreign = night.wanted("/neighbour.png", near="elsewhere.example")

        first = night(*good, night.wanted("/unnamed.png"), *hostile, foreign)
        the_first_night_keeps_what_is_good(first, night)

        before = {name: night.known(f"/{name}.png") for name in ("same", "changed", "failing")}
        gallery.add("/changed.png", picture(600, 400, seed=40))
        gallery.faults["/failing.png"] = Fault(Answer(500))
        second = night(*good)
        the_second_night_asks_what_changed(second, night, before)


def the_first_night_keeps_what_is_good(done: Done, night: Nights) -> None:
    report, gallery = done.report, night.gallery
    why = {one.address.removeprefix(gallery.url): one.reason for one in report.failures}
    assert (report.named, report.fetched, report.failed, report.left) == (16, 5, 11, 0), why
    assert report.reasons == REASONS
    assert "more than 40 million pixels" in why["/bomb.png"]
    assert "no PNG, JPEG, WebP or GIF" in why["/page.png"]
    assert "larger than riuso takes" in why["/huge.png"]
    assert "SVG, which is never mirrored" in why["/drawing.png"]
    assert "robots.txt" in why["/kept-away/secret.png"]
    assert "robots.txt" in why["/kept-away/too.png"]
    assert "no answer in time" in why["/slow.png"]
    assert "localhost is no public address" in why["/private.png"]
    assert "169.254.169.254 is no public address" in why["/cloud.png"]
    assert "127.0.0.1 is no public address" in why["/neighbour.png"]
    assert "nothing there" in why["/gone.png"]
    assert not [path for path in gallery.requests if path.startswith(("/neighbour", "/kept-away/"))]
    assert all("authorization" not in one.headers for one in gallery.asked)
    transient = {name for name in HOSTILE if night.known(f"/{name}.png").is_transient}
    assert transient == {"slow"}

    large, small = night.known("/same.png").renditions
    (logo,) = night.known("/logo.png", LOGO).renditions
    assert (large.width, small.width, logo.width, logo.height) == (1280, 480, 96, 48)
    kept = [one for picture in night.folder.album().pictures for one in picture.renditions]
    assert night.files() == {ALBUM, *(one.file for one in kept)}
    assert (report.kept, report.kept_bytes) == (5, sum(one.bytes for one in kept))
    assert report.bytes >= sum(len(gallery.files[f"/{name}.png"]) for name in ("same", "changed", "logo"))
    requests = done.requests[gallery.host]
    # What is given up on a busy machine is asked again: an error more, which the host may never have seen.
    answered = {one.path for one in gallery.asked} - {"/slow.png", "/huge.png"}
    assert requests.total - requests.errors == len(answered)
    assert requests.errors >= 2 + 1, "the slow one was tried twice"
    assert requests.total >= len(gallery.asked)


def the_second_night_asks_what_changed(done: Done, night: Nights, before: dict[str, Picture]) -> None:
    report, gallery = done.report, night.gallery
    assert (report.unchanged, report.fetched, report.failed, report.removed) == (2, 1, 1, 1)
    assert done.requests[gallery.host].not_modified == 2
    same, changed, failing = (night.known(f"/{name}.png") for name in before)
    assert same == replace(before["same"], checked_at=same.checked_at)
    assert changed.renditions != before["changed"].renditions
    assert failing.renditions == before["failing"].renditions
    assert failing.failure is not None
    assert "500" in failing.failure
    kept = {one.file for picture in night.folder.album().pictures for one in picture.renditions}
    assert night.files() == {ALBUM, *kept}


def test_pictures_are_paid_from_the_budgets_of_the_crawl(tmp_path):
    options = CrawlOptions()
    spider = PictureSpider(
        book=None,  # type: ignore[arg-type]  # nothing is asked
        folder=PictureFolder(tmp_path),
        options=options,
        spending=Spending(options),
        told=lambda _book: None,
    )
    assert isinstance(spider, Spender)
