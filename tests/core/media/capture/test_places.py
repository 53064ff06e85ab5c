"""A picture is said to be from the town that people would name."""

from pathlib import Path

import pytest

from core.media.capture.places import (
    TOWNS,
    Gazetteer,
    Town,
    are_towns_known,
    place_name,
    towns_in,
)

NAMED = [
    Town(50.0, 10.0, 1_000_000, "City", "A"),
    Town(50.0, 10.08, 20_000, "Suburb", "A"),
    Town(50.0, 10.2, 20_000, "Neighbour", "A"),
    Town(50.2, 10.0, 300, "Village", "A"),
    Town(50.0, 9.95, 5_000, "Across", "B"),
    Town(-16.8, 179.95, 10_000, "Last", "C"),
]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (50.0, 10.0, "City"),
        (50.0, 10.08, "City"),
        (50.0, 10.2, "Neighbour"),
        (50.0, 9.94, "Across"),
        (50.19, 10.0, "Village"),
        (50.44, 10.0, "Village"),
        (50.5, 10.0, None),
        (-16.8, -179.95, "Last"),
        (0.0, 10.0, None),
        (90.0, 0.0, None),
        (-90.0, 0.0, None),
    ],
)
def test_suburbs_read_as_their_city_and_neighbours_as_themselves(
    latitude: float, longitude: float, expected: str | None
) -> None:
    assert Gazetteer.of(NAMED).name_at(latitude, longitude) == expected
    assert Gazetteer.of(NAMED[::-1]).name_at(latitude, longitude) == expected


def test_no_place_without_coordinates_or_data(tmp_path: Path) -> None:
    assert place_name(None, 10.0) is None
    assert place_name(50.0, None) is None
    assert place_name(float("nan"), 10.0) is None
    assert towns_in(tmp_path) is None
    other = tmp_path / "other" / TOWNS.path
    other.parent.mkdir(parents=True)
    other.write_bytes(b"something else")
    assert towns_in(tmp_path / "other") is None
    assert Gazetteer.of([]).name_at(50.0, 10.0) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (48.86, 2.29, "Paris"),
        (48.80, 2.12, "Versailles"),
        (35.66, 139.70, "Tokyo"),
        (35.44, 139.64, "Yokohama"),
        (-33.89, 151.27, "Sydney"),
        (-22.97, -43.18, "Rio de Janeiro"),
        (37.77, -122.42, "San Francisco"),
        (42.31, -83.04, "Windsor"),
        (0.5, -30.0, None),
    ],
)
def test_the_towns_of_the_world(latitude: float, longitude: float, expected: str | None) -> None:
    if not are_towns_known():
        pytest.skip("the towns of requirements-models.lock are not installed")
    assert place_name(latitude, longitude) == expected
