"""The words of the log: what was done, and what changed by it."""

from __future__ import annotations

from typing import Any

from service.i18n import N_
from service.i18n import gettext as _

ACTIONS = {
    "account.linked": N_("Joined an account to a sign-in service"),
    "account.made": N_("Got an account by a sign-in service"),
    "answers.applied": N_("Answered ideas with a table"),
    "area.changed": N_("Changed an area"),
    "area.drawn": N_("Drew an area"),
    "area.hidden": N_("Hid an area"),
    "area.import.applied": N_("Brought areas in from a file"),
    "area.import.sent": N_("Sent a file of areas"),
    "area.import.undone": N_("Took areas from a file back out"),
    "layer.changed": N_("Changed a layer's entry in the catalogue"),
    "layer.classed": N_("Classed a layer by its values"),
    "layer.unclassed": N_("Took the classes of a layer away"),
    "layer.moved": N_("Changed the order of the layers"),
    "layer.put_back": N_("Put a removed layer back"),
    "layer.removed": N_("Removed a layer"),
    "layer.import.applied": N_("Brought a plan or a layer in from a file"),
    "layer.import.discarded": N_("Discarded the file of a plan or a layer"),
    "layer.import.sent": N_("Sent a file of a plan or a layer"),
    "layer.import.undone": N_("Took a plan or a layer from a file back out"),
    "area.published": N_("Published an area"),
    "area.withdrawn": N_("Took an area back"),
    "area.restored": N_("Took an earlier boundary of an area into use again"),
    "area_set.border_moved": N_("Moved a border between areas"),
    "area_set.changed": N_("Changed a set of areas"),
    "area_set.made": N_("Made a set of areas"),
    "area_set.merged": N_("Joined two areas"),
    "area_set.partition": N_("Held a set of areas to fitting together"),
    "area_set.released": N_("Let the areas of a set overlap again"),
    "area_set.repaired": N_("Repaired a set of areas"),
    "area_set.split": N_("Split an area"),
    "campaign.changed": N_("Changed a campaign"),
    "campaign.made": N_("Made a campaign"),
    "call.boundary_published": N_("Published an area made of drawings"),
    "call.hidden": N_("Hid a call for drawings"),
    "call.opened": N_("Opened a call for drawings"),
    "call.published": N_("Published a call for drawings"),
    "comment.edited": N_("The author corrected a comment"),
    "comment.hidden": N_("Hid a comment"),
    "comment.published": N_("Published a comment"),
    "comment.reported_away": N_("Reports took a comment out of sight"),
    "comment.undone": N_("Undid what was done to a comment"),
    "decision.made": N_("Made a decision on priority areas"),
    "drawing.hidden": N_("Hid a drawing"),
    "effects.changed": N_("Changed the draft of an assessment of effects"),
    "effects.published": N_("Published an assessment of effects"),
    "drawing.shown": N_("Counted a drawing again"),
    "import.layer": N_("Imported a layer"),
    "import.municipality": N_("Imported the municipality"),
    "import.places": N_("Imported named places"),
    "import.plans": N_("Imported zoning plans"),
    "import.statistics": N_("Imported statistics"),
    "machine_key.ended": N_("Took the key of another service back"),
    "machine_key.made": N_("Gave a key to another service"),
    "person.erased": N_("Somebody erased their account"),
    "pin.erased": N_("An author erased what led from an idea to them"),
    "municipality.backdrop": N_("Changed the backdrop of the maps"),
    "municipality.seats": N_("Changed the table of seats"),
    "observation.hidden": N_("Hid an observation of a walk"),
    "observation.reported_away": N_("Reports took an observation out of sight"),
    "observation.undone": N_("Undid what was done to an observation"),
    "observation.published": N_("Showed an observation of a walk again"),
    "signature.undone": N_("Undid what was done to the name of somebody who signed a statement"),
    "statement.assigned": N_("Tagged a part of a statement or said who answers it"),
    "statement.answered": N_("Gave the official response to a statement"),
    "statement.edited": N_("The giver corrected a statement"),
    "statement.entered": N_("Wrote a statement down"),
    "statement.given_by_body": N_("A board, panel or table gave its statement on a proposal"),
    "statement.hidden": N_("Hid a statement"),
    "statement.name_hidden": N_("Hid the name of somebody who signed a statement"),
    "statement.name_shown": N_("Showed the name of somebody who signed a statement"),
    "statement.part_answered": N_("Answered a part of a statement"),
    "statement.published": N_("Published a statement"),
    "statement.reported_away": N_("Reports took a statement out of sight"),
    "statement.signature_withdrawn": N_("Somebody took a signature under a statement back"),
    "statement.signer_forgotten": N_("Forgot who signed a statement"),
    "statement.split": N_("Split a statement into parts"),
    "statement.undone": N_("Undid what was done to a statement"),
    "statement.withdrawn": N_("The giver took a statement back"),
    "photo.hidden": N_("Hid a photo"),
    "photo.published": N_("Published a photo"),
    "photo.redacted": N_("Covered a part of a photo"),
    "photo.removed": N_("The author took a photo away"),
    "photo.reported_away": N_("Reports took a photo out of sight"),
    "photo.undone": N_("Undid what was done to a photo"),
    "pin.assigned": N_("Said who looks after an idea"),
    "pin.edited": N_("The author corrected an idea"),
    "pin.entered": N_("Wrote down what was told elsewhere"),
    "pin.entry_taken_back": N_("Took back what was written down by mistake"),
    "pin.hidden": N_("Hid an idea"),
    "indicator.brought": N_("Brought figures of an indicator in"),
    "indicator.described": N_("Said anew what an indicator is"),
    "indicator.import.discarded": N_("Discarded a file of figures"),
    "indicator.import.sent": N_("Sent a file of figures"),
    "indicator.put_back": N_("Put figures of an indicator back"),
    "indicator.reach_asked": N_("Asked for the reach of services"),
    "indicator.reckoned": N_("Reckoned the reach of services"),
    "indicator.taken_back": N_("Took figures of an indicator back"),
    "pin.import.applied": N_("Brought earlier feedback over"),
    "pin.import.discarded": N_("Discarded a table of earlier feedback"),
    "pin.import.sent": N_("Sent a table of earlier feedback"),
    "pin.import.undone": N_("Took an import of earlier feedback back"),
    "pin.joined": N_("Took a part of an idea away"),
    "pin.linked": N_("Said what used an idea"),
    "pin.published": N_("Published an idea"),
    "pin.relocated": N_("Gave a place to an idea from outside"),
    "pin.reported_away": N_("Reports took an idea out of sight"),
    "pin.returned": N_("Took an idea out of hiding to wait for a place"),
    "pin.split": N_("Split a part off an idea"),
    "pin.state_changed": N_("Answered an idea"),
    "pin.undone": N_("Undid what was done to an idea"),
    "pin.withdrawn": N_("The author took an idea back"),
    "promise.made": N_("Promised when answers come"),
    "proposal.changed": N_("Changed a proposal"),
    "proposal.document_added": N_("Attached a document to a proposal"),
    "proposal.document_removed": N_("Took a document of a proposal away"),
    "proposal.from_idea": N_("Made a proposal of an idea"),
    "proposal.joined": N_("Answered who asked to develop a proposal together"),
    "proposal.judged": N_("Judged what a proposal touches"),
    "proposal.made": N_("Made a proposal"),
    "proposal.suggestion": N_("Answered a suggestion to a proposal"),
    "proposal.phases": N_("Changed the phases of a proposal"),
    "retention.applied": N_("Cut what led from old inputs to people"),
    "role.granted": N_("Gave a role"),
    "role.taken": N_("Took a role away"),
    "sessions.closed": N_("Signed a person out everywhere"),
    "remote_host.allowed": N_("Allowed a host of map services"),
    "remote_host.forbidden": N_("Took the allowance of a host back"),
    "remote_layer.added": N_("Added a layer of another service"),
    "remote_layer.hidden": N_("Hid a layer of another service"),
    "remote_layer.removed": N_("Took a layer of another service away"),
    "remote_layer.shrunk": N_("Took a layer of another service though it had shrunk"),
    "remote_layer.shown": N_("Showed a layer of another service to everybody"),
    "report.dismissed": N_("Left something reported as it is"),
    "report.reopened": N_("Opened reports again"),
    "source.made": N_("Named an event or papers that ideas come from"),
    "template.changed": N_("Changed a template of answers"),
    "template.made": N_("Made a template of answers"),
    "template.removed": N_("Took a template of answers away"),
    "theme.owner_named": N_("Said who answers for a theme"),
    "theme.owner_taken": N_("Left a theme without an owner"),
    "theme.step_added": N_("Put a step on a theme's path"),
    "theme.step_changed": N_("Changed a step on a theme's path"),
    "unit.changed": N_("Changed a unit"),
    "unit.made": N_("Made a unit"),
    "unit.removed": N_("Took a unit away"),
    "user.changed": N_("Changed an account"),
    "user.made": N_("Made an account"),
    "walk.cancelled": N_("Cancelled a walk"),
    "walk.changed": N_("Changed a walk"),
    "walk.ended": N_("Ended a walk"),
    "walk.made": N_("Made a walk"),
    "walk.paper": N_("Entered a walk sheet from paper"),
    "walk.open": N_("Opened a walk"),
    "walk.planned": N_("Planned a cancelled walk again"),
}
REASONS = {
    "rules": N_("Against the rules of the discussion"),
    "personal_data": N_("Somebody's personal details"),
    "spam": N_("Advertising or nonsense"),
    "duplicate": N_("Sent already"),
    "off_topic": N_("Not about this place or theme"),
    "other": N_("Another reason"),
}
#: Not to be chosen: what the service itself gives as a reason.
_OWN_REASONS = {"reports": N_("Reported by many")}


