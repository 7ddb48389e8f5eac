"""Files that try to break the layout: no page becomes wider than a small telephone, and none runs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest

from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import Claim, Organisation, OrganisationKind, Source, Strength
from index.build import build
from index.engine import open_index
from index.entry import Relation, Relative, State
from index.pages.build import build_site
from publiccode import software as told
from publiccode.problem import Level, Problem
from publiccode.publisher import Archetype, Place, Publisher
from publiccode.run import Changes, HostRequests, RunReport, SourceResult, UnusableFile
from tests.browser.conftest import served, watched
from tests.index.making import activity, entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SMALL = 320
MANY = 5202
"""Users that one real file names."""
RTL = "\u202eelif\u2067 \u2066"
HIDDEN = "\u200b\u2060\ufeff"
HUGE = f"{'W' * 3000}<img src=x onerror=alert(1)>{RTL}{HIDDEN}{'ﷺ' * 40}"
HOMOGRAPH = "Рrоtосоllо Ареrtо"
LONG_URL = f"https://рrotocollo.example/{'a' * 1800}"

WHO = Publisher("huge", HUGE, LONG_URL, "IT", Archetype.LOCAL_GOVERNMENT, Place(HUGE, 45.7, 9.8))
SOFTWARE = told.Software(
    name=HUGE,
    url=LONG_URL,
    landing_url=LONG_URL,
    roadmap=LONG_URL,
    software_version=HUGE,
    application_suite=HUGE,
    publiccode_yml_version=HUGE,
    release_date=HUGE,
    platforms=(HUGE, "web"),
    categories=(HUGE, "document-management"),
    used_by=(*(f"{HOMOGRAPH} {number} {HIDDEN}" for number in range(MANY - 1)), HUGE),
    funded_by=(told.Organisation(LONG_URL, HUGE),),
    development_status=HUGE,
    software_type=HUGE,
    supports=(HUGE, LONG_URL),
    organisation=told.Organisation(LONG_URL, HUGE),
    countries=("IT", HUGE),
    scope=(HUGE,),
    descriptions=(
        told.Description(
            "en", HUGE, HUGE, HUGE, f"{HUGE}\n\n- {HUGE}\n\n# {HUGE}", LONG_URL, LONG_URL, (HUGE,) * 3,
            (LONG_URL,), (LONG_URL,), (HUGE,),
        ),
        told.Description("it", HUGE, HUGE, HUGE, HUGE),
    ),
    license="EUPL-1.2 OR LicenseRef-" + "x" * 900,
    main_copyright_owner=HUGE,
    maintenance_type=HUGE,
    contractors=(told.Contractor(HUGE, HUGE, None, LONG_URL),),
    contacts=(told.Contact(HUGE, None, HUGE),),
    available_languages=("en", HUGE),
    dependencies=(told.Dependency("open", HUGE, HUGE, HUGE, HUGE),),
    is_based_on=(LONG_URL,),
)  # fmt: skip
OVERLONG = entry(
    "overlong",
    SOFTWARE,
    WHO,
    State.INVALID,
    activity=activity("2026-03-18T16:20:00Z"),
    problems=(Problem(HUGE, 3, 1, Level.ERROR, HUGE, "evil/rule", HUGE),) * 12,
    aliases=(LONG_URL,),
    fork_of=LONG_URL,
    path=HUGE,
    commit=HUGE,
    note=HUGE,
    family=(Relative("twin", HUGE, Relation.VARIANT),),
)
TWIN = replace(
    OVERLONG, id="twin", software=replace(SOFTWARE, name=HOMOGRAPH), state=State.ARCHIVED, family=()
)
GONE = replace(OVERLONG, id="gone", state=State.VANISHED, gone_since="2026-03-01T02:00:00Z", family=())
ENTRIES = (OVERLONG, TWIN, GONE)
REPORT = RunReport(
    run="20260320T020000Z",
    started="2026-03-20T02:00:00Z",
    finished="2026-03-20T02:00:41Z",
    sources=(SourceResult("huge", LONG_URL, "gitea", 4, HUGE),),
    repositories={"found": 2},
    requests={f"{'w' * 60}.{'x' * 60}.example": HostRequests(40, 30, 1, 2.5)},
    changes=Changes(new=("overlong",), invalid=("twin",), vanished=("gone",)),
    unusable=(UnusableFile(LONG_URL, HUGE, 3, HUGE),),
    reasons={"twin": HUGE, "gone": HUGE},
)


def organisation(identifier: str, lon: float, **more) -> Organisation:
    kind = OrganisationKind.MUNICIPALITY
    return Organisation(
        id=identifier, name=HUGE, kind=kind, country="IT", place=HUGE, lat=45.7, lon=lon, **more
    )


def claim(software: str, who: str, evidence: str | None = None) -> Claim:
    return Claim(
        software=software, organisation=who, name=HUGE, source=Source.USED_BY, strength=Strength.HEARSAY,
        confidence=1, reason="", first_seen="2026-01-10T02:00:00Z", evidence=evidence,
    )  # fmt: skip


def adoption() -> Adoption:
    ids = [f"user-{number}" for number in range(MANY)]
    return Adoption(
        seal="",
        software=tuple(SoftwareName(e.id, e.software.name, WHO.id) for e in (OVERLONG, TWIN)),
        organisations=tuple(organisation(one, 9.8 + at / 1e5) for at, one in enumerate(ids)),
        # Two that use both, which gives them a page; all the others use the one.
        claims=(*(claim("overlong", one) for one in ids), *(claim("twin", one, LONG_URL) for one in ids[:2])),
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("overlong")
    build(ENTRIES[:2], folder / "search", fingerprint="1")
    with closing(open_index(folder / "search")) as index:
        build_site(ENTRIES, index, (REPORT,), folder / "site", adoption=adoption())
    return folder / "site"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(built) as root:
        yield root


def test_no_page_becomes_wider_than_a_small_telephone(browser: Browser, built: Path, address: str):
    """Every page there is, with all that can be unfolded unfolded."""
    context = browser.new_context(viewport={"width": SMALL, "height": 640})
    tab = watched(context.new_page(), address)
    wide = {}
    paths = sorted(str(file.relative_to(built)) for file in built.rglob("*.html") if file.name != "404.html")
    for path in paths:
        page = tab.open(path)
        if path.startswith("search"):
            page.locator("#results .card").first.wait_for()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert len(wide) > 30
    assert {path: width for path, width in wide.items() if width > SMALL} == {}
    assert tab.complaints == []


def test_a_page_stays_small_whatever_a_file_holds(built: Path):
    page = (built / "software" / "overlong" / "index.html").read_text(encoding="utf-8")
    assert len(page) < 400_000
    assert f"{MANY - 300:,} more are not shown." in page


def test_what_can_not_be_seen_is_not_there_and_hosts_are_named_as_they_are_resolved(built: Path):
    page = (built / "software" / "overlong" / "index.html").read_text(encoding="utf-8")
    assert not set(RTL + HIDDEN) - {*"elif "} & set(page)
    assert "xn--rotocollo-k3h.example" in page


def test_a_card_stays_a_card(built: Path):
    page = lxml.html.fromstring((built / "browse" / "index.html").read_text(encoding="utf-8"))
    lists = lxml.html.fromstring(
        (built / "browse" / "category" / "document-management" / "index.html").read_text(encoding="utf-8")
    )
    assert max(len(one.text_content()) for one in lists.cssselect(".card .chip")) <= 100
    assert max(len(one.text_content()) for one in page.cssselect(".values a")) <= 100
