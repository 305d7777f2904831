"""Security and cache headers on every answer."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from service.i18n import language


def init_app(app: Flask) -> None:
    """Add the headers after every request."""
    app.after_request(_security)
    app.after_request(_cache)
    app.after_request(_language)


def _security(response: Response) -> Response:
    settings = current_app.config["SETTINGS"]
    nonce, target = getattr(g, "csp_nonce", ""), getattr(g, "form_target", "")
    if "Content-Security-Policy" not in response.headers:
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
            "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
            f"object-src 'none'; base-uri 'none'; form-action 'self'{' ' + target if target else ''}; "
            f"frame-ancestors {getattr(g, 'frame_ancestors', settings.frame_ancestors)}"
        )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "strict-origin")
    response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers["X-Request-Id"] = getattr(g, "request_id", "")
    if settings.is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def _cache(response: Response) -> Response:
    """What was read with a session must never be kept by a cache between two people."""
    actor = getattr(g, "actor", None)
    if actor is not None and actor.is_signed_in:
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Cookie", "Accept-Language", "Accept"))
    return response


def _language(response: Response) -> Response:
    """Keep a language chosen by its link."""
    wish = request.args.get("lang")
    keeps = not getattr(g, "sets_no_cookie", False)
    if wish and keeps and response.mimetype == "text/html" and wish == language():
        response.set_cookie(
            "lang",
            wish,
            max_age=365 * 86400,
            samesite="Lax",
            secure=current_app.config["SETTINGS"].is_https,
            httponly=True,
        )
    if response.mimetype in ("text/html", "application/problem+json"):
        response.headers.setdefault("Content-Language", language())
    return response
