"""Each row of the upgrade table: what is done, and what is asked."""

from __future__ import annotations

import pytest

from publiccode.upgrade import upgrade
from tests.publiccode.upgrading import asked, done


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('publiccode-yaml-version: "http://w3id.org/publiccode/version/0.1"', 'publiccodeYmlVersion: "0"'),
        ("publiccode-yaml-version:", 'publiccodeYmlVersion: "0"'),
        ("publiccodeYmlVersion: '0.2'", "publiccodeYmlVersion: '0'"),
        ("publiccodeYmlVersion: 0.5.0", 'publiccodeYmlVersion: "0"'),
        ("publiccodeYmlVersion: 0.6", 'publiccodeYmlVersion: "0"'),
        ("publiccodeYmlVersion: 0", 'publiccodeYmlVersion: "0"'),
        ("publiccodeYmlVersion: 0.7", 'publiccodeYmlVersion: "0.7"'),
        ("softwareType: softwareAddon", "softwareType: addon"),
        ("platforms: web", "platforms: [web]"),
        ('platforms: "web"  # only', 'platforms: ["web"]  # only'),
        ("platforms: C{64}", 'platforms: ["C{64}"]'),
        ("softwareVersion: 1.10", 'softwareVersion: "1.10"'),
        ("softwareVersion: 2024-05-01", 'softwareVersion: "2024-05-01"'),
        ("softwareVersion: 007", 'softwareVersion: "007"'),
        ("softwareVersion: 1e3", 'softwareVersion: "1e3"'),
        ("localisation: {localisationReady: yes}", "localisation: {localisationReady: true}"),
        ("localisation: {localisationReady: Off}", "localisation: {localisationReady: false}"),
        (
            "intendedAudience: {countries: [it, 'ch', No]}",
            "intendedAudience: {countries: [IT, 'CH', \"NO\"]}",
        ),
        ("intendedAudience: {unsupportedCountries: [fr]}", "intendedAudience: {unsupportedCountries: [FR]}"),
        ("description: {ita: {localisedName: X}}", "description: {it: {localisedName: X}}"),
        ("description: {en_US: {localisedName: X}}", "description: {en-US: {localisedName: X}}"),
        ("description: {it: {featureList: [X]}}", "description: {it: {features: [X]}}"),
        ("it: text", "IT: text"),
        ("tags: [accounting, translation]", "categories: [accounting, translation]"),
        ("it: {conforme: {sicuro: true}}", "IT: {conforme: {misureMinimeSicurezza: true}}"),
    ],
)
def test_a_safe_row_is_done(before, after):
    result = done(f"{before}\nname: Trees\n", f"{after}\nname: Trees\n")
    assert result.done


@pytest.mark.parametrize(
    "text",
    [
        'publiccodeYmlVersion: "0"',
        'publiccodeYmlVersion: "0.7"',
        'publiccodeYmlVersion: "0.9"',
        "softwareVersion: 1.2.3",
        "softwareVersion: v1",
        'softwareVersion: "1.10"',
        "softwareVersion: !!str 1.10",
        "softwareType: standalone/web",
        "platforms: [web]",
        "platforms:",
        'localisation: {localisationReady: "yes"}',
        "intendedAudience: {countries: [IT, XX, uk]}",
        "description: {fil: {localisedName: X}, und: {localisedName: Y}, english_text_of_old: {}}",
        "isBasedOn: https://example.org/a",
        "organisation: {uri: https://example.org}",
    ],
)
def test_what_is_no_row_stays(text):
    assert asked(f"{text}\nname: Trees\n") == {}


def test_version_and_phone_numbers_are_quoted_with_their_text():
    done(
        """\
        dependsOn:
          open:
            - name: PostgreSQL
              versionMin: 14
              versionMax: 16.0   # tested
              optional: no
        maintenance:
          contacts:
            - name: A
              phone: +390612345
            - name: B
              phone: 0039 06
        """,
        """\
        dependsOn:
          open:
            - name: PostgreSQL
              versionMin: "14"
              versionMax: "16.0"   # tested
              optional: false
        maintenance:
          contacts:
            - name: A
              phone: "+390612345"
            - name: B
              phone: 0039 06
        """,
    )


def test_languages_get_their_shortest_tag_once():
    result = done(
        """\
        description:
          eng: {localisedName: Trees}
        localisation:
          availableLanguages:
            - eng
            - en_US  # American
            - it
            - ita    # again
            - 'ger'
        """,
        """\
        description:
          en: {localisedName: Trees}
        localisation:
          availableLanguages:
            - en
            - en-US  # American
            - it
            # again
            - 'de'
        """,
    )
    assert [change.code for change in result.done] == [
        "upgrade/renamed",
        "upgrade/value",
        "upgrade/value",
        "upgrade/dropped-language",
        "upgrade/value",
    ]


