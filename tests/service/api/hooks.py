"""What Schemathesis looks at in every answer beside its status: no answer shows the service's insides."""

from __future__ import annotations

import schemathesis

INSIDES = ("Traceback (most recent call last)", "psycopg.errors", "sqlalchemy.exc", 'File "/')


@schemathesis.check
def no_traceback(ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Fails when an answer holds what only a log should."""
    text = response.content.decode("utf-8", "replace")
    shown = [one for one in INSIDES if one in text]
    if shown:
        raise AssertionError(f"{case.method} {case.path} shows {shown}")
