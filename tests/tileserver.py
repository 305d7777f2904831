"""A service of ready tiles for tests: WMTS by parameters and by addresses, and plain tiles, drawn by MapServer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from geo.crs import METRIC, WEB_MERCATOR_QUAD, registered
from geo.systems import is_northing_first
from geo.tiles import TileMatrix
from tests.cityserver import run_mapserv, write_map

#: Grids by EPSG number: our own, the web's, and one in a zone of ETRS-GK that starts at its own corner.
GRIDS = {
    METRIC.epsg: METRIC.matrix,
    WEB_MERCATOR_QUAD.epsg: WEB_MERCATOR_QUAD,
    3881: TileMatrix("GK27", 26_900_000.0, 6_291_456.0, 28_997_152.0, 8_388_608.0, epsg=3881),
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:ServiceIdentification><ows:Title>Testikaupungin tiilet</ows:Title>
<ows:ServiceType>OGC WMTS</ows:ServiceType><ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion>
<ows:AccessConstraints>CC BY 4.0</ows:AccessConstraints></ows:ServiceIdentification><Contents>
<Layer><ows:Title>Asemakaava</ows:Title><ows:Identifier>kaava</ows:Identifier>
<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style><Format>image/png</Format>"""
_TEMPLATE = """<ResourceURL format="image/png" resourceType="tile"
 template="http://127.0.0.1:{port}/rest/{{Style}}/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}.png"/>"""


@dataclass
class TileServer:
    """The running service; `asked` holds the addresses of the tiles that were asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    def address(self, path: str) -> str:
        """An address of it."""
        return f"http://127.0.0.1:{self.port}/{path}"


def capabilities(port: int, *, is_rest: bool) -> bytes:
    """The document of the service, with a template of addresses or without."""
    links = "".join(
        f"<TileMatrixSetLink><TileMatrixSet>{one.name}</TileMatrixSet></TileMatrixSetLink>" for one in GRIDS.values()
    )
    template = _TEMPLATE.format(port=port) if is_rest else ""
    grids = "".join(_grid(epsg, one) for epsg, one in GRIDS.items())
    return f"{_HEAD}{links}{template}</Layer>{grids}</Contents></Capabilities>".encode()


def _grid(epsg: int, matrix: TileMatrix) -> str:
    corner = (matrix.maxy, matrix.minx) if is_northing_first(epsg) else (matrix.minx, matrix.maxy)
    assert registered(epsg).axis_info[0].unit_name == "metre"
    levels = "".join(
        f"<TileMatrix><ows:Identifier>{z:02d}</ows:Identifier>"
        f"<ScaleDenominator>{matrix.resolution(z) / 0.00028:.10f}</ScaleDenominator>"
        f"<TopLeftCorner>{corner[0]} {corner[1]}</TopLeftCorner><TileWidth>256</TileWidth>"
        f"<TileHeight>256</TileHeight><MatrixWidth>{2**z}</MatrixWidth><MatrixHeight>{2**z}</MatrixHeight></TileMatrix>"
        for z in range(16)
    )
    return (
        f"<TileMatrixSet><ows:Identifier>{matrix.name}</ows:Identifier>"
        f"<ows:SupportedCRS>urn:ogc:def:crs:EPSG::{epsg}</ows:SupportedCRS>{levels}</TileMatrixSet>"
    )


@contextmanager
def tile_server(folder: Path) -> Iterator[TileServer]:
    """Run the service until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    tiles = TileServer(int(server.server_address[1]))
    conf = write_map(folder, f"http://127.0.0.1:{tiles.port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _mark, query = self.path.partition("?")
            asked = {name.lower(): value for name, value in parse_qsl(query)}
            parts = path.strip("/").split("/")
            if asked.get("request") == "GetCapabilities":
                self._send(200, "text/xml", capabilities(tiles.port, is_rest=parts[0] == "rest"))
                return
            tile = _tile_asked(parts, asked)
            tiles.asked.append(self.path)
            if tile is None:
                self._send(404, "text/plain", b"")
                return
            self._send(200, "image/png", _drawn(conf, folder, tiles.port, *tile))

        def _send(self, status: int, media_type: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            """Tests are quiet."""

    server.RequestHandlerClass = Handler
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield tiles
    finally:
        server.shutdown()
        server.server_close()


def _tile_asked(parts: list[str], asked: dict[str, str]) -> tuple[TileMatrix, int, int, int] | None:
    by_name = {one.name: one for one in GRIDS.values()}
    if parts[0] == "wmts" and asked.get("request") == "GetTile":
        grid = by_name[asked["tilematrixset"]]
        return grid, int(asked["tilematrix"]), int(asked["tilecol"]), int(asked["tilerow"])
    if parts[0] == "rest" and len(parts) == 6:
        return by_name[parts[2]], int(parts[3]), int(parts[5].removesuffix(".png")), int(parts[4])
    if parts[0] == "xyz":
        return GRIDS[int(parts[1])], int(parts[2]), int(parts[3]), int(parts[4].removesuffix(".png"))
    return None


def _drawn(conf: Path, folder: Path, port: int, matrix: TileMatrix, z: int, x: int, y: int) -> bytes:
    box = ",".join(f"{edge:.6f}" for edge in matrix.tile_bounds(z, x, y))
    query = (
        f"SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=kaava&STYLES=&SRS=EPSG:{matrix.epsg}&BBOX={box}"
        "&WIDTH=256&HEIGHT=256&FORMAT=image/png&TRANSPARENT=TRUE"
    )
    return run_mapserv(conf, folder, "/mapserv", query, port)[1]
