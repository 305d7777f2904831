"""Statements as layers of a page's map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.geometry import geometry_to_geojson
from service.i18n import gettext as _
from service.statements.bodies.decision import Decision
from service.statements.queries import StatementView
from service.statements.targets import part_label

LONGEST_NAME = 40


def statement_layers(views: Sequence[StatementView], with_names: bool = True) -> list[dict[str, Any]]:
    """The parts and drawn areas that statements are about, and their places over them. Each is known by its
    statement's reference; statements without a place are in no layer. The map of one statement needs no names: the
    page says whose it is, and a shape of several parts would bear the name several times."""
    features = [_feature(one, with_names) for one in views if one.geom is not None]
    points = [one for one in features if one["geometry"]["type"] == "Point"]
    shapes = [one for one in features if one["geometry"]["type"] != "Point"]
    return [
        _layer("statement-areas", "areas", shapes, _("Statements on areas")),
        _layer("statement-places", "points", points, _("Statements on places")),
    ]


def statement_feature(one: StatementView) -> dict[str, Any]:
    """A public statement as a GeoJSON feature in WGS 84, without a geometry where it is about no place."""
    return {
        "type": "Feature",
        "id": one.reference,
        "geometry": geometry_to_geojson(one.geom) if one.geom is not None else None,
        "properties": {
            "proposal": one.proposal_slug,
            "proposal_version": one.proposal_version,
            "kind": one.kind,
            "about": one.about,
            "part": part_label(one.part),
            "effect": _effect(one),
            "paragraph": one.paragraph,
            "quote": one.quote,
            "title": one.title,
            "text": one.body,
            "language": one.language,
            "author_name": one.author_name,
            "on_behalf": one.on_behalf,
            "state": one.state,
            "outcome": one.outcome,
            "received_on": one.received_on.isoformat(),
            "late_reason": one.late_reason,
            "cosigners": one.signatures,
            "decision": _decision(one.decision),
            "is_synthetic": one.is_synthetic,
        },
    }


def _effect(one: StatementView) -> dict[str, Any] | None:
    """The row of the assessment that a statement is about; null for one that is about something else."""
    if one.about != "effect":
        return None
    return {name: one.part.get(name) for name in ("key", "number", "topic", "people", "alternative", "direction")}


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    """What the body decided; null for a statement that no body gave."""
    if decision is None:
        return None
    return {
        "body_kind": decision.kind,
        "way": decision.way,
        "decided_on": decision.decided_on.isoformat(),
        "votes_for": decision.tally.votes_for,
        "votes_against": decision.tally.votes_against,
        "votes_abstained": decision.tally.votes_abstained,
        "members": decision.members,
        "quorum": decision.outcome.needed if decision.outcome else None,
        "reason": decision.outcome.reason if decision.outcome else None,
        "dissents": list(decision.dissents),
    }


def _feature(one: StatementView, with_name: bool) -> dict[str, Any]:
    assert one.geom is not None  # noqa: S101 (asked by the caller)
    name = one.heading if len(one.heading) <= LONGEST_NAME else f"{one.heading[: LONGEST_NAME - 1].rstrip()}…"
    return {
        "type": "Feature",
        "id": one.reference,
        "geometry": geometry_to_geojson(one.geom),
        "properties": {"slug": one.reference, "title": name if with_name else ""},
    }


def _layer(key: str, style: str, features: list[dict[str, Any]], label: str) -> dict[str, Any]:
    data = {"type": "FeatureCollection", "features": features}
    return {"key": key, "kind": "geojson", "style": style, "data": data, "label": label}
