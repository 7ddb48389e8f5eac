"""What search engines and browsers look for: sitemap, robots.txt, security.txt, OpenSearch description."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from index.pages.links import INDEX
from index.pages.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pages.languages import Written
    from index.pages.output import Output
    from index.pages.site import Site
    from index.pages.writing import Writer

OPENSEARCH = "opensearch.xml"
MOST_URLS = 50_000
"""Of one sitemap, by the protocol (https://www.sitemaps.org/protocol.html)."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_VALID = timedelta(days=365)


def write_discovery(output: Output, site: Site, written: Sequence[Written]) -> None:
    """Write what lies at the root of the site; a sitemap only where the site's address is known."""
    robots = "User-agent: *\nAllow: /\n"
    if site.options.base_url:
        _write_sitemaps(output, site, written)
        robots += f"\nSitemap: {site.top_url('sitemap.xml')}\n"
    output.write("robots.txt", robots.encode())
    contact, as_of = site.options.contact, site.as_of
    if contact and as_of:
        expires = (date.fromisoformat(as_of) + _VALID).isoformat()
        lines = [f"Contact: {contact}", f"Expires: {expires}T00:00:00Z"]
        lines.append(f"Preferred-Languages: {', '.join(site.options.languages)}")
        if site.options.base_url:
            lines.append(f"Canonical: {site.top_url('.well-known/security.txt')}")
        output.write(".well-known/security.txt", ("\n".join(lines) + "\n").encode())


def write_opensearch(writer: Writer, site: Site) -> None:
    """Write the description that lets a browser search here; it needs the site's address."""
    if not site.options.base_url:
        return
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    for name, text in (
        ("ShortName", shorten(site.title, 16)),
        ("Description", shorten(site.say("Search the catalogue"), 1024)),
        ("InputEncoding", "UTF-8"),
        ("Language", site.language),
    ):
        ET.SubElement(root, name).text = text
    template = f"{site.url(f'search/{INDEX}')}?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    ET.SubElement(
        root,
        "Url",
        {
            "type": "application/opensearchdescription+xml",
            "rel": "self",
            "template": site.url(OPENSEARCH),
        },
    )
    ET.SubElement(root, "Image", {"type": "image/svg+xml"}).text = site.top_url("static/icon.svg")
    writer.file(OPENSEARCH, _xml(root))


def _write_sitemaps(output: Output, site: Site, written: Sequence[Written]) -> None:
    names = []
    for one in written:
        for number, start in enumerate(range(0, len(one.paths), MOST_URLS), start=1):
            root = ET.Element("urlset", {"xmlns": _SITEMAP})
            for path in one.paths[start : start + MOST_URLS]:
                place = ET.SubElement(ET.SubElement(root, "url"), "loc")
                place.text = quote(site.url(path, one.language), safe=":/?&=%")
            names.append(f"sitemap-{one.language}-{number}.xml")
            output.write(names[-1], _xml(root))
    root = ET.Element("sitemapindex", {"xmlns": _SITEMAP})
    for name in names:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = site.top_url(name)
    output.write("sitemap.xml", _xml(root))


def _xml(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
