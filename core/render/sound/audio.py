"""The soundtrack of a video: the song and the clips heard with it, encoded once for the whole timeline."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import ffmpeg

from core.errors import SoundFailedError
from core.files import part_path, publish
from core.hashing import digest
from core.media.containers import guards
from core.media.songs.song_facts import COPY_SUFFIX, SongReading
from core.render.checksum_notes import is_whole, seal
from core.render.sound.loudness import Levelling, levelling
from core.render.sound.mix import CHANNELS, CLIPS, HeardClip, Mix
from core.render.sound.song import Song
from core.sandbox import ffmpeg as program
from core.sandbox.ffmpeg import FfmpegCancelledError
from core.sandbox.forks.warm import warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError
from core.speed_curve import USUAL_PERCENT

# Raised whenever the same mix would sound otherwise than before.
SOUND_VERSION = 5
SUFFIXES = {"aac": ".m4a", "pcm_s16le": ".mov"}
# Times counted in samples; not rounded, floating point would put some of them one too early.
COUNTED = "round(N/SR/TB)"
# Of FFmpeg's two searches for coefficients the quicker one leaves less audible noise (see docs/decisions).
FAST_SEARCH = {"aac_coder": "fast"}
# A fixed quality, about 145 kbit/s, spares a preview the search for the bitrate.
PREVIEW_QUALITY = {"q:a": "1.5"}
MONO_ON_BOTH_SIDES, AS_IT_IS = "0|0", "0|1"
SLOWEST_ENCODE = 4.0
SLOWEST_READ_BYTES_PER_S = 10_000
READ = "core.media.songs.song_reading:read_song_file"
SHORTEST_LIMIT_S = 120.0
SEAM_MS = 60  # over which the pieces of a shortened song cross
POLL_S = 0.05
LAY_CLIPS = "core.render.sound.clip_track:lay_clips"


def soundtrack(
    song: Song,
    mix: Mix,
    *,
    codec: str,
    bitrate: str,
    folder: Path,
    quick: bool = False,
    cancelled: Event | None = None,
) -> Path:
    """Return a file with the sound of a video, silent where the song is over and no clip is heard.

    `codec` is aac or pcm_s16le. The length is exact to one sample, so that sound and picture end
    together. The file is kept in `folder` under the hash of what made it, with a note of its
    checksum. `quick` is for previews: AAC of one quality whatever `bitrate` says, in less time.

    Raises:
        MediaRefusedError: a clip that is to be heard can't be opened.
        SoundFailedError: reading the sound of a clip failed.
        FfmpegError: the song can't be decoded, or the work was cancelled.
    """
    coding = {"acodec": codec}
    if codec == "aac":
        coding |= FAST_SEARCH | (PREVIEW_QUALITY if quick else {"audio_bitrate": bitrate})
    path = folder / f"{_key(song, mix, coding)}{SUFFIXES[codec]}"
    if is_whole(path):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part, track = part_path(path), part_path(path.with_suffix(".clips"))
    copy = part_path(path.with_suffix(COPY_SUFFIX))
    cancelled = cancelled or Event()
    try:
        work = _Work(_read(song, copy, cancelled), mix, track, cancelled)
        if mix.clips:
            work.lay_clips()
        work.encode(part, coding)
        publish(part, path)
        seal(path)
    finally:
        for left in (part, track, copy):
            left.unlink(missing_ok=True)
    return path


def _read(song: Song, copy: Path, cancelled: Event) -> Song:
    """Return a song that can be heard: one from before songs were read once is read here, to `copy`."""
    if song.reader:
        return song
    limit_s = SHORTEST_LIMIT_S + song.path.stat().st_size / SLOWEST_READ_BYTES_PER_S
    with TemporaryDirectory(dir=copy.parent, prefix="reading-") as folder:
        made = Path(folder).absolute() / copy.name
        try:
            with (
                Child(permissions=Permissions([song.path], [made.parent]), forks=warm_forks) as child,
                _killed_when(cancelled, child),
            ):
                facts = child.call(
                    READ, str(song.path.absolute()), song.display_name, str(made), timeout_s=limit_s
                )
        except ChildError as error:
            if cancelled.is_set():
                raise FfmpegCancelledError from error
            raise SoundFailedError(file=song.display_name) from error
        reading = SongReading.model_validate(facts)
        if reading.copied:
            made.rename(copy)
    return Song.of(reading, copy if reading.copied else song.path, song.checksum, song.name)


def _key(song: Song, mix: Mix, coding: Mapping[str, str]) -> str:
    heard = [
        {key: str(value) for key, value in asdict(clip).items() if key not in _not_heard(clip)}
        for clip in mix.clips
    ]
    return digest([SOUND_VERSION, coding, song.checksum, asdict(mix) | {"clips": heard}])


def _not_heard(clip: HeardClip) -> set[str]:
    """Return the fields that shape no sound; a speed that nobody asked for leaves older keys as they are."""
    usual = {"speed_percent"} if clip.speed_percent == USUAL_PERCENT else set()
    return {"path", "name"} | usual


@dataclass(frozen=True)
class _Work:
    """One soundtrack in the making; `track` is where the sound of the clips is laid."""

    song: Song
    mix: Mix
    track: Path
    cancelled: Event

    def lay_clips(self) -> None:
        clips, now = CLIPS.dump_python(list(self.mix.clips), mode="json"), 0

        def on_event(event: dict[str, int]) -> None:
            nonlocal now
            now = event["clip"]

        self.track.touch()
        permitted = Permissions([clip.path for clip in self.mix.clips], [self.track])
        with Child(permissions=permitted, forks=warm_forks) as child, _killed_when(self.cancelled, child):
            try:
                child.call(
                    LAY_CLIPS,
                    clips,
                    self.mix.rate_hz,
                    self.mix.samples,
                    str(self.track.absolute()),
                    timeout_s=self._limit_s(),
                    on_event=on_event,
                )
            except ChildError as error:
                if self.cancelled.is_set():
                    raise FfmpegCancelledError from error
                raise SoundFailedError(file=self.mix.clips[now].name) from error

    def encode(self, part: Path, coding: Mapping[str, str]) -> None:
        target = self.mix.loudness_lufs
        level = Levelling()
        if target is not None:
            level = levelling(self._mixed, target, self.mix.rate_hz, self._run)
        sound = level.applied(self._mixed(), self.mix.rate_hz)
        spec = ffmpeg.output(
            # A limiter that makes up for its delay leaves a gap in the times, though not in the samples.
            sound.filter("asetpts", COUNTED).filter("atrim", end_sample=self.mix.samples),
            f"file:{part}",
            format="mov",
            ac=2,
            map_metadata=-1,
            **coding,
        )
        self._run(spec)

    def _run(self, spec: Any, **options: Any) -> None:
        program.run(spec, time_limit_s=self._limit_s(), cancelled=self.cancelled, **options)

    def _limit_s(self) -> float:
        last_ms = max((start_ms for start_ms, _ in self.mix.song_pieces), default=self.mix.song_start_ms)
        read_s = self.mix.samples / self.mix.rate_hz + last_ms / 1000
        return max(SHORTEST_LIMIT_S, SLOWEST_ENCODE * read_s)

    def _mixed(self) -> Any:
        """Return the graph of the whole sound as it is heard, before its loudness is changed."""
        sound = _with_clips(self._song(), self.track, self.mix) if self.mix.clips else self._song()
        return _faded(sound, self.mix)

    def _song(self) -> Any:
        mix, sides = self.mix, MONO_ON_BOTH_SIDES if self.song.channels == 1 else AS_IT_IS
        whole = (
            _guarded_input(self.song)
            # Time counted in decoded samples, as the beats count it.
            .filter("asetpts", COUNTED)
            # FFmpeg's own way from mono to stereo would take 3 dB.
            .filter("channelmap", sides, channel_layout="stereo")
            .filter("aresample", mix.rate_hz)
        )
        used = _shortened(whole, mix) if mix.song_pieces else _trimmed(whole, mix.song_start_ms)
        return used.filter("apad", whole_len=mix.samples).filter("atrim", end_sample=mix.samples)


def _trimmed(sound: Any, start_ms: int, end_ms: int | None = None) -> Any:
    span = {"start": start_ms / 1000} | ({} if end_ms is None else {"end": end_ms / 1000})
    return sound.filter("atrim", **span).filter("asetpts", "PTS-STARTPTS")


def _shortened(song: Any, mix: Mix) -> Any:
    """Return the pieces of a song one after the other.

    Each comes in at equal power before the beat that it begins on, so that the beat itself is whole.
    """
    copies = song.asplit()
    joined: Any = None
    for number, (start_ms, duration_ms) in enumerate(mix.song_pieces):
        early_ms = 0 if joined is None else min(SEAM_MS, start_ms)
        piece = _trimmed(copies[number], start_ms - early_ms, start_ms + duration_ms)
        crossed = {"d": early_ms / 1000, "c1": "qsin", "c2": "qsin"}
        joined = piece if joined is None else ffmpeg.filter([joined, piece], "acrossfade", **crossed)
    return joined


@contextmanager
def _killed_when(cancelled: Event, child: Child) -> Iterator[None]:
    """Kill `child` as soon as `cancelled` is set, however long the call takes that runs meanwhile."""
    over = Event()

    def watch() -> None:
        while not over.wait(POLL_S):
            if cancelled.is_set():
                child.kill()
                return

    watcher = Thread(target=watch, name="sound-cancel", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _with_clips(song: Any, track: Path, mix: Mix) -> Any:
    """Add what ducking takes from the song, and the clips; a limiter holds the rare sum above 1."""
    laid = ffmpeg.input(f"file:{track.absolute()}", f="s16le", ar=mix.rate_hz, ac=CHANNELS)["a:0"].asplit()
    clips = laid[0].filter("channelmap", "0|1", channel_layout="stereo")
    share = laid[1].filter("channelmap", "2|2", channel_layout="stereo")
    form = {"sample_fmts": "fltp", "channel_layouts": "stereo"}
    whole = song.filter("aformat", **form).asplit()
    taken = ffmpeg.filter([whole[1], share.filter("aformat", **form)], "amultiply")
    parts = [whole[0], taken, clips.filter("aformat", **form)]
    summed = ffmpeg.filter(parts, "amix", inputs=3, normalize=0)
    return summed.filter("alimiter", limit=1, level="disabled", latency=1)


def _faded(sound: Any, mix: Mix) -> Any:
    """Fade in and out in a straight line, as a browser's gain does; a fade is never longer than the video."""
    came = min(mix.samples, round(mix.fade_in_ms * mix.rate_hz / 1000))
    goes = min(mix.samples, round(mix.fade_out_ms * mix.rate_hz / 1000))
    if came:
        sound = sound.filter("afade", t="in", ss=0, ns=came, curve="tri")
    if goes:
        sound = sound.filter("afade", t="out", ss=mix.samples - goes, ns=goes, curve="tri")
    return sound


def _guarded_input(song: Song) -> Any:
    """Return the song's sound, opened as nothing but what it was read as."""
    guarded = guards(song.reader)
    del guarded["protocol_whitelist"]  # core.sandbox.ffmpeg gives it to every input
    return ffmpeg.input(f"file:{song.path.absolute()}", f=song.reader, **guarded)["a:0"]
