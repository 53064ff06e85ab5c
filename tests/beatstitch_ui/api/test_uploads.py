"""Uploads: whole, in pieces, refused with a sentence, and never into somebody else's project."""

from contextlib import ExitStack
from uuid import uuid4

import pytest

from core.accounts.quota import held_bytes
from core.accounts.users import limit_storage, list_users, sign_in
from core.files import used_bytes
from core.projects.media.media import list_media
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.settings import settings
from core.store.db import database
from core.store.models import AudioTrack, Job, Project
from tests.beatstitch_ui.api.uploading import photo, put, url
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.served import answer_of, api_application, connected, eventually, head, served

MB = 1 << 20


@pytest.fixture
def ada(asks):
    return asks("ada")


def test_a_photo_becomes_part_of_the_project_and_is_handed_to_the_workers(ada, project_id, studio_data):
    content = photo()
    assert put(ada, url(project_id), content).status_code == 201
    with studio_data.reading() as session:
        (asset,) = list_media(session, project_id)
        (job,) = session.query(Job).all()
    assert (asset.original_filename, asset.file_size, asset.media_type) == (
        "IMG_1.jpg",
        len(content),
        "image",
    )
    assert studio_data.layout.absolute(asset.file_path).read_bytes() == content
    assert (job.kind, job.subject_id) == ("ingest", asset.id)


def test_an_upload_that_broke_off_goes_on_where_it_ended(ada, project_id, studio_data):
    content, address = photo(), url(project_id)
    first = put(ada, address, content[:1000], size=len(content))
    assert first.status_code == 202
    assert ada.head(address).headers["Upload-Offset"] == "1000"
    assert put(ada, address, content[1000:], size=len(content), offset=1000).status_code == 201
    with studio_data.reading() as session:
        (asset,) = list_media(session, project_id)
    assert studio_data.layout.absolute(asset.file_path).read_bytes() == content


def test_going_on_beyond_what_has_arrived_is_refused(ada, project_id):
    content, address = photo(), url(project_id)
    put(ada, address, content[:1000], size=len(content))
    answer = put(ada, address, content[2000:], size=len(content), offset=2000)
    assert answer.status_code == 409
    assert answer.json()["details"] == {"held": 1000}


def test_sending_a_complete_upload_again_changes_nothing(ada, project_id, studio_data):
    content, address = photo(), url(project_id)
    assert put(ada, address, content).status_code == 201
    assert put(ada, address, content).status_code == 201
    with studio_data.reading() as session:
        assert len(list_media(session, project_id)) == 1


def test_files_keep_the_order_in_which_they_were_dropped(ada, project_id, studio_data):
    for position in (3, 1, 2):
        put(ada, url(project_id), photo(), name=f"{position}.jpg", position=position)
    with studio_data.reading() as session:
        assert [a.original_filename for a in list_media(session, project_id)] == ["1.jpg", "2.jpg", "3.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", b"no photo", "notes.txt is not a photo, clip or song that BeatStitch can read."),
        ("empty.jpg", b"", "empty.jpg is empty (0 bytes)."),
        (
            "trap.mp4",
            b"#EXTM3U\n/etc/passwd",
            "trap.mp4 is a playlist file. Such files can point to others, so BeatStitch does not open them.",
        ),
    ],
)
def test_a_refused_file_is_answered_with_the_reason_and_leaves_nothing(
    ada, project_id, studio_data, name, content, sentence
):
    answer = put(ada, url(project_id), content, name=name)
    assert (answer.status_code, answer.json()["message"]) == (422, sentence)
    left = [path for path in studio_data.layout.project(project_id).uploads.rglob("*") if path.is_file()]
    assert left == []


def test_a_client_that_asks_for_it_is_told_of_a_refusal_without_an_error(ada, project_id):
    answer = put(ada, url(project_id), b"no photo", name="notes.txt", Prefer="handling=lenient")
    assert answer.status_code == 200
    assert answer.json() == {"refused": "notes.txt is not a photo, clip or song that BeatStitch can read."}
    assert answer.headers["preference-applied"] == "handling=lenient"


def test_a_file_over_the_limit_is_refused_before_it_is_received(ada, project_id, monkeypatch):
    monkeypatch.setattr(settings(), "max_upload_bytes", 1000)
    answer = put(ada, url(project_id), photo())
    assert answer.status_code == 413
    assert "too large" in answer.json()["message"]


