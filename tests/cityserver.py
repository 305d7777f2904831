"""A city's map service for tests: Debian's MapServer behind a small HTTP server on a loopback port.

It publishes one zoning layer with three plots in nine systems, by WMS 1.1.1 and 1.3.0, WFS 1.1.0 and 2.0.0 and OGC
API Features. Each question runs `mapserv` as the CGI program that it is.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

#: The systems of the layer: our own, the country's zones in use, ETRS89 and WGS 84 degrees, the web's Mercator.
SYSTEMS = (3067, 4326, 3857, 3879, 3881, 3883, 3885, 4258, 3873)
#: Plots in the metric system: letter, and west, south, east, north. The last has a hole and stands apart.
PLOTS = {
    "AK": (400_000.0, 6_800_000.0, 400_400.0, 6_800_200.0),
    "VL": (400_400.0, 6_800_000.0, 400_600.0, 6_800_200.0),
    "T": (401_000.0, 6_800_600.0, 401_300.0, 6_801_000.0),
}
COLOURS = {"AK": (200, 120, 40), "VL": (60, 160, 60), "T": (120, 120, 200)}
_LAYER = """
  LAYER
    NAME "kaava"
    TYPE POLYGON
    STATUS ON
    TEMPLATE "nothing"
    CONNECTIONTYPE OGR
    CONNECTION "{data}"
    DATA "kaava"
    PROJECTION "init=epsg:3067" END
    CLASSITEM "letter"
    METADATA
      "ows_title" "Ajantasa-asemakaava"
      "ows_abstract" "Testikaupungin asemakaavat"
      "ows_srs" "{systems}"
      "ows_include_items" "all"
      "gml_include_items" "all"
      "gml_featureid" "code"
      "wfs_use_default_extent_for_getfeature" "false"
      "ows_geometry_precision" "10"
      "wms_attribution_title" "Testikaupunki"
      "ows_enable_request" "*"
    END
    {classes}
  END
"""
_MAP = """
MAP
  NAME "kaupunki"
  SIZE 256 256
  MAXSIZE 4096
  EXTENT 399000 6799000 402000 6802000
  UNITS METERS
  IMAGECOLOR 255 255 255
  PROJECTION "init=epsg:3067" END
  OUTPUTFORMAT NAME "png" DRIVER AGG/PNG MIMETYPE "image/png" IMAGEMODE RGBA TRANSPARENT ON EXTENSION "png" END
  WEB
    METADATA
      "ows_title" "Testikaupungin kartat"
      "ows_onlineresource" "{address}"
      "ows_srs" "{systems}"
      "ows_enable_request" "*"
      "ows_accessconstraints" "CC BY 4.0"
      "wms_feature_info_mime_type" "text/plain"
      "oga_onlineresource" "{root}/ogcapi"
      "oga_geometry_precision" "10"
    END
  END
  {layer}
END
"""


@dataclass
class CityServer:
    """The running service. `asked` holds the query of each question; `is_down` makes it hang up on everybody,
    `turns_axes` makes it read a box in the wrong order."""

    host: str
    port: int
    folder: Path
    asked: list[str] = field(default_factory=list)
    is_down: bool = False
    turns_axes: bool = False

    @property
    def address(self) -> str:
        """The address of WMS and WFS."""
        return f"http://{self.host}:{self.port}/mapserv"

    @property
    def ogcapi(self) -> str:
        """The address of OGC API Features."""
        return f"http://{self.host}:{self.port}/kaupunki/ogcapi"

    def publish(self, plots: dict[str, tuple[float, float, float, float]]) -> None:
        """Publish other plots from now on."""
        write_plots(self.folder / "kaava.geojson", plots)


def write_map(folder: Path, root: str, plots: dict[str, tuple[float, float, float, float]] | None = None) -> Path:
    """Write the city's data, map file and configuration; give the latter."""
    data = folder / "kaava.geojson"
    write_plots(data, PLOTS if plots is None else plots)
    classes = "\n".join(
        f'CLASS NAME "{name}" EXPRESSION "{name}" STYLE COLOR {r} {g} {b} END END'
        for name, (r, g, b) in COLOURS.items()
    )
    systems = " ".join(f"EPSG:{one}" for one in SYSTEMS)
    layer = _LAYER.format(data=data, systems=systems, classes=classes)
    text = _MAP.format(address=f"{root}/mapserv?", root=f"{root}/kaupunki", systems=systems, layer=layer)
    (folder / "city.map").write_text(text, encoding="utf-8")
    conf = folder / "mapserver.conf"
    conf.write_text(
        f'CONFIG\n  ENV\n  END\n  MAPS\n    "kaupunki" "{folder}/city.map"\n  END\nEND\n', encoding="utf-8"
    )
    return conf


def write_plots(path: Path, plots: dict[str, tuple[float, float, float, float]]) -> None:
    """Write plots as GeoJSON in the metric system, as GDAL reads it."""
    features = []
    for number, (letter, (west, south, east, north)) in enumerate(plots.items(), start=1):
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": f"k-{number}", "letter": letter, "name": f"Kortteli {number} & ääkköset"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "name": "kaava", "crs": crs, "features": features}))


@contextmanager
def city_server(folder: Path) -> Iterator[CityServer]:
    """Run the city's map service until the block ends."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    host, port = "127.0.0.1", int(listening.server_address[1])
    city = CityServer(host, port, folder)
    conf = write_map(folder, f"http://{host}:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _mark, query = self.path.partition("?")
            city.asked.append(query)
            if city.is_down:
                self.close_connection = True
                return
            if city.turns_axes:
                query = re.sub(r"BBOX=([^,&]+),([^,&]+),([^,&]+),([^,&]+)", r"BBOX=\2,\1,\4,\3", query)
            head, body = run_mapserv(conf, folder, path, query, port)
            self.send_response(int(head.pop("Status", "200").split()[0]))
            for name, value in head.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Tests are quiet."""

    listening.RequestHandlerClass = Handler
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield city
    finally:
        listening.shutdown()
        listening.server_close()


def run_mapserv(conf: Path, folder: Path, path: str, query: str, port: int) -> tuple[dict[str, str], bytes]:
    """One run of the CGI program: its headers and its body."""
    environment = {
        "PATH": os.environ["PATH"],
        "MAPSERVER_CONFIG_FILE": str(conf),
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(port),
        "SCRIPT_NAME": "",
        "HTTP_HOST": f"127.0.0.1:{port}",
    }
    if path.startswith("/kaupunki/"):
        environment["PATH_INFO"] = path
    else:
        environment["MS_MAPFILE"] = str(folder / "city.map")
    ran = subprocess.run(["mapserv"], env=environment, capture_output=True, check=False, timeout=30)
    head, _gap, body = ran.stdout.partition(b"\r\n\r\n")
    lines = (one.partition(":") for one in head.decode("latin-1").split("\r\n") if ":" in one)
    return {name.strip(): value.strip() for name, _colon, value in lines}, body
