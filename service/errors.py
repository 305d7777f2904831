"""The one place where errors of the domain become HTTP statuses and answers.

Domain code raises subclasses of `ServiceError` (or of `geo`'s and `boundaries`' own errors) with a stable
`code`; nothing outside this module and `service/web` knows an HTTP status.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldError:
    """What is wrong and where: `where` names the field, `message` says it in the reader's language."""

    where: str
    message: str


class ServiceError(Exception):
    """Base of every error that a person may be told about.

    `code` is stable and never translated; `message` is a sentence in the reader's language.
    """

    code = "service_error"

    def __init__(self, message: str = "", errors: list[FieldError] | None = None) -> None:
        super().__init__(message or self.code)
        self.message = message
        self.errors = errors or []


class NotFound(ServiceError):
    """There is no such thing here, or nothing that this person may see."""

    code = "not_found"


class NotAllowed(ServiceError):
    """The person is known but may not do this."""

    code = "not_allowed"


class SignInNeeded(ServiceError):
    """This needs a signed-in person."""

    code = "sign_in_needed"


class InvalidInput(ServiceError):
    """Something in the input is wrong; `errors` says what and where."""

    code = "invalid_input"


class UnknownParameter(InvalidInput):
    """The address has a parameter that this page does not know."""

    code = "unknown_parameter"


class SignInFailed(ServiceError):
    """A sign-in that came back from elsewhere cannot be believed, or was refused there."""

    code = "sign_in_failed"


class ProviderDown(ServiceError):
    """The service at which people sign in does not answer."""

    code = "provider_down"


class CsrfFailed(ServiceError):
    """The form was too old or came from elsewhere."""

    code = "csrf_failed"


class TooMany(ServiceError):
    """A limit by person was reached; `retry_after_s` says when to try again."""

    code = "too_many"

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class LinkExpired(ServiceError):
    """A one-use link was used already or is too old."""

    code = "link_expired"


class EditConflict(ServiceError):
    """Somebody else changed the thing first."""

    code = "edit_conflict"


class PreconditionMissing(ServiceError):
    """A change must say which version it changes."""

    code = "precondition_missing"


class KeyReused(ServiceError):
    """The same idempotency key came with another request."""

    code = "key_reused"


class KeyMissing(ServiceError):
    """A write came without an idempotency key."""

    code = "key_missing"


class DatabaseDown(ServiceError):
    """The database does not answer right now."""

    code = "database_down"


class NoMunicipalityYet(ServiceError):
    """The database is there but holds no municipality."""

    code = "no_municipality_yet"


class StorageFull(ServiceError):
    """There is no room to keep what was sent."""

    code = "storage_full"


class PayloadTooLarge(ServiceError):
    """More was sent than is accepted."""

    code = "payload_too_large"


#: Error class -> HTTP status. A subclass takes its nearest ancestor's status.
STATUS: dict[type[Exception], int] = {
    ServiceError: 500,
    NotFound: 404,
    NotAllowed: 403,
    SignInNeeded: 401,
    InvalidInput: 422,
    UnknownParameter: 400,
    SignInFailed: 400,
    ProviderDown: 503,
    CsrfFailed: 403,
    TooMany: 429,
    LinkExpired: 410,
    EditConflict: 412,
    PreconditionMissing: 428,
    KeyReused: 422,
    KeyMissing: 400,
    DatabaseDown: 503,
    NoMunicipalityYet: 503,
    StorageFull: 507,
    PayloadTooLarge: 413,
}


def status_of(error: ServiceError) -> int:
    """The HTTP status of an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


@dataclass
class Problem:
    """An answer to something that went wrong, as `application/problem+json` (RFC 9457) or a page."""

    status: int
    code: str
    title: str
    detail: str
    errors: list[FieldError] = field(default_factory=list)
    retry_after_s: int | None = None
    lonlat: tuple[float, float] | None = None
