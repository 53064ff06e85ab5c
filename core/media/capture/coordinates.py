"""Where a picture was taken, from EXIF or QuickTime, no finer than naming a town needs."""

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from PIL import ExifTags

GPS = ExifTags.GPS
# Of ISO 6709, annex H: degrees with their decimals, or with minutes, or with minutes and seconds.
ISO_6709 = re.compile(r"([+-])(\d{1,6})((?:\.\d{0,12})?)([+-])(\d{1,7})((?:\.\d{0,12})?)(?=[+\-/]|CRS|$)")
CLIP_TAGS = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")
DECIMALS = 2  # about a kilometre: enough for a town, too little for a house
MOST_NORTH, MOST_EAST = 90, 180


class Coordinates(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


NOWHERE = Coordinates(0, 0)  # what receivers without a fix write


def still_coordinates(gps: Mapping[int, Any]) -> Coordinates | None:
    """Return where a still was taken by the tags of its satellites' directory; None where they don't tell."""
    try:
        north = _exif_degrees(gps[GPS.GPSLatitude], gps[GPS.GPSLatitudeRef], "NS")
        east = _exif_degrees(gps[GPS.GPSLongitude], gps[GPS.GPSLongitudeRef], "EW")
    except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None
    return _believed(north, east)


def clip_coordinates(tags: Mapping[str, str]) -> Coordinates | None:
    """Return where a clip was recorded by the tags of its container; None where they don't tell."""
    return next((found for tag in CLIP_TAGS if (found := iso_6709(tags.get(tag, "")))), None)


def iso_6709(text: str) -> Coordinates | None:
    """Return the coordinates of a text such as "+48.8577+002.295+035/", None for any other."""
    found = ISO_6709.match(text.strip("\0 "))
    if found is None:
        return None
    north_sign, north, north_decimals, east_sign, east, east_decimals = found.groups()
    latitude = _packed_degrees(north, north_decimals, 2)
    longitude = _packed_degrees(east, east_decimals, 3)
    return _believed(float(f"{north_sign}1") * latitude, float(f"{east_sign}1") * longitude)


def _exif_degrees(value: Any, reference: Any, signs: str) -> float:
    """Return degrees, minutes and seconds as degrees; raises ValueError for what is none of these."""
    letter = reference.decode("ascii") if isinstance(reference, bytes) else str(reference)
    negative = signs.index(letter.strip("\0 ").upper() or "?")
    parts = [float(part) for part in (value if isinstance(value, tuple) else (value,))]
    if not 1 <= len(parts) <= 3 or not all(part >= 0 for part in parts):
        raise ValueError("no degrees")
    return (-1) ** negative * sum(part / 60**power for power, part in enumerate(parts))


def _packed_degrees(whole: str, decimals: str, degree_digits: int) -> float:
    """Return the degrees of DD, DDMM or DDMMSS; the decimals belong to the last of them."""
    if len(whole) <= degree_digits:
        return float(whole + decimals)
    degrees, rest = whole[:degree_digits], whole[degree_digits:]
    minutes, seconds = rest[:2], rest[2:]
    if not seconds:
        return float(degrees) + float(minutes + decimals) / 60
    return float(degrees) + float(minutes) / 60 + float(seconds + decimals) / 3600


def _believed(latitude: float, longitude: float) -> Coordinates | None:
    """Return coordinates rounded to what is kept, None for what is no place on Earth or no fix."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    if abs(latitude) > MOST_NORTH or abs(longitude) > MOST_EAST or (latitude, longitude) == NOWHERE:
        return None
    return Coordinates(round(latitude, DECIMALS), round(longitude, DECIMALS))
