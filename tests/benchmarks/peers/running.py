"""Installing the other servers, each in an environment of its own, and running them on loopback ports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geo.crs import METRIC
from operate.cluster import OWNER, PORT, Cluster
from tests.servers import free_port

TIPG, PYGEOAPI = "tipg", "pygeoapi"
#: What is installed, by server: the versions that the figures in docs/ are of.
PACKAGES = {
    TIPG: ("tipg==1.6.1", "uvicorn[standard]"),
    PYGEOAPI: ("pygeoapi==0.21.0", "geoalchemy2", "psycopg2-binary", "gunicorn"),
}
#: As many processes as ours has; threads where the server has them.
WORKERS, THREADS = 2, 4
HERE = Path(__file__).resolve().parent


def install(folder: Path) -> dict[str, Path]:
    """Environments with the servers below a folder, made where they are not there yet; gives each one's `bin`."""
    found = {}
    for name, packages in PACKAGES.items():
        home = folder / name
        if not (home / "installed").exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-q", *packages]
            subprocess.run(pip, check=True)
            (home / "installed").touch()
        found[name] = home / "bin"
    return found


@contextmanager
def running_tipg(binaries: Path, cluster: Cluster, database: str) -> Iterator[int]:
    """tipg on uvicorn over the tables of zoning units and pins; gives its port."""
    port = free_port()
    environment = {
        "DATABASE_URL": f"postgresql://{OWNER}@localhost/{database}",
        "PEER_DATABASE": cluster.url(database),
        "PEER_MATRIX": METRIC.matrix.name,
        "PEER_EPSG": str(METRIC.epsg),
        "PEER_EXTENT": ",".join(str(value) for value in METRIC.matrix.extent),
        "TIPG_DB_SCHEMAS": '["layers", "service"]',
        "TIPG_DB_TABLES": '["layers.zoning_unit", "service.pin"]',
        "TIPG_DB_APPLICATION_SCHEMA": "pg_temp",
        "TIPG_TABLE_CONFIG__service_pin__geomcol": "public_geom",
        "TIPG_TABLE_CONFIG__service_pin__pk": "id",
        "TIPG_CATALOG_TTL": "0",
    }
    command = [str(binaries / "uvicorn"), "tipg_app:app", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--log-level", "error"]
    with _process(command, environment, f"http://127.0.0.1:{port}/healthz"):
        yield port


@contextmanager
def running_pygeoapi(binaries: Path, cluster: Cluster, database: str, folder: Path) -> Iterator[int]:
    """pygeoapi on gunicorn over the same tables; `folder` is for its settings. Gives its port."""
    port = free_port()
    settings = folder / "pygeoapi.yml"
    # YAML holds JSON.
    settings.write_text(json.dumps(_settings(port, cluster, database)), encoding="utf-8")
    environment = {"PYGEOAPI_CONFIG": str(settings), "PYGEOAPI_OPENAPI": str(folder / "openapi.yml")}
    made = subprocess.run(
        [
            str(binaries / "pygeoapi"),
            "openapi",
            "generate",
            str(settings),
            "--output-file",
            str(folder / "openapi.yml"),
        ],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(made.stderr[-2000:])
    command = [str(binaries / "gunicorn"), "pygeoapi.flask_app:APP", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
    command += ["--no-control-socket", "--keep-alive", "60", "--log-level", "error"]
    with _process(command, environment, f"http://127.0.0.1:{port}/conformance?f=json"):
        yield port


def _settings(port: int, cluster: Cluster, database: str) -> dict[str, object]:
    def of(table: str, schema: str, column: str, properties: list[str]) -> dict[str, object]:
        data = {"host": str(cluster.run_directory), "port": PORT, "dbname": database, "user": OWNER, "password": ""}
        return {
            "type": "collection",
            "title": table,
            "description": table,
            "keywords": [table],
            "links": [],
            "extents": {
                "spatial": {"bbox": list(METRIC.lonlat_bounds), "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
            },
            "providers": [
                {
                    "type": "feature",
                    "name": "PostgreSQL",
                    "data": {**data, "search_path": [schema, "public"]},
                    "id_field": "id",
                    "table": table,
                    "geom_field": column,
                    "storage_crs": f"http://www.opengis.net/def/crs/EPSG/0/{METRIC.epsg}",
                    "properties": properties,
                }
            ],
        }

    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "limits": {"default_items": 100, "max_items": 10000},
            "map": {"url": "about:blank", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "peer", "description": "peer", "keywords": ["peer"], "keywords_type": "theme",
                "terms_of_service": "", "url": "http://127.0.0.1",
            },
            "license": {"name": "", "url": "http://127.0.0.1"},
            "provider": {"name": "", "url": "http://127.0.0.1"},
            "contact": {"name": "", "email": "nobody@example.invalid"},
        },
        "resources": {
            "zoning": of("zoning_unit", "layers", "geom", ["letter", "number", "land_use", "area_m2"]),
            "pins": of("pin", "service", "public_geom", ["reference", "kind", "title", "body", "state", "language"]),
        },
    }  # fmt: skip


@contextmanager
def _process(command: list[str], environment: dict[str, str], address: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=HERE, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait(process, address)
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
            raise RuntimeError(f"{process.args}: ended\n{said[-2000:]}")
        with (
            suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(address, timeout=5) as answer,  # noqa: S310
        ):
            if answer.status == 200:
                return
        time.sleep(0.3)
    raise RuntimeError(f"{address} did not answer")
