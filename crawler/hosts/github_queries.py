"""What GitHub's GraphQL API is asked. The tests check every query against the published schema."""

from __future__ import annotations

PAGE_SIZE = 100
"""The most that GitHub gives at once."""

_FACTS = """
fragment facts on Repository {
  id
  databaseId
  nameWithOwner
  isPrivate
  isArchived
  isDisabled
  pushedAt
  defaultBranchRef { name target { oid } }
  parent { nameWithOwner }
  licenseInfo { spdxId }
  yml: object(expression: "HEAD:publiccode.yml") { __typename oid }
  yaml: object(expression: "HEAD:publiccode.yaml") { __typename oid }
}
"""
"""Facts and the ids of the file, but no text: nothing is sent twice that is there already."""

_ROOT = """
fragment root on Repository {
  tree: object(expression: "HEAD:") { ... on Tree { entries { name mode } } }
}
"""

_TEXTS = """
fragment texts on Repository {
  yml: object(expression: "HEAD:publiccode.yml") { ...file }
  yaml: object(expression: "HEAD:publiccode.yaml") { ...file }
}
fragment file on Blob { byteSize isBinary isTruncated text }
"""

_LISTING = """
query Listing($login: String!, $first: Int!, $after: String, $hidden: Boolean!) {{
  repositoryOwner(login: $login) {{
    repositories(
      first: $first, after: $after, privacy: PUBLIC
      ownerAffiliations: [OWNER], orderBy: {{field: CREATED_AT, direction: ASC}}
    ) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ {fields} }}
    }}
    hidden: repositories(first: $first, privacy: PRIVATE, ownerAffiliations: [OWNER]) @include(if: $hidden) {{
      nodes {{ databaseId nameWithOwner }}
    }}
  }}
}}
"""
"""In a fixed order, so that a change during the paging hides nothing. Of what is not public, which only some
tokens see, nothing but the name is asked."""

_EVERYTHING = "...facts ...root ...texts"

LISTING = _LISTING.format(fields=_EVERYTHING) + _FACTS + _ROOT + _TEXTS
"""A page of an account, everything included: for the first night."""

LISTING_OF_IDS = _LISTING.format(fields="...facts") + _FACTS
"""A page of an account without texts and root folders: for every later night."""

BATCH = (
    """
query Batch($texts: [ID!]!, $roots: [ID!]!) {
  texts: nodes(ids: $texts) { ...facts ...root ...texts }
  roots: nodes(ids: $roots) { ...root }
}
"""
    + _FACTS
    + _ROOT
    + _TEXTS
)
"""The files that changed, and the root folders of what was pushed to."""


def singles(count: int) -> str:
    """Return a query for so many repositories, each by ``$oN`` and ``$nN``; the answers are named ``rN``.

    Facts and ids only: whether they are public is not known yet.
    """
    variables = ", ".join(f"$o{number}: String!, $n{number}: String!" for number in range(count))
    fields = "\n".join(
        f"  r{number}: repository(owner: $o{number}, name: $n{number}) {{ ...facts }}"
        for number in range(count)
    )
    return f"query Singles({variables}) {{\n{fields}\n}}\n{_FACTS}"
