"""What a crawl says of sources and files that it could not read, and the drop guard of what it holds.

In English the crawl and the guard say it themselves: these are the same sentences, for a reader's language.
"""

from __future__ import annotations

from index.messages import msg

SENTENCES = (
    msg("the host asks for a login: private, or not there"),
    msg("the host forbids it"),
    msg("nothing there: deleted, private, or never was"),
    msg("the host gave up waiting"),
    msg("removed for good, says the host"),
    msg("the host wants fewer requests"),
    msg("the host wants fewer requests and asks to wait {number} seconds: left for the next run"),
    msg("removed for legal reasons, says the host"),
    msg("the host's name is not known to DNS"),
    msg("the host refuses connections"),
    msg("no answer in time"),
    msg("no answer: {error}"),
    msg("the answer broke off"),
    msg("it redirects in a circle"),
    msg("the host does not accept the token: it is wrong, or has expired"),
    msg("it redirects to {address}, where riuso does not go"),
    msg("it redirects to {address}: {cause}"),
    msg("the host answered {status}"),
    msg("the host answered {status} ({phrase})"),
    msg("the host's robots.txt asks not to read it"),
    msg("the answer is larger than riuso takes"),
    msg("{cause}; the host did not answer {number} requests in a row"),
    msg("none of {number} repositories could be read; the last: {cause}"),
    msg("page {number} of the listing: {cause}"),
    msg("the listing has more than {number} pages"),
    msg("the list has more than {number} pages"),
    msg("the list can't be had: {cause}"),
    msg("the list can't be read: {error}"),
    msg("the account is now at {address}: name it there"),
    msg("the answer is not {name}'s: {error}"),
    msg("the host gives none of the repositories: {error}"),
    msg("can't read the folder {path}: {error}"),
    msg("can't read {path}: {error}"),
    msg("riuso does not go there: {cause}"),
    msg("{host} is no public address; name it in a publishers file to allow it"),
    msg("riuso failed here; crawl.log says how"),
    msg("what hosts {name} can't be told: add 'host:' ({ways}) at {place}"),
    msg("a plain git server can't list an {kind}: name its repositories"),
    msg("riuso can't list this {kind}; name an account or repository in it: {address}"),
    msg("GitHub can't list a whole instance: name its accounts under 'orgs:'"),
    msg("the file is larger than {size} KiB"),
    msg("not UTF-8 at byte {number}, line {line}: save it as UTF-8"),
    msg("holds a NUL character: not a text file"),
    msg("{path} is a symbolic link"),
    msg("{gone} of {published} published software would go, more than {share}: {names}"),
    msg("{left} software would be left of {published}, fewer than {number}"),
)
