"""Opens clips and songs with libav so that nothing but the one file can be read, by known decoders."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream

from core.errors import FileDamagedError, TooManyStreamsError
from core.media.clips.movie_index import most_frames, read_movie_index

VIDEO_DECODERS = (
    "av1 libdav1d libaom-av1 h264 hevc vp8 vp9 libvpx libvpx-vp9 mpeg1video mpeg2video mpeg4 msmpeg4v1"
    " msmpeg4v2 msmpeg4 h263 flv wmv1 wmv2 wmv3 vc1 theora mjpeg prores dnxhd dvvideo ffv1 huffyuv"
    " ffvhuff utvideo rawvideo qtrle svq1 svq3 cinepak png"
)
AUDIO_DECODERS = (
    "aac aac_latm mp3 mp3float mp2 mp2float mp1 mp1float ac3 eac3 opus libopus vorbis libvorbis flac alac"
    " wmav1 wmav2 wmapro wmalossless dca amrnb amrwb adpcm_ms adpcm_ima_wav adpcm_ima_qt gsm pcm_alaw"
    " pcm_mulaw pcm_u8 pcm_s8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le"
    " pcm_f32be pcm_f64le pcm_f64be pcm_bluray pcm_dvd wavpack amr_nb amr_wb"
)
VIDEO_CODECS = frozenset(VIDEO_DECODERS.split())
AUDIO_CODECS = frozenset(AUDIO_DECODERS.split())
CODECS = VIDEO_CODECS | AUDIO_CODECS
NOT_THE_PICTURE = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
STREAM_CEILING = 1000
WITHOUT_TIMES = "avi"  # a container whose packets know only in which order they are decoded
FEW = 4  # times fewer frames or shorter than another: not the picture


def guards(reader: str) -> dict[str, str]:
    """Return the options of libavformat under which an upload is opened as a `reader`."""
    return {
        "protocol_whitelist": "file",
        "format_whitelist": reader,
        "codec_whitelist": ",".join(sorted(CODECS)),
        "max_streams": str(STREAM_CEILING),
    }


def open_container(
    path: Path, reader: str, name: str, *, most_streams: int = STREAM_CEILING, pictures: bool = True
) -> InputContainer:
    """Open an upload as what `core.media.sniff` found it to be.

    Without `pictures`, no picture is decoded to learn its form.
    Raises FileDamagedError when it is not that after all, TooManyStreamsError, TooManyFramesError,
    TooManyPartsError.
    """
    if reader == "mov":
        read_movie_index(path, name)
    try:
        container: Any = av.open(
            f"file:{path.absolute()}",
            format=reader,
            options={} if pictures else {"skip_frame": "all"},
            container_options=guards(reader),
            metadata_errors="replace",
        )
    except (FFmpegError, ValueError) as error:
        raise FileDamagedError(file=name, reason="its index can't be read") from error
    if len(container.streams) > most_streams:
        streams = len(container.streams)
        container.close()
        raise TooManyStreamsError(file=name, streams=streams, limit=most_streams)
    return container


def choose_video(container: InputContainer) -> VideoStream | None:
    """Return the stream that holds the moving picture: neither cover art nor thumbnails nor previews.

    Those that can't be decoded come last. A phone adds a track of a few large stills, and some
    cameras a short preview: among several, those with far fewer frames than another or far shorter
    are passed over. Of what is left the one marked as default comes first, then the largest, then
    the first.
    """
    pictures = [s for s in container.streams.video if not Disposition(s.disposition) & NOT_THE_PICTURE]
    pictures = [s for s in pictures if is_decodable(s, VIDEO_CODECS)] or pictures
    if len(pictures) > 1:
        pictures = _moving(container, pictures)
    return max(
        pictures,
        key=lambda s: (bool(s.disposition & Disposition.default), _pixels(s), -s.index),
        default=None,
    )


def choose_sound(container: InputContainer) -> AudioStream | None:
    """Return the first stream of sound that can be decoded."""
    return next((s for s in container.streams.audio if is_decodable(s, AUDIO_CODECS)), None)


def is_decodable(stream: VideoStream | AudioStream, codecs: frozenset[str]) -> bool:
    """Whether a stream is in one of these codecs; libav gives no context to those it does not know."""
    return stream.codec_context is not None and stream.codec_context.name in codecs


def _moving(container: InputContainer, pictures: list[VideoStream]) -> list[VideoStream]:
    """Return the streams with about as many frames as the one with most and as long as the longest."""
    frames = {s.index: s.frames for s in pictures}
    if not all(frames.values()):
        frames = _counted(container, list(frames))
    lengths_s = {s.index: s.duration * s.time_base for s in pictures if s.duration and s.time_base}
    longest_s = max(lengths_s.values(), default=Fraction(0))
    many = max(frames.values()) / FEW
    moving = [s for s in pictures if frames[s.index] > many]
    return [s for s in moving if lengths_s.get(s.index, longest_s) * FEW > longest_s] or moving or pictures


def _counted(container: InputContainer, indexes: list[int]) -> dict[int, int]:
    """Return how many frames the streams of these indexes hold, by reading the file once more."""
    frames = dict.fromkeys(indexes, 0)
    reader = container.format.name.split(",")[0]
    with av.open(container.name, format=reader, container_options=container.container_options) as again:
        try:
            for packet in again.demux([again.streams[index] for index in indexes]):
                frames[packet.stream.index] += bool(packet.size)
                if sum(frames.values()) > most_frames():
                    break
        except FFmpegError:
            pass  # what came before the damage counts
    return frames


def _pixels(stream: VideoStream) -> int:
    return stream.codec_context.width * stream.codec_context.height if stream.codec_context else 0
