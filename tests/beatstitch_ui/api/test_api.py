"""What scripts do over HTTP beside the main job: lists in pages, repeated requests, choices, undo, jobs."""

import io
from uuid import uuid4

import pytest
from openapi_spec_validator import validate
from PIL import Image

from beatstitch_ui.api.protocol.description import description_of


@pytest.fixture
def ada(asks):
    return asks("ada")


@pytest.fixture
def here(planned):
    return f"/api/projects/{planned}"


def jpeg(shade: int = 90) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), (shade, 10, 10)).save(out, "JPEG")
    return out.getvalue()


def test_a_project_is_created_changed_copied_deleted_and_brought_back(ada):
    made = ada.post("/api/projects", json={"name": "Norway", "description": "by boat"})
    assert made.status_code == 201
    here = f"/api/projects/{made.json()['id']}"
    assert ada.patch(here, json={"name": "Norway 2026"}).json()["description"] == "by boat"
    settings = ada.patch(f"{here}/settings", json={"beats_per_cut": 8}).json()["settings"]
    assert (settings["beats_per_cut"], settings["output_fps"]) == (8, 30)
    assert ada.patch(f"{here}/settings", json={"beats_per_cut": 3}).status_code == 422
    copy = ada.post(f"{here}/duplicate", json={"name": "Another"})
    assert (copy.status_code, copy.json()["settings"]["beats_per_cut"]) == (201, 8)
    assert ada.delete(here).status_code == 204
    assert ada.get(here).status_code == 404
    assert ada.post(f"{here}/restore").json()["name"] == "Norway 2026"


def test_a_list_comes_in_pages_that_link_to_the_next(ada):
    made = [ada.post("/api/projects", json={"name": f"Film {n}"}).json()["id"] for n in range(5)]
    url, seen = "/api/projects?limit=2", []
    while url:
        answer = ada.get(url)
        seen += [one["id"] for one in answer.json()]
        url = answer.links.get("next", {}).get("url")
    assert seen == made[::-1]
    assert ada.get("/api/projects?cursor=nonsense").json()["error"] == "page_unknown"


@pytest.mark.parametrize("by_hand", [False, True])
def test_pages_of_pictures_lose_none_and_repeat_none_though_some_come_and_go(ada, here, by_hand):
    def add(number: int) -> str:
        name = {"filename": f"IMG_202607{number:02}_120000.jpg"}
        return ada.post(f"{here}/media", params=name, content=jpeg(25 * number)).json()["id"]

    def follow(answer) -> list[str]:
        seen = [one["id"] for one in answer.json()]
        url = answer.links.get("next", {}).get("url")
        return seen + follow(ada.get(url)) if url else seen

    for one in ada.get(f"{here}/media").json():
        ada.delete(f"{here}/media/{one['id']}")
    pictures = [add(number) for number in range(2, 10)]
    if by_hand:
        pictures.reverse()
        ada.put(f"{here}/media/order", json={"ids": pictures})
    first = ada.get(f"{here}/media?limit=3")
    assert [one["id"] for one in first.json()] == pictures[:3]
    added = add(1)
    for gone in (pictures[0], pictures[2], pictures[4]):
        assert ada.delete(f"{here}/media/{gone}").status_code == 204
    left = [*pictures[3:4], *pictures[5:]]
    assert follow(ada.get(first.links["next"]["url"])) == ([*left, added] if by_hand else left)
    for gone in pictures[1:3]:
        ada.delete(f"{here}/media/{gone}")
    follows = follow(ada.get(first.links["next"]["url"]))
    assert follows == ([*left, added] if by_hand else left)
    unknown = ada.get(f"{here}/media?cursor=nonsense")
    assert unknown.json()["error"] == "page_unknown"


