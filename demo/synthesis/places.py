"""The real named places: postal-code areas and the playgrounds that have names of their own."""

from demo.model import Place
from demo.synthesis.ground import Ground
from demo.synthesis.spots import heart

STATISTICS = "Tilastokeskus, Paavo 2019 (CC BY 4.0)"
OPENSTREETMAP = "© OpenStreetMapin tekijät (ODbL 1.0)"
# Residents that an area must have for rank 1, 2, 3 and 4.
_RANKS = (8000, 3000, 1000, 300)


def places(ground: Ground) -> list[Place]:
    """Return the places on this ground, the first shown first."""
    found = [
        Place(
            name_fi=area.name_fi,
            name_sv=area.name_sv,
            kind="postal_area",
            rank=1 + sum(area.residents < least for least in _RANKS),
            area_code=area.code,
            lonlat=ground.lonlat(area.centres[0] if area.is_town_centre and area.centres else heart(area)),
            source=STATISTICS,
        )
        for area in ground.areas
    ]
    for area in ground.areas:
        for p in area.playgrounds:
            if p.own_name:
                lonlat = ground.lonlat(p.point)
                found.append(Place(p.own_name, p.own_name, "playground", 5, area.code, lonlat, OPENSTREETMAP))
    return sorted(found, key=lambda place: (place.rank, place.kind, place.area_code or "", place.name_fi))