def test_more_than_was_announced_is_not_kept(ada, project_id, studio_data):
    content = photo()
    put(ada, url(project_id), content + bytes(5000), size=len(content))
    with studio_data.reading() as session:
        (asset,) = list_media(session, project_id)
    assert asset.file_size == len(content)


def test_a_song_takes_the_place_of_the_one_before(ada, project_id, studio_data):
    wav = b"RIFF\x24\0\0\0WAVEfmt " + bytes(100)
    for name in ("first.wav", "second.wav"):
        assert put(ada, url(project_id, "song"), wav, name=name).status_code == 201
    with studio_data.reading() as session:
        assert [track.original_filename for track in session.query(AudioTrack)] == ["second.wav"]


def test_a_song_dropped_among_the_pictures_becomes_the_song_unless_there_is_one(ada, project_id, studio_data):
    wav, address = b"RIFF\x24\0\0\0WAVEfmt " + bytes(100), url(project_id)
    assert put(ada, address, wav, name="tune.wav").status_code == 201
    assert put(ada, address, wav, name="tune.wav").status_code == 201
    second = put(ada, url(project_id), wav, name="other.wav")
    assert (second.status_code, second.json()["message"]) == (
        422,
        "other.wav is a song, and tune.wav is the project's song already; change it on the Music page.",
    )
    with studio_data.reading() as session:
        assert [track.original_filename for track in session.query(AudioTrack)] == ["tune.wav"]
        assert list_media(session, project_id) == []


@pytest.mark.parametrize(
    ("name", "becomes"), [("tune.m4a", "song"), ("TUNE.M4A", "song"), ("clip.mp4", "clip")]
)
def test_a_container_of_sound_or_pictures_becomes_what_its_name_says(
    ada, project_id, studio_data, name, becomes
):
    mp4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(100)
    assert put(ada, url(project_id), mp4, name=name).status_code == 201
    with studio_data.reading() as session:
        songs, clips = session.query(AudioTrack).count(), len(list_media(session, project_id))
    assert (songs, clips) == ((1, 0) if becomes == "song" else (0, 1))


@pytest.mark.parametrize("name", ["song.html", "song.svg", "song", "song.js"])
def test_a_file_is_never_kept_under_a_name_that_browsers_would_run(ada, project_id, studio_data, name):
    wav = b"RIFF\x24\0\0\0WAVEfmt " + bytes(100)
    assert put(ada, url(project_id, "song"), wav, name=name).status_code == 201
    with studio_data.reading() as session:
        (track,) = session.query(AudioTrack)
    assert track.file_path.endswith(".bin")


def test_a_photo_is_no_song(ada, project_id):
    answer = put(ada, url(project_id, "song"), photo(), name="cover.jpg")
    assert answer.json()["message"] == "cover.jpg is not a song: it is a photo."


def test_a_given_up_upload_is_forgotten(ada, project_id):
    content, address = photo(), url(project_id)
    put(ada, address, content[:1000], size=len(content))
    assert ada.delete(address).status_code == 204
    assert ada.head(address).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("bob", 404), (None, 401)])
def test_nobody_else_can_upload_or_learn_of_it(asks, project_id, name, status):
    stranger, address = asks(name), url(project_id)
    assert put(stranger, address, photo()).status_code == status
    assert stranger.head(address).status_code == status
    assert stranger.delete(address).status_code == status


@pytest.mark.parametrize("upload_id", ["..", "x", "..%2f..%2fetc"])
def test_an_upload_id_that_is_no_id_is_refused(ada, project_id, upload_id):
    assert put(ada, url(project_id, upload_id=upload_id), photo()).status_code in (404, 405, 422)


def test_whoever_missed_the_answer_learns_that_all_has_arrived(ada, project_id):
    content, address = photo(), url(project_id)
    assert put(ada, address, content).status_code == 201
    held = int(ada.head(address).headers["Upload-Offset"])
    assert held == len(content)
    assert put(ada, address, b"", size=len(content), offset=held).status_code == 201


@pytest.fixture
def small_account(studio_data):
    """Let ada store twice a photo, but not three of them."""
    with studio_data.writing() as session:
        limit_storage(session, "ada", int(2.5 * len(photo())))


@pytest.mark.usefixtures("small_account")
def test_an_account_that_is_full_takes_no_more_and_keeps_nothing_of_it(ada, project_id, studio_data):
    assert [put(ada, url(project_id), photo()).status_code for _ in range(3)] == [201, 201, 413]
    answer = put(ada, url(project_id), photo())
    assert answer.json()["error"] == "quota_full"
    kept = [file for file in studio_data.layout.project(project_id).uploads.rglob("*") if file.is_file()]
    assert len(kept) == 2


