"""The example of an edit decision list that the specification of the data models gives."""

from typing import Any

SEED_EXAMPLE: dict[str, Any] = {
    "version": "1.0",
    "project_id": "proj_abc123",
    "generated_at": "2024-01-15T10:30:00Z",
    "edl_hash": "a1b2c3d4e5f6...",
    "settings": {
        "output_width": 1920,
        "output_height": 1080,
        "output_fps": 30,
        "default_transition_type": "crossfade",
        "default_transition_duration_ms": 500,
    },
    "audio": {
        "file_path": "uploads/proj_abc123/audio/track.mp3",
        "duration_ms": 180000,
        "bpm": 120.0,
        "sample_rate": 44100,
        "start_offset_ms": 0,
    },
    "segments": [
        {
            "index": 0,
            "media_asset_id": "asset_001",
            "media_type": "image",
            "timeline_in_ms": 0,
            "timeline_out_ms": 2000,
            "render_duration_ms": 2000,
            "source_in_ms": 0,
            "source_out_ms": 2000,
            "effects": {
                "ken_burns": {
                    "enabled": True,
                    "start_zoom": 1.0,
                    "end_zoom": 1.2,
                    "start_x": 0.5,
                    "start_y": 0.5,
                    "end_x": 0.6,
                    "end_y": 0.4,
                }
            },
            "transition_in": None,
            "transition_out": {"type": "crossfade", "duration_ms": 500},
        },
        {
            "index": 1,
            "media_asset_id": "asset_002",
            "media_type": "video",
            "timeline_in_ms": 1500,
            "timeline_out_ms": 5500,
            "render_duration_ms": 4000,
            "source_in_ms": 5000,
            "source_out_ms": 9000,
            "effects": {},
            "transition_in": {"type": "crossfade", "duration_ms": 500},
            "transition_out": {"type": "cut", "duration_ms": 0},
        },
    ],
}
