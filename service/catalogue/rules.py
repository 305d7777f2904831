"""Who keeps the catalogue of layers, and which layers a reader of it sees."""

from __future__ import annotations

from service.permissions import Actor, has_role, permission

permission("layer.manage")(has_role("planner"))


def visibilities_for(actor: Actor) -> tuple[str, ...]:
    """Of `layers.models.VISIBILITIES`, those whose layers the actor may see."""
    if "administrator" in actor.roles:
        return "public", "officials", "administrators"
    return ("public", "officials") if actor.is_staff else ("public",)
