"""Structured logs, one JSON line an event, without personal data: no addresses, texts, names or queries."""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer


def configure(level: str) -> None:
    """Send structlog's events as JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # without local variables: they hold what people typed
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


def init_app(app: Flask) -> None:
    """Log each request by its route, never by its address: addresses carry search words and secret links."""
    log = structlog.get_logger("aluekartta.request")

    def after(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        log.info(
            "request",
            request_id=getattr(g, "request_id", ""),
            method=request.method,
            route=rule,
            status=response.status_code,
            ms=round((time.perf_counter() - getattr(g, "started", time.perf_counter())) * 1000, 1),
        )
        return response

    app.after_request(after)
