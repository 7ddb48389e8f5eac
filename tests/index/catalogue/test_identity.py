from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalogue.identity import Claims, Link, families, links, software_id
from index.entry import Relation

FORGE = "https://git.example"


@pytest.mark.parametrize(
    ("repository", "folder", "expected"),
    [
        (f"{FORGE}/town/trees", "", "town-trees"),
        (f"{FORGE}/group/sub/Town_X/Trees.App", "", "town-x-trees-app"),
        ("file:///srv/mirror/town/trees", "", "town-trees"),
        (f"{FORGE}/town/trees", "parts/api", "town-trees-parts-api"),
        (f"{FORGE}/%C3%A9cole/biblioth%C3%A8que", "", "ecole-bibliotheque"),
        (f"{FORGE}/trees", "", "trees"),
        (FORGE, "", "software"),
        (f"{FORGE}/--/__", "", "software"),
    ],
)
def test_id_is_a_slug_of_owner_and_name(repository, folder, expected):
    assert software_id(repository, folder, set()) == expected


def test_taken_id_gets_digits_of_the_url():
    url = f"{FORGE}/town/trees"
    digits = hashlib.sha1(url.encode()).hexdigest()
    assert software_id(url, "", {"town-trees"}) == f"town-trees-{digits[:6]}"
    assert software_id(url, "", {"town-trees", f"town-trees-{digits[:6]}"}) == f"town-trees-{digits[:7]}"


@given(st.text(), st.text())
def test_id_is_always_a_slug(path, folder):
    made = software_id(f"{FORGE}/{path}", folder, {"software"})
    assert made
    assert made != "software"
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(made) < 150


def claims(name: str, *, title: str = "Trees", **facts) -> Claims:
    return Claims(id=name, name=title, repository=f"{FORGE}/{name}", **facts)


ORIGINAL = claims("a", url=f"{FORGE}/a", digest="1")


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (claims("b", url=f"{FORGE}/a", digest="1"), Relation.MIRROR),
        (claims("b", url="HTTP://www.Git.Example/A.git", digest="1"), Relation.MIRROR),
        (claims("b", url=f"{FORGE}/a", digest="2"), Relation.FORK),
        (claims("b", url=f"{FORGE}/a", digest="1", fork_of=f"{FORGE}/a"), Relation.FORK),
        (claims("b", title="Shrubs", url=f"{FORGE}/a", digest="2", fork_of=f"{FORGE}/a"), Relation.FORK),
        (claims("b", digest="2", fork_of=f"{FORGE}/a"), Relation.FORK),
        (claims("b", title="Shrubs", url=f"{FORGE}/b", fork_of=f"{FORGE}/a"), Relation.VARIANT),
        (claims("b", url=f"{FORGE}/b", digest="2", is_based_on=(f"{FORGE}/a",)), Relation.VARIANT),
        (
            claims("b", title="Shrubs", url=f"{FORGE}/a", digest="2", is_based_on=(f"{FORGE}/a",)),
            Relation.VARIANT,
        ),
        (claims("b", title="Shrubs", url=f"{FORGE}/a", digest="2"), Relation.URL_MISTAKE),
    ],
)
def test_relatives_are_told_apart(other, relation):
    assert links([ORIGINAL, other]) == (Link("b", "a", relation),)


@pytest.mark.parametrize(
    "other",
    [
        claims("b", title="Shrubs", url=f"{FORGE}/b", digest="2"),
        claims("b", url=f"{FORGE}/elsewhere", digest="2", fork_of=f"{FORGE}/nowhere"),
        claims("b", url=f"{FORGE}/b", is_based_on=(f"{FORGE}/b",)),
        claims("b", url=None, digest="1"),
        Claims(id="b", name="Trees", repository=f"{FORGE}/a", url=f"{FORGE}/a", digest="1"),
    ],
)
def test_strangers_have_no_link(other):
    assert links([ORIGINAL, other]) == ()


def test_copy_of_a_repository_with_several_software_is_a_copy_of_the_root_s():
    beside = Claims(id="a-apps", name="Apps", repository=f"{FORGE}/a", url=f"{FORGE}/a", digest="2")
    copy = claims("b", url=f"{FORGE}/a", digest="1")
    assert links([ORIGINAL, beside, copy]) == (Link("b", "a", Relation.MIRROR),)


def test_former_address_still_names_the_original():
    moved = claims("a", url=f"{FORGE}/a", digest="1", aliases=(f"{FORGE}/old",))
    assert links([moved, claims("b", url=f"{FORGE}/old", digest="1")]) == (Link("b", "a", Relation.MIRROR),)


def test_mirror_of_a_fork_belongs_to_the_original():
    found = families([Link("b", "a", Relation.FORK), Link("c", "b", Relation.MIRROR)])
    assert found.hidden == {"b", "c"}
    assert found.relatives["a"] == (("b", Relation.FORK, False), ("c", Relation.MIRROR, False))
    assert found.relatives["c"] == (("a", Relation.MIRROR, True),)


def test_variant_is_no_second_result_less():
    found = families([Link("b", "a", Relation.VARIANT)])
    assert not found.hidden
    assert found.relatives == {
        "a": (("b", Relation.VARIANT, False),),
        "b": (("a", Relation.VARIANT, True),),
    }


def test_one_of_a_circle_is_shown():
    circle = [Link("a", "b", Relation.FORK), Link("b", "c", Relation.FORK), Link("c", "a", Relation.FORK)]
    assert families(circle).hidden == {"b", "c"}
    assert families(circle, last={"a"}).hidden == {"a", "c"}
    assert families(circle, last={"a", "b", "c"}).hidden == {"b", "c"}
    assert families([*circle, Link("d", "b", Relation.MIRROR)]).relatives["a"][-1] == (
        "d",
        Relation.MIRROR,
        False,
    )


def test_original_that_is_gone_hides_nobody():
    found = families([Link("b", "a", Relation.MIRROR)], away={"a"})
    assert not found.hidden
    assert found.relatives["b"] == (("a", Relation.MIRROR, True),)


NAMES = st.sampled_from("abcdefg")


@given(st.lists(st.builds(Link, NAMES, NAMES, st.sampled_from(Relation)), max_size=20), st.sets(NAMES))
def test_whoever_is_hidden_is_listed_by_someone_shown(found, away):
    real = {(link.id, link.original): link for link in found if link.id != link.original}.values()
    family = families(real, away=away)
    for hidden in family.hidden:
        originals = [other for other, _, is_original in family.relatives[hidden] if is_original]
        shown = [other for other in originals if other not in family.hidden]
        assert any(
            (hidden, relation, False) in family.relatives[other] for other in shown for relation in Relation
        )
    for link in real:
        if link.hides and link.original not in away:
            assert {link.id, link.original} - {link.id} | family.hidden
