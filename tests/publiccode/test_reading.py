"""The tolerant reading: what of a file is usable, whatever else is wrong with it."""

from __future__ import annotations

from publiccode import Software, validate
from publiccode.software import Contact, Contractor, Dependency, Organisation
from tests.publiccode.texts import LONG, VALID, added, changed

EVERYTHING = f"""\
publiccodeYmlVersion: "0.7"
name: Tree register
applicationSuite: Town suite
url: "https://example.org/town/trees"
landingURL: "https://example.org"
isBasedOn: "https://example.org/other/trees"
softwareVersion: "1.10"
releaseDate: 2026-06-24
logo: img/logo.svg
platforms: [web, Windows 3.1]
categories: [geographic-information-systems, other]
usedBy: [Town of Example]
fundedBy: [{{name: Town of Example, uri: "https://example.org"}}]
roadmap: "https://example.org/roadmap"
developmentStatus: stable
softwareType: standalone/web
supports: [{{id: "alias:gdpr"}}, {{id: "https://example.org/norm"}}]
organisation: {{uri: "https://example.org", name: Town of Example}}
intendedAudience: {{countries: [IT, de], unsupportedCountries: [XK], scope: [environment]}}
description:
  en-GB:
    localisedName: Trees
    genericName: Register
    shortDescription: Short
    longDescription: "{LONG}{LONG}"
    documentation: "https://example.org/d"
    apiDocumentation: "https://example.org/a"
    features: [Map, "no"]
    screenshots: [a.png]
    videos: ["https://youtu.be/x"]
    awards: [Tree of the year]
legal: {{license: EUPL-1.2, mainCopyrightOwner: Town, repoOwner: Town, authorsFile: AUTHORS}}
maintenance:
  type: contract
  contractors: [{{name: Ltd, until: "2030-12-31", email: a@example.org, website: "https://example.org"}}]
  contacts: [{{name: Ada, email: a@example.org, affiliation: Town, phone: "+39061234"}}]
localisation: {{localisationReady: false, availableLanguages: [en-GB, it]}}
dependsOn:
  open: [{{name: PostgreSQL, versionMin: "15", versionMax: "17", version: "16", optional: true}}]
  hardware: [{{name: Reader}}]
"""


def read(text: str) -> Software:
    software = validate(text).software
    assert software is not None
    return software


def test_every_key_is_read():
    software = read(EVERYTHING)
    (description,) = software.descriptions
    assert software == Software(
        name="Tree register",
        publiccode_yml_version="0.7",
        application_suite="Town suite",
        url="https://example.org/town/trees",
        landing_url="https://example.org",
        is_based_on=("https://example.org/other/trees",),
        software_version="1.10",
        release_date="2026-06-24",
        logo="img/logo.svg",
        platforms=("web", "Windows 3.1"),
        categories=("geographic-information-systems", "other"),
        used_by=("Town of Example",),
        funded_by=(Organisation("https://example.org", "Town of Example"),),
        roadmap="https://example.org/roadmap",
        development_status="stable",
        software_type="standalone/web",
        supports=("alias:gdpr", "https://example.org/norm"),
        organisation=Organisation("https://example.org", "Town of Example"),
        countries=("IT", "DE"),
        unsupported_countries=("XK",),
        scope=("environment",),
        descriptions=(description,),
        license="EUPL-1.2",
        main_copyright_owner="Town",
        repo_owner="Town",
        maintenance_type="contract",
        contractors=(Contractor("Ltd", "2030-12-31", "a@example.org", "https://example.org"),),
        contacts=(Contact("Ada", "a@example.org", "Town", "+39061234"),),
        localisation_ready=False,
        available_languages=("en-GB", "it"),
        dependencies=(
            Dependency("open", "PostgreSQL", "15", "17", "16", optional=True),
            Dependency("hardware", "Reader"),
        ),
        declares_dependencies=True,
    )
    assert description.language == "en-GB"
    assert (description.localised_name, description.generic_name) == ("Trees", "Register")
    assert description.long_description == f"{LONG}{LONG}"
    assert description.features == ("Map", "no")
    assert description.videos == ("https://youtu.be/x",)
    assert (description.screenshots, description.awards) == (("a.png",), ("Tree of the year",))


def test_a_value_of_the_wrong_type_or_form_is_left_out_and_the_rest_stays():
    software = read(
        'name: [x]\nurl: "javascript:alert(1)"\nplatforms: {web: x}\nreleaseDate: soon\n'
        "categories: [office, nonsense, [x]]\nintendedAudience: {countries: [IT, Italy]}\n"
        "legal: {license: GPLv3}\nmaintenance: {type: x, contacts: [Ada, {name: Bob, email: x}]}\n"
        "localisation: {localisationReady: yes}\n"
        "description: {en: {features: x, shortDescription: Short}, it: x}\n"
    )
    assert (software.name, software.url, software.platforms, software.release_date) == ("", None, (), None)
    assert (software.categories, software.countries, software.license) == (("office",), ("IT",), None)
    assert (software.maintenance_type, software.contacts) == (None, (Contact("Bob"),))
    assert software.localisation_ready is None
    (english,) = software.descriptions
    assert (english.language, english.short_description, english.features) == ("en", "Short", ())


def test_a_text_of_the_wrong_length_is_still_read():
    text = changed("Keeps the register of a town's trees", "x" * 200)
    assert read(text).descriptions[0].short_description == "x" * 200


def test_a_single_value_stands_for_a_list_of_one():
    assert read(changed("platforms:\n  - web\n", "platforms: web\n")).platforms == ("web",)


def test_the_italian_section_is_read_as_what_replaced_it():
    declared = "conforme: {gdpr: true, lineeGuidaDesign: false}"
    section = f"it: {{piattaforme: {{spid: true, cie: false}}, {declared}, riuso: {{codiceIPA: PCM}}}}"
    owned = changed("  license: EUPL-1.2", "  license: MIT\n  repoOwner: Presidency")
    software = read(added(section, owned))
    assert software.supports == ("alias:spid", "alias:gdpr")
    assert dict(software.conformity) == {"gdpr": True, "lineeGuidaDesign": False}
    assert software.organisation == Organisation("urn:x-italian-pa:PCM", "Presidency")


def test_what_is_said_in_the_new_way_wins():
    text = added('IT: {riuso: {codiceIPA: PCM}}\norganisation: {uri: "https://example.org"}')
    assert read(text).organisation == Organisation("https://example.org")


def test_nothing_is_read_of_what_is_no_map_or_no_yaml():
    for text in ("", "# c", "- a", "text", "a: b: c", b"\xff\xfe", "[" * 200):
        report = validate(text)
        assert report.software is None
        assert not report.is_valid


def test_a_duplicate_key_or_a_second_document_leaves_the_file_readable():
    assert read(f"{VALID}name: Other\n---\nname: Third\n").name == "Tree register"