@pytest.mark.usefixtures("small_account")
def test_files_that_arrive_side_by_side_share_the_room(ada, project_id, studio_data):
    content = photo()
    addresses = [url(project_id) for _ in range(3)]
    begun = [put(ada, address, content[:-9], size=len(content)).status_code for address in addresses]
    assert begun == [202, 202, 413]
    with studio_data.reading() as session:
        assert held_bytes(session, session.get_one(Project, project_id).owner_id) == 0


@pytest.mark.parametrize("is_known", [True, False])
def test_the_id_of_somebody_elses_file_tells_nothing_as_the_id_of_an_upload(asks, ada, project_id, is_known):
    adas = put(ada, url(project_id), photo()).json()["id"]
    bob = asks("bob")
    with database().writing() as session:
        user = next(user for user in list_users(session) if user.username == "bob")
        mine = create_project(session, user.id, ProjectCreate(name="Bob's")).id
    address = url(mine, upload_id=adas if is_known else uuid4())
    assert bob.head(address).status_code == 404
    answer = put(bob, address, photo())
    assert answer.status_code == 201
    assert answer.json()["id"] != adas
    assert ada.get(f"/api/projects/{project_id}/media").json()[0]["id"] == adas


def test_uploads_at_once_share_the_room_before_they_have_arrived(studio_data, project_id):
    """Thirty that each send a part, and stay: what they said they would send counts, not what came."""
    with studio_data.writing() as session:
        limit_storage(session, "ada", 20 * MB)
    token = sign_in(studio_data, "ada", PASSWORD).token
    with served(api_application()) as port, ExitStack() as stack:
        incoming = studio_data.layout.project(project_id).incoming
        connections = [stack.enter_context(connected(port)) for _ in range(30)]
        for number, connection in enumerate(connections):
            path = f"{url(project_id)}?name={number}.jpg&size={8 * MB}"
            connection.sendall(head("PUT", path, token, Content_Length=8 * MB))
            try:
                # What is refused is read up to a megabyte, so that the answer reaches who still sends.
                connection.sendall(bytes(7 * MB if number < 2 else MB // 2))
            except (BrokenPipeError, ConnectionResetError):
                continue
            if number < 2:
                eventually(lambda number=number: used_bytes(incoming) >= (number + 1) * 4 * MB)
        refused = [answer_of(connection)[0] for connection in connections[2:]]
        assert set(refused) == {413}
        assert used_bytes(incoming) <= 20 * MB


def test_what_an_upload_has_reserved_is_free_again_when_it_has_gone(ada, project_id, studio_data):
    with studio_data.writing() as session:
        limit_storage(session, "ada", 3000)
    assert put(ada, url(project_id), bytes(100), size=2900).status_code == 202
    assert put(ada, url(project_id), bytes(100), size=2800).status_code == 202
    assert put(ada, url(project_id), bytes(100), size=2900).status_code == 413


def test_a_file_that_the_project_has_already_is_recognised_by_its_content(ada, project_id, studio_data):
    content = photo()
    first = put(ada, url(project_id), content, name="IMG_1.jpg").json()
    again = put(ada, url(project_id), content, name="copy of IMG_1.jpg")
    assert (again.status_code, again.json()) == (201, {"id": first["id"], "same_as": "IMG_1.jpg"})
    with studio_data.reading() as session:
        assert len(list_media(session, project_id)) == 1
    kept = [file for file in studio_data.layout.project(project_id).uploads.rglob("*") if file.is_file()]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("modified_ms", "taken_on"),
    [
        (-144_633_600_000, "1965-06-02"),
        (0, "1970-01-01"),
        (2**42, "2109-05-15"),
        (10**15, None),
        (-(10**14), None),
        (2**63 - 1, None),
        (-62_135_596_800_000, None),
        (253_402_300_799_000, None),
    ],
)
def test_a_files_own_date_is_a_hint_that_keeps_none_out(ada, project_id, modified_ms, taken_on):
    content = photo()
    address = f"{url(project_id)}?modified_ms={modified_ms}&name=old.jpg&size={len(content)}"
    assert ada.put(address, content=content).status_code == 201
    (told,) = ada.get(f"/api/projects/{project_id}/media").json()
    assert (told["taken_at"] or "")[:10] == (taken_on or "")
