"""Opens clips and songs with libav so that nothing but the one file can be read, by known decoders."""

from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream

from core.errors import FileDamagedError, TooManyStreamsError

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


def guards(reader: str) -> dict[str, str]:
    """Return the options of libavformat under which an upload is opened as a `reader`."""
    return {
        "protocol_whitelist": "file",
        "format_whitelist": reader,
        "codec_whitelist": ",".join(sorted(CODECS)),
        "max_streams": str(STREAM_CEILING),
    }


def open_container(
    path: Path, reader: str, name: str, *, most_streams: int = STREAM_CEILING
) -> InputContainer:
    """Open an upload as what `core.media.sniff` found it to be.

    Raises FileDamagedError when it is not that after all, TooManyStreamsError.
    """
    try:
        container: Any = av.open(
            f"file:{path.absolute()}",
            format=reader,
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
    """Return the stream that holds the moving picture: neither cover art nor thumbnails.

    Among several the one marked as default comes first, then the largest, then the first.
    """
    pictures = [
        stream for stream in container.streams.video if not Disposition(stream.disposition) & NOT_THE_PICTURE
    ]
    return max(
        pictures,
        key=lambda s: (bool(s.disposition & Disposition.default), _pixels(s), -s.index),
        default=None,
    )


def _pixels(stream: VideoStream) -> int:
    return stream.codec_context.width * stream.codec_context.height if stream.codec_context else 0
