"""The approximate backdrop's water, for the demo's overview maps.

The lakes that may be shipped with the demo are coarse: as they stand they drown whole suburbs. What people
have built tells where land surely is, so the urban zones and the playgrounds, each with some ground around
them, are cut out. The result is a believable picture (suuntaa-antava taustakartta) and nothing more: never
measure or compute with it, and let any configured basemap replace it.
"""

import geopandas as gpd
import shapely
from shapely.geometry import MultiPolygon, Polygon

from demo.cities import City

ZONE_MARGIN_M = 150
PLAYGROUND_MARGIN_M = 200
# Slivers between the cut-outs look like dirt on the map.
SMALLEST_WATER_M2 = 20_000


def water(city: City) -> list[Polygon]:
    """Return the backdrop's water polygons, largest first.

    Args:
        city: the demo municipality.

    Returns:
        Valid polygons in the metric CRS of the city's GeoPackage, with islands as holes; some reach past the
        municipality's border. Empty if the city has no lakes in its data.
    """
    lakes = gpd.read_file(city.geodata, layer="lakes_gshhg")
    built = gpd.read_file(city.geodata, layer="ykr_zones_2017").to_crs(lakes.crs)
    playgrounds = gpd.read_file(city.playgrounds).to_crs(lakes.crs)
    land = shapely.union_all(
        [
            *built.geometry.buffer(ZONE_MARGIN_M).array,
            *playgrounds.geometry.buffer(PLAYGROUND_MARGIN_M).array,
        ]
    )
    left = shapely.union_all(lakes.geometry.make_valid().array).difference(land)
    # Opening by 40 m rounds off the comb-like remains between neighbouring cut-outs.
    smooth = left.buffer(-40).buffer(40)
    parts = smooth.geoms if isinstance(smooth, MultiPolygon) else [smooth]
    big = [part for part in parts if isinstance(part, Polygon) and part.area >= SMALLEST_WATER_M2]
    return sorted(big, key=lambda part: -part.area)
