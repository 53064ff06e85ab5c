"""How the tests of uploads send a file."""

import io
from uuid import uuid4

from PIL import Image


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(out, "JPEG")
    return out.getvalue()


def url(project_id, kind="media", upload_id=None):
    return f"/api/projects/{project_id}/uploads/{kind}/{upload_id or uuid4().hex}"


def put(client, address, content, *, name="IMG_1.jpg", size=None, offset=0, position=1, **headers):
    query = {"name": name, "size": len(content) if size is None else size, "position": position}
    return client.put(
        address, params=query, content=content, headers={"Upload-Offset": str(offset)} | headers
    )
