"""A browser can install BeatStitch: the manifest says what it needs, and each icon is as large as it says."""

import io

from fastapi.testclient import TestClient
from PIL import Image

from beatstitch_ui.serving.application import bare
from beatstitch_ui.serving.head.web_app import HEAD


def test_the_manifest_names_the_app_and_its_icons():
    client = TestClient(bare())
    answer = client.get("/static/app.webmanifest")
    told = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (told["name"], told["display"], told["start_url"]) == ("BeatStitch", "standalone", "/")
    for icon in told["icons"]:
        with Image.open(io.BytesIO(client.get(icon["src"]).content)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}
    assert [icon["sizes"] for icon in told["icons"] if icon.get("purpose") == "maskable"] == ["512x512"]
    assert 'rel="manifest"' in HEAD


def test_phones_can_share_with_the_app_and_what_takes_it_sees_one_page_only():
    client = TestClient(bare())
    target = client.get("/static/app.webmanifest").json()["share_target"]
    assert (target["action"], target["method"]) == ("/shared", "POST")
    worker = client.get("/static/share-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert worker.headers["service-worker-allowed"] == "/shared"
    assert client.post("/shared", follow_redirects=False).headers["location"] == "/shared"
