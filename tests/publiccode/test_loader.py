"""The loader: true places, unguessed values, bounded work."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from publiccode import loader, validate
from publiccode.loader import Limits, load
from publiccode.nodes import Mapping, Node, Scalar, Sequence


@pytest.fixture(params=["libyaml", "pure Python"])
def either_parser(request, monkeypatch):
    """Both parsers must read alike: the C one is missing on some machines."""
    if request.param == "pure Python":
        monkeypatch.setattr(loader, "_Loader", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")


def plain(node: Node | None) -> object:
    """Return a node as plain data."""
    if isinstance(node, Mapping):
        return {name.value: plain(value) for name, value in node}
    if isinstance(node, Sequence):
        return [plain(item) for item in node]
    return node.value if isinstance(node, Scalar) else None


def top(text: str | bytes) -> Mapping:
    root = load(text).root
    assert isinstance(root, Mapping)
    return root


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    "value",
    [
        "1.10",
        "017",
        "0x1F",
        "1_000",
        "+3902",
        "12:30:45",
        "2017-04-15",
        "yes",
        "no",
        "on",
        "null",
        "~",
        "1e3",
        ".5",
    ],
)
def test_a_value_keeps_its_text(value):
    assert plain(load(f"key: {value}").root) == {"key": value}


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("value", "boolean"),
    [
        ("true", True),
        ("FALSE", False),
        ("True", True),
        ("yes", None),
        ("'true'", None),
        ("tRUE", None),
        ("1", None),
    ],
)
def test_only_the_booleans_of_yaml_1_2_are_booleans(value, boolean):
    node = top(f"key: {value}").get("key")
    assert isinstance(node, Scalar)
    assert node.boolean is boolean


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("value", "null"),
    [("", True), ("~", True), ("null", True), ("'null'", False), ("''", False), ("!!str ~", False)],
)
def test_null_is_told_from_text(value, null):
    assert (top(f"key: {value}").get("key") is None) is null


@pytest.mark.usefixtures("either_parser")
def test_places_count_code_points_from_one():
    root = top("à: x\n'ключ': [å, 'b']\n\nlast:\n  - 😀: v\n")
    assert [(name.line, name.column, value.line, value.column) for name, value in root] == [
        (1, 1, 1, 4),
        (2, 1, 2, 9),
        (4, 1, 5, 3),
    ]
    items = root.get("ключ")
    assert isinstance(items, Sequence)
    assert [(item.line, item.column) for item in items] == [(2, 10), (2, 13)]
    inner = root.get("last")
    assert isinstance(inner, Sequence)
    assert isinstance(inner.items[0], Mapping)
    assert [(name.column, value.column) for name, value in inner.items[0]] == [(5, 8)]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_once(breaks):
    assert [name.line for name, _ in top(breaks.join(["# c", "a: 1", "", "b: 2", ""]))] == [2, 4]


@pytest.mark.usefixtures("either_parser")
def test_breaks_of_yaml_1_1_are_ordinary_characters():
    root = top("a: x\x85y\u2028z\nb: 1\n")
    assert [name.line for name, _ in root] == [1, 2]
    assert plain(root) == {"a": "x y z", "b": "1"}


@pytest.mark.usefixtures("either_parser")
def test_a_byte_order_mark_shifts_nothing():
    for text in ("\ufeffkey: x", "\ufeffkey: x".encode()):
        document = load(text)
        assert document.has_byte_order_mark
        assert not document.problems
        assert isinstance(document.root, Mapping)
        assert [(name.value, name.column) for name, _ in document.root] == [("key", 1)]


@pytest.mark.usefixtures("either_parser")
def test_a_directive_is_tolerated():
    document = load("%YAML 1.2\n---\nkey: x\n")
    assert document.has_directive
    assert not document.problems
    assert plain(document.root) == {"key": "x"}


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b: c", "file/syntax", 1, 5),
        ("a: @x", "file/syntax", 1, 4),
        ("a:\n\tb: 1", "file/syntax", 2, 1),
        ("a: 'x\nb: 1\n", "file/syntax", 1, 4),
        ("a: [1\nb: 2\n", "file/syntax", 1, 4),
        ("a: {b: 1\nc: 2\n", "file/syntax", 1, 4),
        ("a:\n  b: 1\n c: 2\n", "file/syntax", 3, 2),
        ("a: 1\nword\n", "file/syntax", 2, 1),
        ("a: 1\n---\nb: 1\n", "file/several-documents", 2, 1),
        ("a: 1\n---\n", "file/several-documents", 2, 1),
        ("a: 1\na: 2\n", "file/duplicate-key", 2, 1),
        ("a: {b: 1, b: 2}\n", "file/duplicate-key", 1, 11),
        ("a: *x\n", "file/unknown-anchor", 1, 4),
        ("a: &x [*x]\n", "file/recursive-anchor", 1, 8),
        ("? [a]\n: b\n", "file/key-not-text", 1, 3),
        ("a: x\0y\n", "file/control-character", 1, 5),
    ],
)
def test_what_is_wrong_with_the_yaml_has_its_true_place(text, code, line, column):
    problems = load(text).problems
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [(code, line, column)]
    assert problems[0].description
    assert problems[0].hint


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (b"a: 1\nb: \xe9\n", 2, 4),
        ("à: \xe9".encode("latin-1"), 1, 1),
        ("à: 1".encode("utf-16"), 1, 1),
        ("a: \ud800", 1, 4),
    ],
)
def test_what_is_not_utf8_has_its_place(text, line, column):
    problems = load(text).problems
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        ("file/not-utf8", line, column)
    ]


def test_after_a_control_character_the_rest_is_still_read():
    document = load("a: x\x07y\nb: 1\nb: 2\n")
    assert [problem.code for problem in document.problems] == ["file/control-character", "file/duplicate-key"]
    assert plain(document.root) == {"a": "x\ufffdy", "b": "1"}


def test_of_equal_keys_the_first_stands_and_of_documents_too():
    assert plain(load("a: 1\na: 2\n---\na: 3\n").root) == {"a": "1"}


def test_anchors_and_merge_keys_work():
    text = "base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\nmany:\n  <<: [*b, {z: 4}]\nagain: *b\n"
    assert plain(load(text).root) == {
        "base": {"x": "1", "y": "2"},
        "one": {"y": "3", "x": "1"},
        "many": {"x": "1", "y": "2", "z": "4"},
        "again": {"x": "1", "y": "2"},
    }


BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
MERGES = "b: &b {" + ", ".join(f"k{n}: 1" for n in range(99)) + "}\n"
MERGES += "".join(f"m{n}: {{<<: *b}}\n" for n in range(600))


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        ("a: " + "x" * 100, Limits(bytes=50), "file/too-large"),
        ("à" * 30, Limits(bytes=50), "file/too-large"),
        ("[[[[]]]]", Limits(depth=3), "file/too-deep"),
        ("a:\n b:\n  c:\n   d: 1\n", Limits(depth=3), "file/too-deep"),
        ("- - - - x", Limits(depth=3), "file/too-deep"),
        ("[a, b, c]", Limits(values=2), "file/too-many-values"),
        ("a: &a [b, c]\nd: [*a, *a]\n", Limits(values=11), "file/too-many-values"),
        (BOMB, None, "file/too-many-values"),
        (MERGES, None, "file/too-many-values"),
    ],
)
def test_limits_hold(text, limits, code):
    document = load(text, limits)
    assert [problem.code for problem in document.problems] == [code]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("a: &a [b, c]\nd: [*a, *a]\n", Limits(values=12)),
        ("[[[]]]", Limits(depth=3)),
        ("à" * 25, Limits(bytes=50)),
    ],
)
def test_a_limit_may_be_reached(text, limits):
    assert not load(text, limits).problems


@pytest.mark.corpus
def test_real_files_read_alike_with_both_parsers(shared, monkeypatch):
    texts = [path.read_bytes() for path in sorted((shared / "corpus" / "files").glob("*.yml"))[::6]]
    with_c = [validate(text) for text in texts]
    monkeypatch.setattr(loader, "_Loader", yaml.SafeLoader)
    assert [validate(text) for text in texts] == with_c


def test_two_hundred_kilobytes_of_brackets_crash_nothing():
    """In a process of its own: a crash of the C stack would end it without a word."""
    code = (
        "from publiccode.loader import load\n"
        "for text in ('[' * 200_000, '{a: ' * 50_000, '- ' * 100_000, '? ' * 100_000, '!a ' * 60_000):\n"
        "    assert load(text).problems, text[:9]\n"
        "print('alive')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout == "alive\n", done.stderr
