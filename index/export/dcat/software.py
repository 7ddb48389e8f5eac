"""One software as a ``dcat:Dataset`` and ``adms:Asset``, with its distribution and its catalogue record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef

from index.export.dcat import terms
from index.export.dcat.graph import Telling, resource
from index.export.facts import day, iri, licence_of, line, page_url, subject, summary, texts
from index.pages.entry_text import source_url
from index.pages.links import segment
from index.pages.wording import language_tag
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from rdflib import Graph

    from index.entry import Entry
    from index.export.dcat.graph import Book, Name
    from publiccode.software import Software

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&*+/=?_~-]{1,64}@[A-Za-z0-9.-]{1,255}")
_NO_DIGIT = re.compile(r"[^\d+]+")


def software_graph(entry: Entry, book: Book) -> Graph:
    """Return all that there is to tell of one software, its place in the catalogue included."""
    tell = Telling(book)
    address = subject(entry, book.options)
    me = tell.node(DCAT.Dataset, URIRef(address or f"#{segment(entry.id)}"))
    for kind in (DCAT.Resource, terms.ADMS.Asset, terms.SCHEMA.SoftwareSourceCode):
        tell.say(me, RDF.type, kind)
    tell.say(book.catalogue, DCAT.dataset, me)
    _describe(tell, me, entry)
    _classify(tell, me, entry)
    _where(tell, me, entry.software)
    _people(tell, me, entry)
    _relations(tell, me, entry.software)
    _distribution(tell, me, entry)
    _record(tell, me, entry)
    return tell.graph


def _describe(tell: Telling, me: Name, entry: Entry) -> None:
    software = entry.software
    names = texts(software, lambda one: one.localised_name)
    tell.write(me, DCTERMS.identifier, entry.id)
    tell.write(me, DCTERMS.title, software.name or entry.id)
    tell.write_all(me, DCTERMS.title, names)
    described = texts(software, lambda one: one.long_description or summary(one))
    tell.write_all(me, DCTERMS.description, described)
    if not described:
        # DCAT-AP asks for one; the name is the only one that nobody has to make up.
        tell.write(me, DCTERMS.description, software.name or entry.id)
    tell.write_all(me, DCTERMS.abstract, texts(software, lambda one: one.short_description))
    tell.write_all(me, SKOS.altLabel, texts(software, lambda one: one.generic_name))
    version = line(software.software_version)
    if version:
        tell.say(me, terms.VERSION, Literal(version))
        tell.say(me, OWL.versionInfo, Literal(version))
    released = day(software.release_date)
    if released:
        tell.say(me, DCTERMS.modified, Literal(released, datatype=XSD.date))
    tell.say(me, DCAT.landingPage, tell.document(software.landing_url))
    for description in software.descriptions:
        tell.say(me, FOAF.page, tell.document(description.documentation, "Documentation"))
        tell.say(me, FOAF.page, tell.document(description.api_documentation, "API documentation"))
    tell.say(me, FOAF.page, tell.document(software.roadmap, "Roadmap"))
    tell.say(me, FOAF.page, tell.document(page_url(entry, tell.book.options)))


def _classify(tell: Telling, me: Name, entry: Entry) -> None:
    software = entry.software
    for value in software.categories:
        theme = tell.concept(terms.category(value), terms.category_labels(value))
        if theme is not None:
            tell.say(me, DCAT.theme, theme)
            tell.say(theme, SKOS.inScheme, terms.CATEGORY_SCHEME)
        else:
            tell.write(me, DCAT.keyword, value)
    for value in software.scope:
        tell.write(me, DCAT.keyword, value)
    for description in software.descriptions:
        tag = language_tag(description.language)
        for feature in filter(None, map(line, description.features)):
            tell.say(me, DCAT.keyword, Literal(feature, lang=tag))
    for platform in software.platforms:
        tell.write(me, terms.SCHEMA.operatingSystem, platform)
    tell.write(me, terms.PUBLICCODE["key-softwaretype"], software.software_type)
    stage = terms.status(software.development_status, entry.state)
    if stage is not None:
        tell.say(me, terms.ADMS.status, tell.concept(stage, terms.own_label(stage)))


def _where(tell: Telling, me: Name, software: Software) -> None:
    """Tell the languages it speaks and the countries it is meant for: all of them."""
    for tag in software.available_languages:
        spoken = terms.language(tag)
        if spoken is not None:
            tell.say(me, DCTERMS.language, tell.node(DCTERMS.LinguisticSystem, spoken))
    for code in software.countries:
        country = terms.country(code)
        if country is not None:
            tell.say(me, DCTERMS.spatial, tell.node(DCTERMS.Location, country))


def _people(tell: Telling, me: Name, entry: Entry) -> None:
    software, publisher = entry.software, entry.publisher
    agent = tell.agent(publisher.name, publisher.uri)
    kind = terms.publisher_type(publisher.archetype)
    if agent is not None and kind is not None:
        tell.say(agent, DCTERMS.type, tell.concept(kind, terms.own_label(kind)))
    tell.say(me, DCTERMS.publisher, agent)
    tell.say(me, DCTERMS.rightsHolder, tell.agent(software.main_copyright_owner))
    if software.organisation:
        tell.say(me, DCTERMS.creator, tell.agent(software.organisation.name, software.organisation.uri))
    for by in software.funded_by:
        tell.say(me, terms.SCHEMA.funder, tell.agent(by.name, by.uri))
    for name in [user.name for user in entry.users] or software.used_by:
        tell.say(me, terms.PUBLICCODE["key-usedby"], tell.agent(name))
    for one in software.contacts:
        if not line(one.name):
            continue
        contact = tell.node(terms.VCARD.Kind)
        tell.say(contact, RDF.type, terms.VCARD.Individual)
        tell.write(contact, terms.VCARD.fn, one.name)
        tell.write(contact, terms.VCARD["organization-name"], one.affiliation)
        if one.email and _EMAIL.fullmatch(one.email):
            tell.say(contact, terms.VCARD.hasEmail, URIRef(f"mailto:{one.email}"))
        if one.phone and (number := _NO_DIGIT.sub("", one.phone)):
            tell.say(contact, terms.VCARD.hasTelephone, URIRef(f"tel:{number}"))
        tell.say(me, DCAT.contactPoint, contact)


def _relations(tell: Telling, me: Name, software: Software) -> None:
    for url in software.is_based_on:
        known = iri(url)
        tell.say(me, PROV.wasDerivedFrom, URIRef(known) if known else None)
    for value in software.supports:
        address = iri(value)
        name = line(value.removeprefix("alias:"))
        if address or name:
            standard = tell.node(DCTERMS.Standard, URIRef(address) if address else None)
            tell.write(standard, DCTERMS.title, None if address else name)
            tell.say(me, DCTERMS.conformsTo, standard)
    for one in software.dependencies:
        if not line(one.name):
            continue
        needed = tell.node(RDFS.Resource)
        tell.write(needed, DCTERMS.title, one.name)
        tell.write(needed, terms.PUBLICCODE["key-dependson"], one.kind)
        tell.say(me, DCTERMS.relation if one.optional else DCTERMS.requires, needed)


def _distribution(tell: Telling, me: Name, entry: Entry) -> None:
    """Tell where the source is and under which licence; without an address DCAT-AP knows no distribution."""
    source = resource(tell, source_url(entry))
    licence = _licence(tell, entry.software)
    if source is None:
        tell.say(me, DCTERMS.license, licence)
        return
    where = tell.node(DCAT.Distribution)
    tell.write(where, DCTERMS.title, entry.software.name)
    tell.say(where, DCAT.accessURL, source)
    tell.say(where, DCTERMS.license, licence)
    tell.say(me, DCAT.distribution, where)


def _licence(tell: Telling, software: Software) -> Name | None:
    """Return the licence: one has an address, an expression is a document that names it whole."""
    licence = licence_of(software)
    if licence is None:
        return None
    if licence.id:
        found = tell.node(DCTERMS.LicenseDocument, URIRef(terms.SPDX + licence.id))
        if tell.book.is_new(found):
            tell.write(found, RDFS.label, licence.id)
        return found
    found = tell.node(DCTERMS.LicenseDocument)
    tell.write(found, RDFS.label, licence.expression)
    if " " in licence.expression:
        for name in license_ids(licence.expression):
            tell.say(found, DCTERMS.references, URIRef(terms.SPDX + name))
    return found


def _record(tell: Telling, me: Name, entry: Entry) -> None:
    page = page_url(entry, tell.book.options)
    record = tell.node(DCAT.CatalogRecord, URIRef(f"{page}#record") if page else None)
    tell.say(record, FOAF.primaryTopic, me)
    for term, when in ((DCTERMS.issued, entry.first_seen), (DCTERMS.modified, entry.shown_fetched_at)):
        tell.say(record, term, Literal(when, datatype=XSD.dateTime))
    origin = resource(tell, entry.raw_url)
    tell.say(record, PROV.wasDerivedFrom, origin)
    tell.say(tell.book.catalogue, DCAT.record, record)
