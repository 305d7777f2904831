"""What the map is told of picture layers."""

from __future__ import annotations

from typing import Any


def picture_layer(key: str, label: str, attribution: str, **more: Any) -> dict[str, Any]:
    """A layer of pictures in our own matrix, from the copies of another service; `more` are its other settings."""
    return {
        "key": f"remote-{key}",
        "kind": "image",
        "style": "image",
        "label": label,
        "url": f"/remote/{key}/{{z}}/{{x}}/{{y}}.png",
        "attribution": [{"text": attribution}] if attribution else [],
        "adjustable": True,
        **more,
    }
