"""The part of GitHub's GraphQL API that a crawl asks, executed by graphql-core.

Names and types are those of https://docs.github.com/public/fpt/schema.docs.graphql; a test compares them.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, build_schema, graphql_sync

from crawler.content import blob_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.hosts.github import Project

SCHEMA = """
scalar URI
scalar DateTime
scalar GitObjectID

type Query {
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
  repositoryOwner(login: String!): RepositoryOwner
}

interface Node { id: ID! }

interface RepositoryOwner {
  id: ID!
  login: String!
  repositories(
    after: String, first: Int, orderBy: RepositoryOrder, privacy: RepositoryPrivacy
    ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
  ): RepositoryConnection!
}

type Organization implements Node & RepositoryOwner {
  id: ID!
  login: String!
  repositories(
    after: String, first: Int, orderBy: RepositoryOrder, privacy: RepositoryPrivacy
    ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
  ): RepositoryConnection!
}

type User implements Node & RepositoryOwner {
  id: ID!
  login: String!
  repositories(
    after: String, first: Int, orderBy: RepositoryOrder, privacy: RepositoryPrivacy
    ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR]
  ): RepositoryConnection!
}

enum RepositoryPrivacy { PRIVATE PUBLIC }
enum RepositoryAffiliation { COLLABORATOR ORGANIZATION_MEMBER OWNER }
enum OrderDirection { ASC DESC }
enum RepositoryOrderField { CREATED_AT NAME PUSHED_AT STARGAZERS UPDATED_AT }
input RepositoryOrder { direction: OrderDirection! field: RepositoryOrderField! }

