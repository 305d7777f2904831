"""What a WSGI server runs: static files and tiles before Flask, everything else through it.

Tiles go round Flask because a tile is one prepared statement: the framework's share of the time would be
larger than the database's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from service.app import create_app
from service.areas.facts import pin_counts
from service.i18n import read_all
from service.maps.tiles import TileApp
from service.web.assets import STATIC


def create_application() -> Any:
    """The whole service as one WSGI application; refuses an unsafe database."""
    app = create_app()
    settings = app.config["SETTINGS"]
    database = app.extensions["database"]
    database.wait_until_there()
    database.check_durability()
    database.check_metric_crs()
    pin_counts.start(database)
    read_all()
    tiles = TileApp(database)
    web: Any = app.wsgi_app
    if settings.trusted_proxies:
        web = ProxyFix(web, x_for=settings.trusted_proxies, x_proto=1, x_host=1)
    files = WhiteNoise(
        web,
        root=str(STATIC),
        prefix=f"static/{app.config['STATIC_VERSION']}",
        max_age=365 * 86400,
        immutable_file_test=lambda path, url: True,
        mimetypes={".mjs": "text/javascript", ".woff2": "font/woff2"},
    )

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith("/tiles/"):
            return tiles(environ, start_response)
        return files(environ, start_response)

    return application


application = create_application()
