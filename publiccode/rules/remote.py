"""Rules about addresses on the network; they speak only where riuso was told to ask there."""

from __future__ import annotations

from publiccode.rules.rule import Rule, error, lenient, limit, own

RULES: tuple[Rule, ...] = (
    limit(
        "file/not-fetched",
        "no publiccode.yml could be read at {value}: {detail}",
        "Give the address of the repository, or of the raw file as its code host shows it.",
        why="Without the file there is nothing to judge.",
        example="riuso validate https://example.org/town/trees, where the file is missing",
        fix="Open the address in a browser without a login: the file's own text should appear.",
    ),
    error(
        "unreachable",
        '"{value}" leads nowhere: {detail}',
        "Correct the address, or remove the line.",
        why="A buyer who follows it finds nothing, and takes the software for abandoned.",
        example='landingURL: "https://www.example.org/old-page"',
        fix='landingURL: "https://www.example.org/trees"',
    ),
    own(
        "lost",
        '"{value}" leads nowhere any more: {detail}',
        "Look for its new address. If there is none, it may stay: it still names what is meant.",
        why="An identifier need not be a page, but one that leads somewhere can be checked by a person.",
        example='isBasedOn: "https://example.org/town/deleted"',
        fix="Write the address under which the same thing is found today.",
    ),
    own(
        "not-answered",
        '"{value}" could not be checked: {detail}',
        "Check again later, or open it in a browser.",
        why="This may pass by itself, or be meant for programs only; so it is no error.",
        example="an address whose host is down tonight",
        fix="Nothing, where it opens in a browser.",
    ),
    own(
        "not-public",
        '"{value}" can be opened on a local network only',
        "Write an address that everybody can open, or remove the line.",
        why="Readers of a catalogue are outside that network. riuso asks no such address either, unless "
        "`--allow-host` names its host.",
        example='apiDocumentation: "https://api.intranet.example/docs"',
        fix="Publish the page, or leave the key out.",
    ),
    own(
        "moved",
        '"{value}" has moved for good to {address}',
        "Write the new address.",
        why="Redirects end one day, and a catalogue that compares addresses takes the two for different.",
        example='url: "https://example.org/town/old-name"',
        fix='url: "https://example.org/town/new-name"',
    ),
    lenient(
        "not-a-repository",
        '"{value}" opens, but git finds no repository there',
        "Write the address that `git clone` takes; put home pages into landingURL.",
        why="Catalogues fetch the repository from this address. The reference validator, with its network "
        "checks on, refuses it.",
        example='url: "https://www.example.org/trees"',
        fix='url: "https://example.org/town/trees.git"',
    ),
    own(
        "not-a-picture",
        '"{value}" opens a web page, not a picture',
        "Link to the picture itself: on a code host its raw address. Better still, write its path in the "
        "repository.",
        why="Catalogues put the address into a page as a picture, and a page is none.",
        example='logo: "https://github.com/town/trees/blob/main/logo.svg"',
        fix="logo: logo.svg",
    ),
)
