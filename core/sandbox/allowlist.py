"""The one list of functions that a limited child process may be asked to run."""

TARGETS = frozenset(
    {
        "core.doctor:memory_limit_bytes",
        "core.gathering.takeout:extract",
        "core.gathering.takeout:listed",
        "core.interchange.packed_project:unpack",
        "core.media.probe:inspect",
        "core.media.songs.song_reading:read_song_file",
        "core.media.stills.thumbnails:write_small",
        "core.music.analysis.precompile:compile_kernels",
        "core.music.song_files:write_song_files",
        "core.render.sound.clip_track:lay_clips",
        "core.render.draw.draw_span:draw_span",
        "core.render.draw.draw_span:rest",
        "core.render.sound.preview_copy:write_copy",
        "core.render.video.hardware_trial:manages",
        "core.sandbox.confinement:report",
        "core.vision.analyze:choose_frames",
        "core.vision.analyze:look_at_clip",
        "core.vision.analyze:look_at_frames",
        "core.vision.analyze:look_at_photo",
        "core.vision.drawing:draw_clip",
        "core.vision.drawing:draw_photo",
    }
)
