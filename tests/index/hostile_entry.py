"""An entry in which every value is an attack: on pages, terminals, spreadsheets, paths."""

from __future__ import annotations

from publiccode.problem import Level, Problem
from publiccode.publisher import Place, Publisher
from publiccode.software import Contact, Contractor, Dependency, Description, Organisation, Software
from tests.index.making import activity, entry

EVIL = "<script>window.pwned=1;alert(1)</script>"
_ATTRIBUTE = '" onmouseover="window.pwned=1" x=\''
_TEMPLATE = "{{ 7*7 }}{% raw %}${alert(1)}"
HOSTILE_PUBLISHER = Publisher(
    f"evil{EVIL}", f"{EVIL} & {_ATTRIBUTE}", "javascript:alert(1)", "XX", None, Place(EVIL)
)

HOSTILE = entry(
    "hostile",
    Software(
        name=f"Evil {EVIL}",
        publiccode_yml_version=EVIL,
        application_suite=EVIL,
        url="javascript:window.pwned=1",
        landing_url="javascript:window.pwned=1//https://x.example",
        is_based_on=("data:text/html,<script>alert(1)</script>", "https://user:secret@bank.example/"),
        software_version=f"1.0{_ATTRIBUTE}",
        release_date="not a date <b>",
        logo="../../etc/passwd",
        platforms=(EVIL, "../../../etc/passwd", "\x1b[31mred"),
        categories=(EVIL, "../..", "__proto__", _TEMPLATE),
        used_by=(*(f"User {n} {EVIL}" for n in range(60)), "\u202egnp.exe\u2066", "x" * 4000),
        funded_by=(Organisation("vbscript:x", EVIL),),
        roadmap="JaVaScRiPt:alert(1)",
        development_status=EVIL,
        software_type=_ATTRIBUTE,
        supports=(EVIL, "javascript:alert(1)", "alias:<img src=x onerror=alert(1)>"),
        organisation=Organisation("javascript:alert(1)", EVIL),
        countries=("<B>",),
        scope=(_TEMPLATE,),
        descriptions=(
            Description(
                'en" onload="alert(1)',
                EVIL,
                _TEMPLATE,
                f"{EVIL}\u202e\x07 quirkword",
                f"</p></main>{EVIL}\n\n- <img src=https://tracker.example/x.png onerror=alert(1)>\n\n"
                f"# {EVIL}\n" + "W" * 5000,
                "javascript:alert(1)",
                'https://ok.example/" onclick="alert(1)',
                (EVIL, _ATTRIBUTE, "\u0301" * 500),
                ("https://tracker.example/shot.png", "javascript:alert(1)"),
                ("javascript:alert(1)",),
                (EVIL,),
            ),
        ),
        license=f"MIT AND {EVIL}",
        main_copyright_owner=EVIL,
        maintenance_type=EVIL,
        contractors=(Contractor(EVIL, "2020-99-99", "x@y", "javascript:alert(1)"),),
        contacts=(Contact(EVIL, "mail@hidden.example", _ATTRIBUTE, "+39 333"),),
        available_languages=(EVIL, "../x"),
        dependencies=(Dependency("open", EVIL, EVIL, _ATTRIBUTE),),
    ),
    HOSTILE_PUBLISHER,
    repository="javascript:window.pwned=1",
    raw_url="javascript:alert(1)",
    path="../../<script>alert(1)</script>",
    aliases=("javascript:alert(1)",),
    fork_of="javascript:alert(1)",
    commit=EVIL,
    note=EVIL,
    problems=(Problem(EVIL, 3, 1, Level.ERROR, EVIL, "evil/rule", _ATTRIBUTE),),
    activity=activity("2026-01-05T08:00:00Z"),
)
