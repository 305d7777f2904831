"""The secret links in mails.

The link that confirms an address is used once and only its hash is kept. The link that changes or stops a
following stands in every digest, so it is not kept at all: it is the following's id, sealed with the service's
key.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid

SEAL_LENGTH = 32


def sealed(secret_key: str, follow_id: uuid.UUID) -> str:
    """The token of a following for its own links."""
    return f"{follow_id.hex}{_seal(secret_key, follow_id)}"


def follow_id(secret_key: str, token: str) -> uuid.UUID | None:
    """The following that a token is of, or None when it was not made here."""
    try:
        found = uuid.UUID(hex=token[:32])
    except ValueError:
        return None
    is_ours = hmac.compare_digest(token.encode(), sealed(secret_key, found).encode())
    return found if is_ours else None


def own_address(public_url: str, secret_key: str, follow: uuid.UUID) -> str:
    """The full address of the page where a following is changed or stopped."""
    return f"{public_url.rstrip('/')}/follows/{sealed(secret_key, follow)}"


def _seal(secret_key: str, follow: uuid.UUID) -> str:
    return hmac.new(secret_key.encode(), b"follow|" + follow.bytes, hashlib.sha256).hexdigest()[:SEAL_LENGTH]
