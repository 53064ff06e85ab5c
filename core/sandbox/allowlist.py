"""The one list of functions that a limited child process may be asked to run."""

TARGETS = frozenset(
    {
        "core.doctor:memory_limit_bytes",
        "core.media.derive:still_proxy",
        "core.media.derive:still_thumbnail",
        "core.media.probe:inspect",
        "core.media.stills:normalise",
        "core.music.analysis.analyzer:analyze_file",
        "core.music.peaks:write_peaks",
        "core.music.analysis.precompile:compile_kernels",
        "core.render.sound.clip_track:lay_clips",
        "core.render.draw.draw_span:draw_span",
        "core.render.draw.draw_span:rest",
        "core.render.sound.preview_copy:write_copy",
        "core.render.video.hardware_trial:manages",
        "core.sandbox.confinement:report",
        "core.vision.analyze:look_at_clip",
        "core.vision.analyze:look_at_photo",
        "core.vision.drawing:draw_clip",
        "core.vision.drawing:draw_photo",
    }
)
