"""What can be wrong with a photo."""

from __future__ import annotations

from service.errors import InvalidInput, NotAllowed, NotFound


class PhotoRefused(InvalidInput):
    """The file is no photo that can be shown, or breaks a limit; the message says which and what to do."""

    code = "photo_refused"


class TooManyPhotos(InvalidInput):
    """The subject has as many photos as it may have."""

    code = "too_many_photos"


class AltTextRefused(InvalidInput):
    """The words about the photo hold what may not be public."""

    code = "alt_text_refused"


class PhotoNotFound(NotFound):
    """There is no such photo, or none that this person may see."""

    code = "photo_not_found"


class NotYourPhoto(NotAllowed):
    """Only the sender may do this, and the request carries no proof of being the sender."""

    code = "not_your_photo"