type RepositoryConnection {
  nodes: [Repository]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PageInfo { endCursor: String hasNextPage: Boolean! }

type Repository implements Node {
  databaseId: Int
  defaultBranchRef: Ref
  id: ID!
  isArchived: Boolean!
  isDisabled: Boolean!
  isEmpty: Boolean!
  isPrivate: Boolean!
  licenseInfo: License
  nameWithOwner: String!
  object(expression: String, oid: GitObjectID): GitObject
  parent: Repository
  pushedAt: DateTime
}

type Ref implements Node { id: ID! name: String! target: GitObject }
type License implements Node { id: ID! spdxId: String }

interface GitObject { oid: GitObjectID! }
type Commit implements GitObject & Node { id: ID! oid: GitObjectID! }
type Tree implements GitObject & Node { entries: [TreeEntry!] id: ID! oid: GitObjectID! }
type Blob implements GitObject & Node {
  byteSize: Int!
  id: ID!
  isBinary: Boolean
  isTruncated: Boolean!
  oid: GitObjectID!
  text: String
}
type TreeEntry { mode: Int! name: String! oid: GitObjectID! type: String! }
"""

_SCHEMA = build_schema(SCHEMA)
_MODES = {"blob": 0o100644, "tree": 0o040000, "link": 0o120000}


class TypedError(Exception):
    """An error with GitHub's own ``type``, a member beside ``message``."""

    def __init__(self, kind: str | None, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class GraphqlApi:
    """Answers queries over ``projects``, looked up by name and by node id; ``sees_all`` shows private ones.

    ``texts`` is called with the name of every repository whose text is sent; what ``obstacle`` returns for a
    repository's name and a field is raised there.
    """

    def __init__(
        self,
        projects: Sequence[Project],
        find: Callable[[str], Project | None],
        by_node: Callable[[str], Project | None],
        users: set[str],
        *,
        sees_all: bool,
        truncate_at: int,
        texts: Callable[[str], None],
        obstacle: Callable[[str, str], TypedError | None],
    ) -> None:
        self.projects, self.find, self.by_node, self.users = projects, find, by_node, users
        self.sees_all, self.truncate_at = sees_all, truncate_at
        self.texts, self.obstacle = texts, obstacle

    def answer(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Return the body of the answer."""
        root = {
            "node": lambda _info, id: self._node(id),  # noqa: A006 - GitHub's name
            "nodes": lambda _info, ids: [self._node(one) for one in ids],
            "repository": lambda _info, owner, name, **_: self._named(owner, name),
            "repositoryOwner": lambda _info, login: self._owner(login),
        }
        done = graphql_sync(_SCHEMA, query, root, variable_values=variables)
        body: dict[str, Any] = {"data": done.data}
        if done.errors:
            body["errors"] = [_error(error) for error in done.errors]
        return body

    def _visible(self, project: Project | None) -> bool:
        return project is not None and (self.sees_all or not project.private)

    def _named(self, owner: str, name: str) -> dict[str, Any]:
        project = self.find(f"{owner}/{name}")
        if project is None or not self._visible(project):
            raise TypedError(
                "NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'."
            )
        return self._repository(project)

    def _node(self, identifier: str) -> dict[str, Any]:
        project = self.by_node(identifier)
        if project is None or not self._visible(project):
            raise TypedError("NOT_FOUND", f"Could not resolve to a node with the global id of '{identifier}'")
        return self._repository(project)

    def _owner(self, login: str) -> dict[str, Any] | None:
        refusal = self.obstacle(login, "repositoryOwner")
        if refusal is not None:
            raise refusal
        names = {one.owner.lower() for one in self.projects} | {user.lower() for user in self.users}
        if login.lower() not in names:
            return None
        kind = "User" if login in self.users else "Organization"
        return {
            "__typename": kind,
            "id": f"O_{login}",
            "login": login,
            "repositories": lambda _info, **asked: self._page(login, **asked),
        }

    def _page(
        self, login: str, first: int, after: str | None = None, privacy: str | None = None, **_: Any
    ) -> dict[str, Any]:
        if not 1 <= first <= 100:
            raise TypedError("EXCESSIVE_PAGINATION", f"`first` of {first} is not between 1 and 100.")
        own = [one for one in self.projects if one.owner.lower() == login.lower() and self._visible(one)]
        if privacy is not None:
            own = [one for one in own if one.private == (privacy == "PRIVATE")]
        begin = int(base64.b64decode(after).decode().removeprefix("cursor:")) if after else 0
        end = min(begin + first, len(own))
        return {
            "nodes": [self._repository(one) for one in own[begin:end]],
            "totalCount": len(own),
            "pageInfo": {
                "endCursor": base64.b64encode(f"cursor:{end}".encode()).decode() if end > begin else None,
                "hasNextPage": end < len(own),
            },
        }

    def _repository(self, project: Project) -> dict[str, Any]:
        head = project.head
        target = {"__typename": "Commit", "id": f"C_{head}", "oid": head}
        parent = project.parent
        return {
            "__typename": "Repository",
            "id": project.node_id,
            "databaseId": project.id,
            "nameWithOwner": project.full_name,
            "isPrivate": project.private,
            "isArchived": project.archived,
            "isDisabled": project.disabled,
            "isEmpty": head is None,
            "pushedAt": project.pushed_at,
            "defaultBranchRef": {"id": "R_1", "name": project.branch, "target": target} if head else None,
            "parent": self._repository(parent) if parent and self._visible(parent) else None,
            "licenseInfo": {"id": "L_1", "spdxId": project.license} if project.license else None,
            "object": lambda _info, expression, **_: self._object(project, expression),
        }

    def _object(self, project: Project, expression: str) -> dict[str, Any] | None:
        refusal = self.obstacle(project.full_name, expression)
        if refusal is not None:
            raise refusal
        ref, _, path = expression.partition(":")
        if ref != "HEAD" or project.head is None:
            return None
        if not path:
            return self._tree(project)
        data = project.files.get(path, project.links.get(path, "").encode() or None)
        if data is None:
            inside = any(name.startswith(f"{path}/") for name in project.files)
            return {"__typename": "Tree", "id": "T_2", "oid": "0" * 40, "entries": []} if inside else None
        return self._blob(project, data)

    def _tree(self, project: Project) -> dict[str, Any]:
        kinds = {name.partition("/")[0]: "tree" if "/" in name else "blob" for name in project.files}
        kinds |= dict.fromkeys(project.links, "link")
        entries = [
            {
                "name": name,
                "mode": _MODES[kind],
                "oid": "0" * 40,
                "type": "tree" if kind == "tree" else "blob",
            }
            for name, kind in sorted(kinds.items())
        ]
        return {"__typename": "Tree", "id": "T_1", "oid": "1" * 40, "entries": entries}

    def _blob(self, project: Project, data: bytes) -> dict[str, Any]:
        is_binary = b"\0" in data

        def text(_info: Any) -> str | None:
            self.texts(project.full_name)
            return None if is_binary else data[: self.truncate_at].decode("utf-8", "replace")

        return {
            "__typename": "Blob",
            "id": "B_1",
            "oid": blob_id(data),
            "byteSize": len(data),
            "isBinary": is_binary,
            "isTruncated": len(data) > self.truncate_at,
            "text": text,
        }


def _error(error: GraphQLError) -> dict[str, Any]:
    shape: dict[str, Any] = {"message": error.message}
    if isinstance(error.original_error, TypedError) and error.original_error.kind:
        shape["type"] = error.original_error.kind
    if error.path is not None:
        shape["path"] = error.path
    if error.locations:
        shape["locations"] = [{"line": one.line, "column": one.column} for one in error.locations]
    return shape
