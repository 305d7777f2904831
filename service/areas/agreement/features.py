"""Calls and their surfaces for programs: JSON and GeoJSON (RFC 7946)."""

from __future__ import annotations

from typing import Any

from service.areas.agreement.queries import CallRow, Surface


def call_values(call: CallRow) -> dict[str, Any]:
    """A call as JSON values; its own address is `page`."""
    return {
        "slug": call.slug,
        "name": call.name,
        "reason": call.reason,
        "language": call.language,
        "opens_on": call.opens_on.isoformat(),
        "closes_on": call.closes_on.isoformat(),
        "core_share": call.core_share,
        "fringe_share": call.fringe_share,
        "drawings": call.drawing_count,
        "counted": call.counted,
        "is_synthetic": call.is_synthetic,
        "page": f"/areas/calls/{call.slug}",
        "surface": f"/api/areas/calls/{call.slug}",
        "area": f"/areas/{call.area_slug}" if call.area_slug else None,
    }


def surface_collection(call: CallRow, surface: Surface) -> dict[str, Any]:
    """A surface as features: each level of all and of each tie, the proposal, and the dissenting groups.

    `kind` tells them apart: level, proposal, unsure, dissent. Sizes are m2 in the metric CRS. No feature
    is one person's drawing.
    """
    body = surface.body
    features: list[dict[str, Any]] = []
    if body:
        features += [_level(one, body["count"], "") for one in body["levels"]]
        for tie, part in body["ties"].items():
            features += [_level(one, part["count"], tie) for one in part["levels"]]
        features += _proposal(body["proposal"])
        features += [_dissent(number, one) for number, one in enumerate(body["dissent"]["groups"], 1)]
    measures = {key: body[key] for key in ("method", "cell_m", "median_m2", "core") if key in body}
    if body:
        measures |= {key: body["dissent"][key] for key in ("lone", "elsewhere")}
    return {
        "type": "FeatureCollection",
        "features": features,
        "call": call_values(call),
        "measures": measures,
        "drawings_hash": surface.drawings_hash,
        "made_on": surface.made_on.isoformat() if surface.made_on else None,
    }


def _level(level: dict[str, Any], count: int, tie: str) -> dict[str, Any]:
    properties = {key: level[key] for key in ("share", "drawers", "area_m2")}
    return _feature(f"level{'-' + tie if tie else ''}-{round(level['share'] * 100)}", level["geometry"], {
        "kind": "level", "tie": tie or None, "drawings": count, **properties,
    })  # fmt: skip


def _proposal(proposal: dict[str, Any] | None) -> list[dict[str, Any]]:
    if not proposal:
        return []
    values = {key: value for key, value in proposal.items() if key not in ("geometry", "unsure")}
    unsure = {"kind": "unsure", "area_m2": proposal["unsure_m2"]}
    return [
        _feature("proposal", proposal["geometry"], {"kind": "proposal", **values}),
        _feature("unsure", proposal["unsure"], unsure),
    ]


def _dissent(number: int, group: dict[str, Any]) -> dict[str, Any]:
    sizes = {f"{key}_m2": (group[key] or {}).get("area_m2", 0) for key in ("left_out", "added")}
    values = {"kind": "dissent", "drawings": group["count"], "area_m2": group["area_m2"], **sizes}
    return _feature(f"dissent-{number}", group["geometry"], values)


def _feature(identifier: str, geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": identifier, "geometry": geometry, "properties": properties}