#: Kinds of acts: what stands before the dot.
KINDS = {
    "account": N_("Accounts"),
    "area": N_("Areas"),
    "area_set": N_("Sets of areas"),
    "call": N_("Calls for drawings"),
    "comment": N_("Comments"),
    "decision": N_("Decisions"),
    "drawing": N_("Drawings"),
    "import": N_("Imports"),
    "indicator": N_("Indicators"),
    "layer": N_("Layers"),
    "person": N_("Erased accounts"),
    "photo": N_("Photos"),
    "pin": N_("Ideas"),
    "proposal": N_("Proposals"),
    "remote_host": N_("Hosts of map services"),
    "remote_layer": N_("Layers of other services"),
    "report": N_("Reports"),
    "retention": N_("Old ties cut"),
    "role": N_("Roles"),
    "sessions": N_("Sign-ins"),
    "theme": N_("Themes"),
    "user": N_("People"),
    "walk": N_("Walks"),
}
#: What a detail of an entry is called.
DETAILS = {
    "area": N_("area"),
    "areas": N_("areas"),
    "changed": N_("changed"),
    "fields": N_("changed"),
    "issuer": N_("sign-in service"),
    "kind": N_("kind"),
    "months": N_("after months"),
    "name": N_("name"),
    "reason": N_("reason"),
    "role": N_("role"),
    "sessions": N_("sign-ins"),
    "state": N_("state"),
    "title": N_("title"),
    "took_back": N_("took back what was sent"),
    "visibility": N_("visibility"),
}


