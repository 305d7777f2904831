"""Land-use classes of the practice plan: Finnish plan letters and the codes of the national plan model."""

from dataclasses import dataclass

_CODES = "http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayslaji/code/"


@dataclass(frozen=True)
class LandUse:
    """A land-use class; `efficiency` is floor area per plot area, 0 where nothing is built."""

    letter: str
    code: str
    name_fi: str
    name_sv: str
    name_en: str
    efficiency: float = 0.0
    storeys: tuple[int, ...] = ()

    @property
    def uri(self) -> str:
        """The class's address in the national code list of plan regulations."""
        return _CODES + self.code


LAND_USES = {
    use.letter: use
    for use in (
        LandUse("A", "asumisenAlue", "Asumisen alue", "Område för boende", "Housing", 0.6, (2, 3, 4)),
        LandUse(
            "AK",
            "asuinkerrostaloalue",
            "Asuinkerrostaloalue",
            "Område för flervåningshus",
            "Blocks of flats",
            0.9,
            (4, 5, 6, 7),
        ),
        LandUse("AP", "asuinpientaloalue", "Asuinpientaloalue", "Område för småhus", "Small houses", 0.35, (1, 2)),
        LandUse(
            "AO",
            "erillistenAsuinpientalojenAlue",
            "Erillisten asuinpientalojen alue",
            "Område för fristående småhus",
            "Detached houses",
            0.22,
            (1, 2),
        ),
        LandUse(
            "C",
            "keskustatoimintojenAlue",
            "Keskustatoimintojen alue",
            "Område för centrumfunktioner",
            "Town centre",
            1.5,
            (4, 5, 6),
        ),
        LandUse(
            "K",
            "liikerakennustenAlue",
            "Liikerakennusten alue",
            "Område för affärsbyggnader",
            "Shops",
            0.8,
            (2, 3),
        ),
        LandUse(
            "KT",
            "toimistorakennustenAlue",
            "Toimistorakennusten alue",
            "Område för kontorsbyggnader",
            "Offices",
            1.0,
            (3, 4, 5),
        ),
        LandUse("P", "palvelujenAlue", "Palvelujen alue", "Område för service", "Services", 0.6, (2, 3)),
        LandUse(
            "Y",
            "yleistenRakennustenAlue",
            "Yleisten rakennusten alue",
            "Område för allmänna byggnader",
            "Public buildings",
            0.5,
            (2, 3),
        ),
        LandUse("T", "teollisuusalue", "Teollisuusalue", "Industriområde", "Industry", 0.4, (1, 2)),
        LandUse(
            "ET",
            "yhdyskuntateknisenHuollonAlue",
            "Yhdyskuntateknisen huollon alue",
            "Område för samhällsteknisk försörjning",
            "Utilities",
            0.1,
            (1,),
        ),
        LandUse("VP", "puisto", "Puisto", "Park", "Park"),
        LandUse("VL", "lahivirkistysalue", "Lähivirkistysalue", "Område för närrekreation", "Local recreation"),
        LandUse("SL", "luonnonsuojelualue", "Luonnonsuojelualue", "Naturskyddsområde", "Nature reserve"),
        LandUse("LP", "pysakoinninAlue", "Pysäköintialue", "Parkeringsområde", "Parking"),
        LandUse("LT", "maantie", "Maantie", "Landsväg", "Main road"),
        LandUse("katu", "katu", "Katu", "Gata", "Street"),
    )
}
