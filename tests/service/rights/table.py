"""Who may do what, as it was decided. A permission that is not named here is held to its own rule instead."""

from __future__ import annotations

VISITOR, RESIDENT, BOARD = "visitor", "resident", "area_board"
STAFF = ("planner", "official", "moderator", "administrator")
ROLES = (VISITOR, RESIDENT, BOARD, *STAFF)

_SIGNED_IN = frozenset(ROLES) - {VISITOR}


def _only(*roles: str) -> frozenset[str]:
    return frozenset({*roles, "administrator"})


#: Permission -> the roles whose request gets past it. What lets everybody in looks at the thing itself.
RIGHTS = {
    "account.own": _SIGNED_IN,
    "admin.log": _only(),
    "admin.moderate": _only("moderator", "official"),
    "area.moderate": _only("moderator", "official"),
    "area.official": _only("planner", "official"),
    "board.draft": frozenset({BOARD}),
    "board.inbox": _only(*STAFF, BOARD),
    "board.speak": frozenset({BOARD}),
    "call.moderate": _only("moderator", "official"),
    "call.publish": _only("planner", "official"),
    "campaign.manage": _only("official"),
    "comment.moderate": _only("moderator", "official"),
    "decision.make": _only("official"),
    "desk.use": _only("planner", "official", "moderator"),
    "indicator.import": _only("official"),
    "layer.import": _only("planner"),
    "layer.manage": _only("planner"),
    "participation.ties": _only("planner", "official"),
    "machine.manage": _only(),
    "people.manage": _only(),
    "photo.moderate": _only("moderator", "official"),
    "pin.answer": _only("planner", "official", "moderator"),
    "pin.enter": _only("planner", "official", "moderator"),
    "pin.import": _only("official"),
    "proposal.join": _SIGNED_IN,
    "proposal.write": _only("planner"),
    "remote.manage": _only(),
    "staff": _only(*STAFF),
    "statement.answer": _only("planner", "official"),
    "statement.handle": _only("planner", "official"),
    "theme.lead": _only("planner", "official"),
    "unit.manage": _only("official"),
    "walk.manage": _only("planner", "official", "moderator"),
    "walk.moderate": _only("moderator", "official"),
    **dict.fromkeys(
        ("analysis.ask", "area.draw", "area.edit", "call.draw", "call.open", "comment.add", "comment.own",
         "follow.own", "follow.start", "heat.ask", "photo.add", "photo.own", "photo.see", "pin.edit", "pin.own",
         "pin.submit", "pin.withdraw", "public", "report.send", "statement.give", "statement.own",
         "statement.sign", "signature.own", "support.give", "walk.join"),
        frozenset(ROLES),
    ),
}  # fmt: skip
