"""What can be wrong with a pin."""

from __future__ import annotations

from service.errors import InvalidInput, NotAllowed, NotFound


class OutsideMunicipality(InvalidInput):
    """The place lies outside the municipality, whichever way it came in."""

    code = "outside_municipality"


class UnknownTheme(InvalidInput):
    """The municipality has no such theme."""

    code = "unknown_theme"


class PlaceNotFound(InvalidInput):
    """No named place or area goes by that name."""

    code = "place_not_found"


class PlaceAmbiguous(InvalidInput):
    """Several places go by that name; the person chooses."""

    code = "place_ambiguous"


class IdentityCodeInText(InvalidInput):
    """The text holds a personal identity code, which is never published."""

    code = "identity_code_in_text"


class ContactDetailsInText(InvalidInput):
    """The text holds a phone number or an e-mail address; its author may confirm them."""

    code = "contact_details_in_text"


class NotYourPin(NotAllowed):
    """Only the author may do this, and the request carries no proof of being the author."""

    code = "not_your_pin"


class EditTimeOver(NotAllowed):
    """The text can no longer be changed: others have answered it, or the time for it is over."""

    code = "edit_time_over"


class PinNotFound(NotFound):
    """There is no such pin, or none that this person may see."""

    code = "pin_not_found"
