"""Structured logs, one JSON line an event, without personal data: no addresses, texts, names or queries."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict


def configure(level: str) -> None:
    """Send structlog's events as JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # without local variables: they hold what people typed
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            _without_messages,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    queue = logging.getLogger("procrastinate")
    queue.handlers, queue.propagate = [WorkerLines()], False
    queue.setLevel(level)


def _without_messages(logger: Any, method: str, event: EventDict) -> EventDict:  # noqa: ARG001
    """Keep an exception's kind and where it came from; its message may quote what a person typed."""
    for one in event.get("exception", ()):
        one.pop("exc_value", None)
        one.pop("exc_notes", None)
        one.pop("syntax_error", None)
    return event


class WorkerLines(logging.Handler):
    """The queue's own log lines as ours: which task, which job, how it went, never with what arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        job = getattr(record, "job", None) or {}
        structlog.get_logger("aluekartta.worker").log(
            record.levelno, getattr(record, "action", "worker"), task=job.get("task_name"), job_id=job.get("id")
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
