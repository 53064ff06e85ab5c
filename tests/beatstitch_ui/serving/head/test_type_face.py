"""Pages bring their type face along, compressed for browsers that ask for it."""

import re

from fastapi.testclient import TestClient

from beatstitch_ui.serving.application import bare
from beatstitch_ui.serving.head.type_face import head

TRUETYPE = b"\x00\x01\x00\x00"


def test_the_font_in_the_head_is_served_for_ever_and_compressed():
    (address,) = set(re.findall(r"/static/\w+/manrope\.ttf", head()))
    client = TestClient(bare())
    packed = client.get(address)
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.content == plain.content
    assert plain.content.startswith(TRUETYPE)
    assert packed.headers["content-encoding"] == "gzip"
    assert "immutable" in plain.headers["cache-control"]
    assert int(packed.headers["content-length"]) < 80_000


def test_a_font_of_another_version_is_not_there():
    assert (
        TestClient(bare(), raise_server_exceptions=False).get("/static/other/manrope.ttf").status_code != 200
    )
