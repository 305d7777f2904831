"""Web plumbing that every feature shares: sessions, CSRF, idempotency, headers, problems."""
