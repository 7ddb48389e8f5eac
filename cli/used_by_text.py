"""How use is told: who uses a software, and what an organisation uses, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.output import Output, Part
    from index.adoption.adoption import Adoption
    from index.adoption.claim import Claim, Organisation

SOURCES = {
    "publisher": "publishes it",
    "used-by": "named in its file",
    "fork": "keeps a fork",
    "variant": "keeps a variant",
    "organisation-file": "its own organisation file",
    "comptoir-du-libre": "Comptoir du Libre",
    "sill": "SILL",
    "operator": "checked by the operator",
}
UNSURE = 0.9
"""A link of less confidence is shown with its reason."""


def software_json(software: str, adoption: Adoption) -> dict[str, object]:
    """Return the documented JSON shape of who uses a software."""
    claims = adoption.by_software.get(software, ())
    return {
        "software": adoption.software_by_id.get(software),
        "organisations": len(adoption.users(software)),
        "claims": [{**_plain(claim), "organisation": adoption.by_id[claim.organisation]} for claim in claims],
    }


def organisation_json(organisation: Organisation, adoption: Adoption) -> dict[str, object]:
    """Return the documented JSON shape of what an organisation uses."""
    claims = adoption.by_organisation.get(organisation.id, ())
    return {
        "organisation": organisation,
        "software": len({claim.software for claim in claims if claim.is_current}),
        "claims": [
            {**_plain(claim), "software": adoption.software_by_id.get(claim.software)} for claim in claims
        ],
    }


def _plain(claim: Claim) -> dict[str, object]:
    # Imported late: a text answer has no need of it.
    import msgspec  # noqa: PLC0415

    plain: dict[str, object] = msgspec.to_builtins(claim)
    return plain


def print_users(output: Output, software: str, adoption: Adoption) -> None:
    """Print who uses a software, the strongest claim first; former users last."""
    named = adoption.software_by_id.get(software)
    claims = adoption.by_software.get(software, ())
    output.line((named.name if named else software, "bold cyan"), f"  {software}")
    users = adoption.users(software)
    if not claims:
        output.line("Nobody is known to use it: its file names no users, and no other source does.")
        return
    countries = {user.country for user in users if user.country}
    where = f" in {len(countries)} countries" if len(countries) > 1 else ""
    output.line(f"{len(users)} organisation{'' if len(users) == 1 else 's'}{where}")
    output.line()
    _print_claims(output, "Who", claims, [_named(adoption.by_id[claim.organisation]) for claim in claims])


def print_used(output: Output, organisation: Organisation, adoption: Adoption) -> None:
    """Print what an organisation uses and publishes."""
    where = ", ".join(filter(None, (organisation.place, organisation.country)))
    told = f"  {organisation.kind.value}{f', {where}' if where else ''}"
    output.line((organisation.name, "bold cyan"), told)
    output.line((organisation.id, "dim"))
    claims = adoption.by_organisation.get(organisation.id, ())
    if not claims:
        output.line("No software is known that it uses.")
        return
    output.line()
    names = []
    for claim in claims:
        software = adoption.software_by_id.get(claim.software)
        names.append(f"{software.name}  ({claim.software})" if software else claim.software)
    _print_claims(output, "Software", claims, names)


def _print_claims(output: Output, head: str, claims: Sequence[Claim], names: Iterable[str]) -> None:
    rows: list[list[Part]] = []
    for claim, name in sorted(zip(claims, names, strict=True), key=lambda pair: not pair[0].is_current):
        people = f", {claim.people} people" if claim.people else ""
        rows.append(
            [
                (name, "" if claim.is_current else "dim"),
                SOURCES[claim.source.value] + people,
                _seen(claim),
                (_doubt(claim), "yellow"),
            ]
        )
    output.table(rows, header=(head, "Told by", "Seen", ""))


def _named(organisation: Organisation) -> str:
    return f"{organisation.name}{f', {organisation.country}' if organisation.country else ''}"


def _seen(claim: Claim) -> str:
    first, last = (claim.first_seen or "")[:10], (claim.last_seen or "")[:10]
    if not claim.is_current:
        return f"until {last}" if last else "no longer"
    return f"since {first}" if first else f"on {last}" if last else ""


def _doubt(claim: Claim) -> str:
    if claim.confidence >= UNSURE or not claim.confidence:
        return ""
    return f"“{claim.name}”: {claim.reason} ({claim.confidence:.0%})"
