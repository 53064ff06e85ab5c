"""How a timeline sounds and ends: what can change while every segment stays as it is."""

from typing import Any

from core.edit.edl import EditDecisionList
from core.schemas import ProjectSettings

OF_SOUND = ("fade_in_ms", "fade_out_ms", "loudness_lufs")
OF_PICTURE = ("picture_fade_ms",)


def finish_of(settings: ProjectSettings) -> dict[str, Any]:
    """Return the settings that a timeline takes over without being planned again."""
    return settings.model_dump(include={*OF_SOUND, *OF_PICTURE})


def finished(edl: EditDecisionList, settings: ProjectSettings) -> EditDecisionList:
    """Return the timeline with the fades and the loudness of `settings`."""
    wanted = finish_of(settings)
    return edl.model_copy(
        update={
            "audio": edl.audio.model_copy(update={name: wanted[name] for name in OF_SOUND}),
            "settings": edl.settings.model_copy(update={name: wanted[name] for name in OF_PICTURE}),
        }
    )


def with_clips_heard(edl: EditDecisionList, volume: float) -> EditDecisionList:
    """Return the timeline with every clip heard at `volume`, 0 to 1; the song is ducked under it."""
    heard = [
        segment.model_copy(update={"volume": volume}) if segment.media_type == "video" else segment
        for segment in edl.segments
    ]
    return edl.model_copy(update={"segments": heard})
