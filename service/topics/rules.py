"""Who writes a theme's path, and what a step becomes when it is changed: pure predicates on plain values."""

from __future__ import annotations

from service.permissions import has_role, permission

permission("theme.lead")(has_role("planner", "official"))


def state_after(before: str, wanted: str, *, is_altered: bool) -> str:
    """The state of a step after a change.

    Parameters
    ----------
    wanted : "done", "dropped" or "planned".
    is_altered : whether its month or its text is another than before.

    A step that was published, altered and is planned still stands as "changed" for good: also one that is taken
    up again after it was dropped.
    """
    if wanted in ("done", "dropped"):
        return wanted
    return "planned" if before == "planned" and not is_altered else "changed"


def needs_reason(before: str, after: str, *, is_altered: bool) -> bool:
    """Whether a change must say why: all must, but a step that is simply done."""
    return is_altered or (after != before and after != "done")
