"""The catalogue in linked data, from the command line to a reader that knows nothing of riuso."""

from __future__ import annotations

from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal


def test_a_portal_can_harvest_the_catalogue(crawled_once, tmp_path):
    riuso, out = crawled_once.riuso, tmp_path / "catalogue.ttl"
    shown = riuso.json("search", "--limit", "1")["total"]
    done = riuso("export", "--format", "dcat-turtle", "--published-by", "Comune di Valdora", "-o", out)
    assert done.out == ""
    assert f"{shown} software as DCAT-AP 3 in Turtle" in done.err
    graph = Graph().parse(out)
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert len(set(graph.objects(catalogue, DCAT.dataset))) == shown
    publisher = graph.value(catalogue, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal("Comune di Valdora")
