"""The two identities of a timeline: of the inputs it was planned from, and of what it shows."""

from collections.abc import Mapping
from typing import Any

from core.edit.edl import EditDecisionList
from core.hashing import digest


def compute_edl_hash(
    project_settings: dict[str, Any],
    media_asset_ids: list[str],
    audio_file_checksum: str,
    beat_grid_checksum: str,
) -> str:
    """Return the SHA-256 of all inputs of a plan; when it changes, the timeline is stale.

    `media_asset_ids` is in the order of the project. Hand edits leave this hash unchanged.
    """
    return digest(
        {
            "settings": project_settings,
            "media_order": media_asset_ids,
            "audio_checksum": audio_file_checksum,
            "beats_checksum": beat_grid_checksum,
        }
    )


def content_hash(edl: EditDecisionList, media_checksums: Mapping[str, str], audio_checksum: str) -> str:
    """Return the SHA-256 of what an EDL shows and plays: equal hashes are equal films.

    Media stand in it by the checksum of their files, so ids, project, paths, times of making, markers, the
    director's reasons and who framed a picture do not matter. Raises KeyError for a segment whose asset
    is not in `media_checksums`.
    """
    content = edl.model_dump(
        mode="json",
        exclude={
            "generated_at": True,
            "project_id": True,
            "edl_hash": True,
            "markers": True,
            "audio": {"file_path"},
        },
    )
    content["audio"]["checksum"] = audio_checksum
    for segment in content["segments"]:
        for unseen in ("why", "by_hand"):
            segment["effects"].pop(unseen, None)
        shows = [segment, *(segment["effects"].get("panels") or {}).get("beside", [])]
        for one in shows:
            one["media"] = media_checksums[one.pop("media_asset_id")]
    return digest(content)