def test_two_descriptions_of_one_language_are_not_merged():
    text = "description:\n  eng: {localisedName: A}\n  en: {localisedName: B}\n"
    assert asked(text)["description.eng"][0].startswith("move what is missing")


def test_two_old_tags_of_one_language_give_one_new_name():
    result = done("description:\n  deu: {}\n  ger: {}\n", "description:\n  de: {}\n  ger: {}\n")
    assert [ask.key for ask in result.asks] == ["description.ger"]


def test_tags_that_are_categories_move_and_the_others_are_asked_for():
    result = done(
        """\
        tags:
          - accounting  # books
          - maps
        name: Trees
        """,
        """\
        categories:
          - accounting  # books
        tags:
          - maps
        name: Trees
        """,
    )
    assert [(ask.key, ask.line, ask.column) for ask in result.asks] == [("tags[0]", 4, 5)]
    assert result.asks[0].choices[-1] == "delete it"
    assert all(choice.startswith("categories: ") for choice in result.asks[0].choices[:-1])


def test_tags_join_categories_that_are_there():
    done(
        "categories:\n- blog\ntags: [accounting, blog]\nname: X\n",
        "categories:\n- blog\n- accounting\nname: X\n",
    )
    done("categories: [blog]\ntags: [accounting]\n", 'categories: [blog, "accounting"]\n')


@pytest.mark.parametrize(
    ("text", "key", "choice"),
    [
        ('publiccodeYmlVersion: "2.4.0"', "publiccodeYmlVersion", 'write "0"'),
        ("softwareType: standalone\nplatforms: [ios]", "softwareType", "standalone/mobile"),
        ("softwareType: standalone\nplatforms: [linux, web]", "softwareType", "standalone/web"),
        ("platforms: web, linux", "platforms", "[web, linux]"),
        ("intendedAudience: {onlyFor: [cities]}", "intendedAudience.onlyFor", "rename it to scope"),
        ("description: {it: {freeTags: [a]}}", "description.it.freeTags", "delete it"),
        ("description: {it: {genericName: a}}", "description.it.genericName", "delete it"),
        ("description: {it: {features: [], featureList: [a]}}", "description.it.featureList", "move what"),
        ("inputTypes: [text/csv]", "inputTypes", "delete it"),
        ("outputTypes: []", "outputTypes", "delete it"),
        ("legal: {authorsFile: AUTHORS}", "legal.authorsFile", "delete it"),
        ("monochromeLogo: a.svg", "monochromeLogo", "rename it to logo"),
        ("monochromeLogo: a.svg\nlogo: b.svg", "monochromeLogo", "delete it"),
        ("legal: {repoOwner: Roma}", "legal.repoOwner", "write organisation.uri"),
        ("legal: {repoOwner: Roma}\norganisation: {uri: urn:a:b}", "legal.repoOwner", "move it"),
        ("legal: {repoOwner: Roma}\norganisation: {name: Roma}", "legal.repoOwner", "delete it"),
        ("maintenance: {type: internal, contractors: [{name: A}]}", "maintenance.contractors", "delete"),
        ('releaseDate: "1970-01-01"', "releaseDate", "delete it"),
        ("fundedBy: [{name: A, url: https://a.example}]", "fundedBy[0].url", "rename it to uri"),
        ("fundedBy: [A]", "fundedBy[0]", "write the text as name"),
        ("organisation: Roma", "organisation", "write the text as name"),
        ("IT: {piattaforme: {spid: forse}}", "IT.piattaforme.spid", "write true"),
    ],
)
def test_a_row_that_needs_a_decision_is_asked(text, key, choice):
    choices = asked(f"{text}\nname: Trees\n")
    assert list(choices) == [key]
    assert choices[key][0].startswith(choice)


def test_the_place_of_a_question_is_that_in_the_new_text():
    result = done(
        "it:\n  countryExtensionVersion: '1.0'\n  riuso: {}\ninputTypes: []\n",
        "inputTypes: []\n",
    )
    assert [(ask.key, ask.line, ask.column) for ask in result.asks] == [("inputTypes", 1, 1)]


@pytest.mark.parametrize("text", ["", "# nothing\n", "a: [", "- a\n", "text", "a: \x00b", "x" * 1_100_000])
def test_what_cannot_be_read_comes_back_with_its_problems(text):
    result = upgrade(text)
    assert result.text == text
    assert result.problems
    assert result.done == ()
    assert result.asks == ()
