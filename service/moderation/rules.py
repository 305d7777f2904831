"""Who may report, and when reports weigh."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission

#: From so many different people on, what they report comes first in the queue.
MANY = 3
PER_HOUR = 20
REASONS = ("personal_data", "photo", "rules", "spam", "wrong_place", "danger", "other")


@permission("report.send")
def may_report(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may say that something is out of place, without an account."""
    return True


def hides_by_reports(settings: dict[str, Any], people: int) -> bool:
    """Whether so many people's reports take a thing out of sight until a moderator has looked.

    Only where the municipality says so: its setting ``reports_hide`` is a number of people, 3 or more.
    """
    wanted = settings.get("reports_hide")
    return isinstance(wanted, int) and not isinstance(wanted, bool) and people >= max(wanted, MANY)
