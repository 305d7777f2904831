"""The application: settings, plumbing, and every feature's routes."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

from service import health, logs
from service.accounts.connect.providers import read_providers
from service.config import Settings
from service.db import Database
from service.web import assets, context, csrf, headers, problems, render, routing

#: Features with routes, in the order in which their routes are registered.
FEATURES = (
    "service.accounts",
    "service.moderation",
    "service.machines",
    "service.participation.photos",
    "service.participation.pins",
    "service.participation.campaigns",
    "service.participation.doubts",
    "service.participation.waits",
    "service.participation.imports",
    "service.participation.sources",
    "service.participation.replies",
    "service.participation.walks",
    "service.discussion",
    "service.areas",
    "service.boards",
    "service.follows",
    "service.topics",
    "service.zoning",
    "service.catalogue",
    "service.remote",
    "service.proposals",
    "service.conflicts",
    "service.effects",
    "service.together",
    "service.layer_imports",
    "service.statements",
    "service.analysis",
    "service.programmes",
    "service.maps",
    "service.maps.exports",
    "service.open311",
    "service.owndata",
    "service.admin",
    "service.api",
    "service.pages",
)
MAX_BODY = 8 * 1024 * 1024
MAX_FORM_MEMORY = 2 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the web application.

    Parameters
    ----------
    settings : read from the environment when absent.

    Raises UnsafeSettings or UnsafeDatabase when the service would not be safe to run.
    """
    settings = settings or Settings.from_environment()
    logs.configure(settings.log_level)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_MEMORY,
        SESSION_COOKIE_NAME="__Host-form" if settings.is_https else "form",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
        STATIC_VERSION=assets.static_version(),
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["database"] = Database(settings)
    app.extensions["sign_in_providers"] = read_providers(settings.sign_in_providers)
    for part in (context, headers, logs, problems, csrf, assets, render, routing):
        part.init_app(app)
    app.register_blueprint(health.blueprint)
    for feature in FEATURES:
        app.register_blueprint(import_module(f"{feature}.routes").blueprint)
    return app
