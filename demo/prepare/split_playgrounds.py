"""Make demo/data from the three cities' GeoPackages: playgrounds apart, everything else untouched.

The playgrounds come from OpenStreetMap under the ODbL, which asks for a database of their own when they
are shipped beside data under other licences. So each city gets two files: `<city>.gpkg` without them and
`<city>_playgrounds_osm.gpkg` with nothing else.

    python -m demo.prepare.split_playgrounds FOLDER_WITH_CITY_FOLDERS
"""

import argparse
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from demo.cities import CITIES, DATA_FOLDER

PLAYGROUNDS = "playgrounds_osm"

# What a GeoPackage says about a layer outside the layer's own tables.
_FORGET_LAYER = (
    "DELETE FROM gpkg_extensions WHERE table_name = ?",
    "DELETE FROM gpkg_geometry_columns WHERE table_name = ?",
    "DELETE FROM gpkg_ogr_contents WHERE table_name = ?",
    "DELETE FROM gpkg_contents WHERE table_name = ?",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="holds kuopio/kuopio.gpkg and so on")
    source = parser.parse_args().source
    for slug in CITIES:
        split_city(source / slug / f"{slug}.gpkg", DATA_FOLDER, slug)


def split_city(source: Path, target_folder: Path, slug: str) -> None:
    """Write `<slug>.gpkg` and `<slug>_playgrounds_osm.gpkg` into `target_folder`."""
    with closing(sqlite3.connect(source)) as connection:
        layers = [row[0] for row in connection.execute("SELECT table_name FROM gpkg_contents")]
    rest = target_folder / f"{slug}.gpkg"
    playgrounds = target_folder / f"{slug}_playgrounds_osm.gpkg"
    for target, dropped in ((rest, [PLAYGROUNDS]), (playgrounds, [n for n in layers if n != PLAYGROUNDS])):
        # copyfile, not copy: a read-only source must not make a read-only target.
        shutil.copyfile(source, target)
        _drop_layers(target, dropped)


def _drop_layers(path: Path, names: list[str]) -> None:
    """Remove whole layers. The other rows keep their bytes, which a rewrite by GDAL would not promise."""
    with closing(sqlite3.connect(path)) as connection:
        for name in names:
            for table in (f"rtree_{name}_geom", name):
                # Table names cannot be bound; these come from the file's own list of contents.
                connection.execute("DROP TABLE IF EXISTS " + _quoted(table))
            for statement in _FORGET_LAYER:
                connection.execute(statement, [name])
        connection.commit()
        connection.execute("VACUUM")


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


if __name__ == "__main__":
    main()
