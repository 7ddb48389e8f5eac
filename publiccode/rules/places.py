"""Rules about files beside the publiccode.yml."""

from __future__ import annotations

from publiccode.problem import Level
from publiccode.rules.rule import Rule, error, lenient, own

RULES = (
    error(
        "absolute-path",
        '"{value}" is an absolute path',
        "Write the path from the folder of the publiccode.yml, without a slash in front.",
        why="The file is looked for inside the repository.",
        example="logo: /img/logo.svg",
        fix="logo: img/logo.svg",
    ),
    error(
        "file-url",
        '"{value}" names a file on one computer',
        "Write the path inside the repository.",
        why="Nobody else has that file.",
        example='logo: "file:///img/logo.svg"',
        fix="logo: img/logo.svg",
    ),
    Rule(
        "outside-repository",
        Level.ERROR,
        '"{value}" leads out of the repository',
        "Put the file into the repository and write its path inside.",
        why="The standard wants the file in the same repository; a catalogue must never read outside of it.",
        example="logo: ../../logo.svg",
        fix="logo: img/logo.svg",
        reference=Level.WARNING,
    ),
    own(
        "not-a-file",
        '"{value}" is neither a path inside the repository nor a web address',
        "Write a path such as img/picture.png, or an https:// URL.",
        why="Catalogues can't fetch it.",
        example='logo: "C:\\\\logo.png"',
        fix="logo: img/logo.png",
    ),
    error(
        "wrong-extension",
        '"{value}" does not end in {allowed}',
        "Use a file that ends in one of: {allowed}.",
        why="Catalogues show only these kinds of pictures.",
        example="logo: img/logo.gif",
        fix="Save the picture in another format, under the ending of that format.",
    ),
    lenient(
        "jpeg-extension",
        '"{value}" ends in .jpeg; not every reader takes that for .jpg',
        "Rename the file so that it ends in .jpg.",
        why="The standard asks for JPG; the reference validator goes by the ending .jpg alone.",
        example="screenshots: [img/screen.jpeg]",
        fix="screenshots: [img/screen.jpg]",
    ),
    own(
        "remote-extension",
        '"{value}" does not end in {allowed}',
        "Link to a file that ends in one of: {allowed}.",
        why="Catalogues show only these kinds of pictures. The reference looks only when it may use "
        "the network.",
        example='logo: "https://www.example.org/logo.gif"',
        fix='logo: "https://www.example.org/logo.svg"',
    ),
    error(
        "not-found",
        '"{value}" is not there',
        "Correct the path, letter case included, or add the file.",
        why="Catalogues show a broken picture, or none.",
        example="logo: img/Logo.svg, where the file is img/logo.svg",
        fix="Write the path from the folder of the publiccode.yml.",
    ),
    error(
        "not-a-png",
        '"{value}" is not a PNG picture',
        "Save the picture as PNG, or give the file the ending of its format.",
        why="Browsers and catalogues go by the ending, and show nothing.",
        example="a JPEG file named logo.png",
        fix="Convert the picture.",
    ),
)