def test_a_request_sent_twice_with_one_key_happens_once(ada, here):
    key = {"Idempotency-Key": uuid4().hex}
    first = ada.post("/api/projects", json={"name": "Once"}, headers=key)
    again = ada.post("/api/projects", json={"name": "Once"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    other = ada.post(f"{here}/duplicate", json={"name": "Another"}, headers=key)
    assert other.json()["error"] == "request_repeated"
    as_long = ada.post("/api/projects", json={"name": "Ones"}, headers=key)
    assert as_long.json()["error"] == "request_repeated"
    names = [one["name"] for one in ada.get("/api/projects").json()]
    assert (names.count("Once"), names.count("Ones")) == (1, 0)


def test_a_request_that_was_refused_may_be_sent_again_with_its_key(ada, project_id):
    key, url = {"Idempotency-Key": "k"}, f"/api/projects/{project_id}/timeline/generate"
    assert ada.post(url, headers=key).json()["error"] == "song_not_ready"
    assert ada.post(url, headers=key).json()["error"] == "song_not_ready"


def test_pictures_are_added_described_ordered_and_deleted(ada, project_id):
    media = f"/api/projects/{project_id}/media"
    first, second = (
        ada.post(media, params={"filename": f"{n}.jpg"}, content=jpeg(n)).json() for n in (1, 200)
    )
    assert (first["original_filename"], first["media_type"]) == ("1.jpg", "image")
    assert ada.post(media, params={"filename": "twin.jpg"}, content=jpeg(1)).json()["id"] == first["id"]
    changed = ada.patch(f"{media}/{first['id']}", json={"hidden": True, "focus": {"x": 0.2, "y": 0.3}}).json()
    assert (changed["hidden"], changed["focus"]) == (True, {"x": 0.2, "y": 0.3})
    region = {"left": 0.1, "top": 0.1, "right": 0.4, "bottom": 0.5, "drawn": True}
    marks = {"regions": [region], "starred": True, "unstacked": True}
    changed = ada.patch(f"{media}/{first['id']}", json=marks).json()
    assert {name: changed[name] for name in marks} == marks
    assert changed["vision"] is None  # no worker has looked yet
    assert ada.patch(f"{media}/{first['id']}", json={"regions": None}).json()["regions"] is None
    assert ada.patch(f"{media}/{first['id']}", json={"in_ms": 5}).json()["error"] == "not_a_clip_file"
    order = [second["id"], first["id"]]
    assert [one["id"] for one in ada.put(f"{media}/order", json={"ids": order}).json()] == order
    assert ada.delete(f"{media}/{first['id']}").status_code == 204
    assert [one["id"] for one in ada.get(media).json()] == [second["id"]]
    assert ada.post(f"{media}/{first['id']}/restore").status_code == 200
    jobs = ada.get(f"/api/projects/{project_id}/jobs").json()
    assert {job["kind"] for job in jobs} == {"ingest"}


def test_a_song_is_no_picture_and_a_picture_no_song(ada, project_id):
    here = f"/api/projects/{project_id}"
    song = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)
    refused = ada.post(f"{here}/media", params={"filename": "tune.wav"}, content=song)
    assert refused.status_code == 422
    photo = ada.post(f"{here}/audio", params={"filename": "a.jpg"}, content=jpeg())
    assert photo.json()["error"] == "not_a_song"
    assert ada.get(f"{here}/media").json() == []


def test_an_import_is_among_the_jobs_and_needs_a_key_that_fits_a_header(ada, project_id):
    here = f"/api/projects/{project_id}"
    wish = {"kind": "immich", "url": "http://nowhere.invalid", "api_key": "a key"}
    assert ada.post(f"{here}/imports", json=wish).status_code == 201
    assert [job["kind"] for job in ada.get(f"{here}/jobs").json()] == ["import"]
    for key in ("sch\u00f6n", "two\r\nlines"):
        for path in ("imports", "imports/immich-choices"):
            refused = ada.post(f"{here}/{path}", json=wish | {"api_key": key})
            assert (refused.status_code, refused.json()["error"]) == (422, "request_invalid")


def test_a_folder_of_webdav_is_imported_from_below_its_address_only(ada, project_id):
    imports = f"/api/projects/{project_id}/imports"
    access = {"url": "http://nowhere.invalid", "username": "ada", "password": "secret"}
    made = ada.post(imports, json=access | {"kind": "webdav", "path": "/Photos//Norway/"})
    assert (made.status_code, made.json()["title"]) == (201, "Photos/Norway")
    assert "secret" not in ada.get(imports).text
    for wrong in ({"path": "a/../.."}, {"song_path": "../b.mp3"}, {"username": "a:b"}, {"password": "\n"}):
        refused = ada.post(imports, json=access | {"kind": "webdav"} | wrong)
        assert (refused.status_code, refused.json()["error"]) == (422, "request_invalid")
    there = ada.post(f"{imports}/webdav-folder", json=access)
    assert there.json()["message"] == "nowhere.invalid can't be used: there is no such host."


def test_a_timeline_is_generated_edited_undone_and_redone(ada, here):
    plan = ada.post(
        f"{here}/timeline/generate", json={"settings": {"beats_per_cut": 2}, "duration_ms": 8_000}
    ).json()
    assert (plan["total_duration_ms"], plan["changed"]) == (8_000, [])
    merged = ada.post(f"{here}/timeline/operations", json={"kind": "merge", "index": 0}).json()
    assert merged["segment_count"] == plan["segment_count"] - 1
    late = ada.post(
        f"{here}/timeline/operations",
        params={"based_on": plan["revision"]},
        json={"kind": "delete", "index": 0},
    )
    assert (late.status_code, late.json()["error"]) == (409, "edit_conflict")
    assert ada.post(f"{here}/timeline/undo").json()["segments"] == plan["segments"]
    assert ada.post(f"{here}/timeline/redo").json()["segments"] == merged["segments"]


def test_beats_are_corrected(ada, here):
    before = ada.get(f"{here}/beats").json()
    halved = ada.post(f"{here}/beats/operations", json={"kind": "halve"}).json()
    assert len(halved["beats"]) == len(before["beats"]) // 2
    assert ada.get(f"{here}/timeline").json()["changed"] == ["grid"]
    assert ada.post(f"{here}/beats/undo").json()["beats"] == before["beats"]


def test_a_camera_that_took_nothing_has_no_clock_to_set(ada, here):
    assert ada.get(f"{here}/media/cameras").status_code == 200
    answer = ada.put(f"{here}/media/cameras", json={"camera": "Leica", "shift_s": 60})
    assert answer.status_code == 404


def test_one_order_makes_a_video_in_each_shape(ada, here):
    seen = ada.get(f"{here}/timeline").json()["content_hash"]
    wish = {"job_type": "final", "content_hash": seen, "aspect_ratios": ["1:1", "9:16", "1:1"]}
    answer = ada.post(f"{here}/renders", json=wish)
    assert answer.status_code == 201
    square, upright = answer.json(), answer.json()["also_ordered"][0]
    assert len(answer.json()["also_ordered"]) == 1
    assert [one["aspect_ratio"] for one in (square, upright)] == ["1:1", "9:16"]
    assert (upright["settings"]["output_width"], upright["settings"]["output_height"]) == (1080, 1920)
    assert [one["edit_hash"] for one in (square, upright)] == [seen, seen]
    assert {one["id"] for one in ada.get(f"{here}/renders").json()} >= {square["id"], upright["id"]}
    wrong = ada.post(f"{here}/renders", json=wish | {"aspect_ratios": ["7:3"]})
    assert wrong.status_code == 422


def test_a_render_of_an_edit_that_has_moved_on_is_refused(ada, here):
    seen = ada.get(f"{here}/timeline").json()["content_hash"]
    ordered = ada.post(f"{here}/renders", json={"job_type": "final", "content_hash": seen})
    assert (ordered.status_code, ordered.json()["status"]) == (201, "queued")
    ada.post(f"{here}/timeline/operations", json={"kind": "merge", "index": 0})
    stale = ada.post(f"{here}/renders", json={"job_type": "final", "content_hash": seen})
    assert (stale.status_code, stale.json()["error"]) == (409, "render_stale")
    mine = f"{here}/renders/{ordered.json()['id']}"
    assert ada.post(f"{mine}/cancel").json()["status"] == "cancelled"
    assert ada.get(f"{mine}/video").status_code == 404
    assert ada.post(f"{mine}/retry").json()["status"] == "queued"


def test_the_description_is_valid_and_the_page_needs_nothing_from_elsewhere(asks):
    stranger = asks(None)
    validate(stranger.get("/api/openapi.json").json())
    page = stranger.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "timeline/generate" in page.text
    assert "http" not in page.text.replace("https://", "http").split("<h2>")[0].replace("HTTP", "")
    assert "<script" not in page.text


def test_every_operation_is_described_in_words(asks):
    described = description_of(asks(None).app)
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), f"{method} {path}"
