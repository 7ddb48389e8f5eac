"""The triples of one software and of the catalogue: small graphs, so that no catalogue is too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import NamespaceManager

from index.export.dcat import terms
from index.export.facts import iri, line
from index.pages.links import web_url
from index.pages.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib.term import Node

    from index.export.options import ExportOptions

Name = URIRef | BNode
_ABOUT = "Software that public administrations have published, free to use, adapt and share"


class Book:
    """What one export has told so far: names for what has no address, and what need not be told twice.

    Blank nodes are numbered rather than random, so that the same catalogue gives the same bytes.
    """

    def __init__(self, options: ExportOptions) -> None:
        self.options = options
        base = web_url(options.base_url)
        # Without an address it is what the file itself calls so: a blank node has no name from one piece of
        # the file to the next.
        self.catalogue = URIRef(f"{base or ''}#catalogue")
        self.names = NamespaceManager(Graph(bind_namespaces="none"), bind_namespaces="none")
        for prefix, namespace in terms.PREFIXES.items():
            self.names.bind(prefix, namespace)
        self._nameless = 0
        self._told: set[Node] = set()

    def nameless(self) -> BNode:
        self._nameless += 1
        return BNode(f"n{self._nameless}")

    def is_new(self, name: Node) -> bool:
        """Whether ``name`` is asked about for the first time."""
        new = name not in self._told
        self._told.add(name)
        return new


class Telling:
    """Collects triples, leaving out what is not known."""

    def __init__(self, book: Book) -> None:
        self.book = book
        # One manager for all: it remembers how to shorten each address.
        self.graph = Graph(bind_namespaces="none", namespace_manager=book.names)

    def say(self, subject: Name, term: URIRef, value: Node | None) -> None:
        if value is not None:
            self.graph.add((subject, term, value))

    def write(self, subject: Name, term: URIRef, text: str | None) -> None:
        """Say a text on one line, without a language."""
        shown = line(text)
        if shown:
            self.graph.add((subject, term, Literal(shown)))

    def write_all(self, subject: Name, term: URIRef, texts: Mapping[str, str]) -> None:
        """Say a text in the languages that are its keys."""
        for tag, text in texts.items():
            self.graph.add((subject, term, Literal(text, lang=tag)))

    def node(self, kind: URIRef, name: Name | None = None) -> Name:
        """Return ``name``, or a new node, said to be of ``kind``."""
        found = name if name is not None else self.book.nameless()
        self.graph.add((found, RDF.type, kind))
        return found

    def agent(self, name: str | None, address: str | None = None) -> Name | None:
        """Return a person or body with this name, None where it has none."""
        shown, known = line(name), iri(address)
        if not shown:
            return None
        found = self.node(FOAF.Agent, URIRef(known) if known else None)
        # A body has one name in an export: of two files that name it differently the first is believed.
        if not known or self.book.is_new(found):
            self.graph.add((found, FOAF.name, Literal(shown)))
        return found

    def document(self, url: str | None, title: str | None = None) -> Name | None:
        """Return a page of the web, None where ``url`` is none."""
        known = web_url(url)
        if not known:
            return None
        found = self.node(FOAF.Document, URIRef(known))
        self.write(found, DCTERMS.title, title)
        return found

    def concept(self, name: URIRef | None, labels: Mapping[str, str]) -> URIRef | None:
        """Return a term of a vocabulary, with its labels where it is told for the first time."""
        if name is None:
            return None
        self.node(SKOS.Concept, name)
        if self.book.is_new(name):
            self.write_all(name, SKOS.prefLabel, labels)
        return name


def catalogue_graph(book: Book) -> Graph:
    """Return what there is to tell of the catalogue itself; who publishes it only where that is known."""
    tell, options = Telling(book), book.options
    me = tell.node(DCAT.Catalog, book.catalogue)
    tell.say(me, DCTERMS.title, Literal(clean(options.title)))
    tell.say(me, DCTERMS.description, Literal(_ABOUT, lang="en"))
    tell.say(me, DCTERMS.publisher, tell.agent(options.publisher))
    tell.say(me, FOAF.homepage, tell.document(options.base_url))
    if options.as_of:
        tell.say(me, DCTERMS.modified, Literal(options.as_of.isoformat(), datatype=XSD.date))
    scheme = tell.node(SKOS.ConceptScheme, terms.CATEGORY_SCHEME)
    tell.say(scheme, DCTERMS.title, Literal("Categories of publiccode.yml", lang="en"))
    tell.say(me, DCAT.themeTaxonomy, scheme)
    return tell.graph


def resource(tell: Telling, url: str | None) -> URIRef | None:
    """Return an address said to be one: validators that draw no conclusions ask for it."""
    known = web_url(url)
    if not known:
        return None
    tell.say(URIRef(known), RDF.type, RDFS.Resource)
    return URIRef(known)
