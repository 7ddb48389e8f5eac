"""The parts of messages that depend on the case: with the rules, the only place where words stand.

A check says which phrase it means, and the wording puts it into the rule's template; so that a translation
needs the templates here and in the rules, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from publiccode.translation import Translate


class Phrase(NamedTuple):
    """A template of this module, and what fills it."""

    template: str
    words: dict[str, str] = {}  # noqa: RUF012 - never changed: a phrase is made, rendered and forgotten


Word = str | Phrase


def say(template: str, **words: str) -> Phrase:
    """Return a phrase of this module with its words."""
    return Phrase(template, words)


def render(word: Word, translate: Translate = str) -> str:
    """Return the text of a word or a phrase."""
    return translate(word.template).format_map(word.words) if isinstance(word, Phrase) else word


DID_YOU_MEAN = "Did you mean {near}?"
CHOOSE = "Choose one of: {values}."
DID_YOU_MEAN_OF = "Did you mean {near}? Choose one of: {values}."
ALIKE = "Most alike are {values}. All values are listed at https://yml.publiccode.tools."
LISTED = "All values are listed at https://yml.publiccode.tools."
WRITE_THERE = "It is a value of {key}: write it there."
CALLED_ADDON = "It is called addon now."
WHICH_STANDALONE = "Say which kind: standalone/web, standalone/desktop, standalone/mobile, …"

WRITE_URN = "Write urn:x-italian-pa:{code}."
WRITE_HOME_PAGE = "Write its home page as a URL, or urn:x-italian-pa:CODE for an Italian administration."
WRITE_ALIAS = "Write alias:{name}."
WRITE_ALIAS_OR_URI = "Write an alias ({aliases}), a URL or a URN."
KNOWN_ALIASES = "Known are {values}."

USE_INSTEAD = "Use {key} instead."
UPGRADE_DOES_IT = "Use {key} instead; `riuso upgrade` does it."
LEAVE_OUT = "Remove it."
BELONGS_INTO = "It belongs into {section}: {key}."
BELONGS_TO_TOP = "It belongs to the top level of the file."
KNOWN_HERE = "Known here: {values}."
NO_SUCH_KEY = "Remove it; the standard has no such key here."

ITEM_OF = "an item of {name}"
A_TEXT = "a text"
A_LIST = "a list"
A_MAP = "keys and values"
NOTHING = "nothing"
A_BOOLEAN = "true or false"
A_TABLE = "a map of keys and values"
LANGUAGE_MAP = "a map from language tags to texts"
WRITE_TEXT = "Write one value on one line; put it in quotes if it has special characters."
WRITE_LIST = "Write a list: on each line a dash, a blank and one item."
WRITE_BLANK = "Write a blank after the dash."
WRITE_BOOLEAN = "Write true or false."
WRITE_TABLE = "Write keys with a colon and their values, one a line: {values}."
WRITE_LANGUAGES = "Write a language tag with a colon, and its texts indented below."

BAD_BYTE = "byte {byte} can't be there"
HALF_PAIR = "it holds half of a surrogate pair"
TABULATOR = "a tabulator can't indent YAML"
NO_TABULATOR = "Replace tabulators by blanks."
BAD_START = "a text can't begin with {character}"
BAD_START_UNSEEN = "a text can't begin with this character"
UNREADABLE = "the YAML can't be read: {problem}"
COMPARE = "Compare this line and the one above with the standard's example."
QUOTE = "Put the whole text in quotes."
QUOTE_OR_INDENT = "Put the whole text in quotes. Or correct the indentation of this line."
INDENT = "Align this line with the lines that belong together; indent with blanks only."
INDENT_OR_COLON = "Align this line with the lines that belong together, or add the colon."
STRAY_COLON = "a colon followed by a blank begins a value where none can be"
OPEN_QUOTE = "the quote that opens here is never closed"
CLOSE_QUOTE = "Close the quote."
NO_COLON = "this line has no colon, so it is no key"
BAD_INDENT = "the indentation does not fit the lines above"
MIXED = "a list and keys are mixed, or the indentation is off"
OPEN_LIST = "the list that opens here lacks a comma or its end before line {line}"
CLOSE_LIST = "Add the comma or the ]."
OPEN_MAP = "the map that opens here lacks a comma or its end before line {line}"
CLOSE_MAP = "Add the comma or the closing brace."
NO_LIST_HERE = "a list can't begin here"
DASH_ON_ITS_LINE = "Put the dash on its own line."
BAD_ESCAPE = "an escape after \\ is not known"
SINGLE_QUOTES = "Use single quotes, or write \\\\ for a backslash."
DIRECTIVE_TWICE = "a directive is given twice"
REMOVE_DIRECTIVES = "Remove the lines that begin with %."
OTHER_YAML = "the %YAML line asks for a version other than 1"
REMOVE_LINE = "Remove that line."
TAG = "the text begins with !, which YAML takes for a type"
BLOCK_HEAD = "the line after | or > must hold nothing else"
BLOCK_BELOW = "Begin the text on the next line."

EXAMPLE = "Example: {example}"
TO_FIX = "To fix:"

A_PAGE = "a web page came instead"
NO_SUCH_HOST = "its host's name is not known"
HOST_REFUSES = "its host refuses connections"
NO_ANSWER_IN_TIME = "no answer came in time"
BAD_CERTIFICATE = "its host's certificate is not valid"
NOT_PUBLIC = "its host is on a local network"
REDIRECTS_TOO_OFTEN = "it redirects too often"
ANSWER_BROKE_OFF = "the connection broke off"
ANSWER_TOO_LARGE = "it is larger than a publiccode.yml may be"
TIME_IS_UP = "there was no time left to ask"
NOTHING_THERE = "its host says that nothing is there ({status})"
HOST_FORBIDS = "its host asks for a login, or lets no program in ({status})"
TOO_MANY = "its host wants fewer requests ({status})"
HOST_ANSWERED = "its host answered {status}"
