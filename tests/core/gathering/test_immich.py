"""What is chosen of an Immich server arrives in its order, whole, with what is known of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import (
    ItemDamagedError,
    ItemGoneError,
    PlaceAddressError,
    PlaceRefusedError,
    PlaceUnreachableError,
)
from core.gathering.guarded import checked_url, guarded_client
from core.gathering.immich import Chosen, signed_in
from tests.immich_server import ALBUM, BEGIN, KEY, PERSON, Library, photo, serving


def check() -> None: ...


def asked(url: str, key: str = KEY, chosen: Chosen | None = None, most_bytes: int = 1_000_000):
    client = guarded_client(may_reach_itself=True, timeout_s=5)
    return signed_in(client, url, key, chosen or Chosen(), most_bytes)


def test_items_come_in_order_with_what_is_known() -> None:
    with serving(Library(1203)) as url, asked(url, chosen=Chosen(album_id=ALBUM)) as immich:
        items = immich.items(check)
    assert [item.taken_at for item in items] == [BEGIN + timedelta(minutes=n) for n in range(1203)]
    first, second = items[0], items[1]
    assert (first.starred, first.people, first.description) == (True, ["Grandma"], "No. 0")
    assert (second.starred, second.people, second.offset_min) == (False, [], 120)


def test_a_person_and_a_stretch_of_time_are_chosen_together() -> None:
    late = BEGIN + timedelta(minutes=10)
    chosen = Chosen(person_id=PERSON, taken_after=late, taken_before=late + timedelta(minutes=10))
    with serving(Library(50)) as url, asked(f"{url}/api", chosen=chosen) as immich:
        assert [item.taken_at for item in immich.items(check)] == [
            BEGIN + timedelta(minutes=n) for n in (10, 15, 20)
        ]
        assert [one.name for one in immich.api.albums()] == ["Norway"]
        assert [one.name for one in immich.api.people()] == ["Grandma"]


def test_an_original_goes_on_where_it_broke_off_and_brings_its_faces(tmp_path: Path) -> None:
    library, part = Library(6, breaks_after=100), tmp_path / "a.part"
    with serving(library) as url, asked(url) as immich:
        whole = immich.fetch(immich.items(check)[5], part, check)
    assert part.read_bytes() == photo(5)
    assert library.asked[f"/api/assets/{library.id_of(5)}/original"] == 2
    (face,) = whole.regions
    assert (face.left, face.top, face.right, face.bottom) == (0.5, 0.25, 0.75, 0.75)


def test_what_arrives_is_what_was_stored(tmp_path: Path) -> None:
    part = tmp_path / "a.part"
    with serving(Library(3)) as url, asked(url) as immich:
        item = immich.items(check)[1]
        part.write_bytes(b"the beginning of something else")
        assert immich.fetch(item, part, check).key == item.key
        assert part.read_bytes() == photo(1)
        with pytest.raises(ItemDamagedError, match="arrived damaged twice"):
            immich.fetch(item.model_copy(update={"sha1": "00" * 20}), part, check)


def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    library = Library(2)
    library.missing.add(library.id_of(1))
    with serving(library) as url:
        with asked(url) as immich, pytest.raises(ItemGoneError, match="is not there any more"):
            immich.fetch(immich.items(check)[1], tmp_path / "a.part", check)
        with asked(url, key="another") as immich, pytest.raises(PlaceRefusedError, match="this key"):
            immich.items(check)
        with asked(f"{url}/else") as immich, pytest.raises(PlaceUnreachableError, match="not that of Immich"):
            immich.api.albums()


def test_a_server_that_answers_without_end_is_given_up() -> None:
    with (
        serving(Library(1, endless=True)) as url,
        asked(url) as immich,
        pytest.raises(PlaceUnreachableError, match="not that of Immich"),
    ):
        immich.api.albums()


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://0.0.0.0/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://nowhere.invalid/",
    ],
)
def test_nobody_reaches_the_metadata_of_clouds(url: str) -> None:
    with guarded_client(may_reach_itself=True) as client, pytest.raises(PlaceAddressError):
        client.get(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1"])
def test_only_an_admin_reaches_this_machine_itself(host: str) -> None:
    with (
        guarded_client(may_reach_itself=False) as client,
        pytest.raises(PlaceAddressError, match="only an admin"),
    ):
        client.get(f"http://{host}:9/")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/", "host", "http://ada:secret@host/", ""])
def test_an_address_is_one_of_http(url: str) -> None:
    with pytest.raises(PlaceAddressError):
        checked_url(url)