def kind_words(kind: str) -> str:
    """What a kind of acts is called, in the reader's language; the code itself for one that has no words yet."""
    return _(KINDS[kind]) if kind in KINDS else kind


def action_words(action: str) -> str:
    """What was done, in the reader's language; the code itself for an act that has no words yet."""
    return _(ACTIONS[action]) if action in ACTIONS else action


def reason_words(reason: str | None) -> str:
    """The reason as it was chosen and added to: "spam: again" becomes words and the addition."""
    code, _colon, note = (reason or "").partition(": ")
    known = {**REASONS, **_OWN_REASONS}
    words = _(known[code]) if code in known else code
    return f"{words}: {note}" if note else words


def reason_choices() -> list[tuple[str, str]]:
    """The reasons to choose from, with their words."""
    return [(code, _(words)) for code, words in REASONS.items()]


def change_words(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """What an entry of the log holds as pairs of name and text; a change is written "before → after"."""
    return [
        (_(DETAILS[name]) if name in DETAILS else name, _change(name, value))
        for name, value in detail.items()
        if value not in (None, "", [], {})
    ]


def _change(name: str, value: Any) -> str:
    if name == "reason":
        return reason_words(str(value))
    if isinstance(value, list):
        arrow = " → " if name in ("state", "visibility") and len(value) == 2 else ", "
        return arrow.join(str(one) for one in value)
    return str(value)
