"""Songs as people bring them: lying headers, joined files, damage, odd tracks; each made here."""

import struct
from pathlib import Path

import numpy as np
import soundfile

from core.sandbox.ffmpeg import run
from tests.make_media import song_wav

RATE_HZ = 22_050
SECONDS = 6.0
XING_FRAMES_AT, XING_NAMES = 8, (b"Xing", b"Info")


def plain(folder: Path, seconds: float = SECONDS) -> Path:
    """Write clicks at 120 BPM as mono WAV."""
    return song_wav(folder / f"plain-{seconds}.wav", seconds)


def converted(source: Path, target: Path, *options: str) -> Path:
    run(["-i", f"file:{source}", *options, f"file:{target}"], time_limit_s=60)
    return target


def mp3(folder: Path, name: str, *options: str) -> Path:
    chosen = ("-c:a", "libmp3lame", *(options or ("-q:a", "6")))
    return converted(plain(folder), folder / name, *chosen)


def vbr_without_xing(folder: Path) -> Path:
    return mp3(folder, "no-xing.mp3", "-q:a", "6", "-write_xing", "0", "-id3v2_version", "0")


def constant_without_header(folder: Path) -> Path:
    return mp3(folder, "cbr.mp3", "-b:a", "64k", "-write_xing", "0")


def xing_says(folder: Path, factor: float) -> Path:
    """Write an MP3 whose Xing header tells another number of frames."""
    path = mp3(folder, f"xing-{factor}.mp3")
    data = bytearray(path.read_bytes())
    at = next(place for name in XING_NAMES if (place := data.find(name)) >= 0) + XING_FRAMES_AT
    (frames,) = struct.unpack_from(">I", data, at)
    struct.pack_into(">I", data, at, round(frames * factor))
    path.write_bytes(data)
    return path


def joined_mp3(folder: Path) -> Path:
    first = mp3(folder, "one.mp3", "-q:a", "4").read_bytes()
    second = mp3(folder, "two.mp3", "-q:a", "7").read_bytes()
    path = folder / "joined.mp3"
    path.write_bytes(first + second)
    return path


def two_id3_tags(folder: Path) -> Path:
    path = mp3(folder, "tags.mp3")
    tag = b"ID3\x04\0\0\0\0\x10\0" + bytes(2048)
    path.write_bytes(tag + tag + path.read_bytes())
    return path


def with_cover(folder: Path, name: str, *options: str) -> Path:
    cover = ["-f", "lavfi", "-i", "color=red:s=64x64:d=0.04", "-map", "0:a", "-map", "1:v"]
    attached = ["-c:v", "mjpeg", "-disposition:v", "attached_pic", *options]
    return converted(plain(folder), folder / name, *cover, *attached)


def chained_ogg(folder: Path, codec: str) -> Path:
    source = plain(folder, SECONDS / 2)
    links = []
    for number in range(2):
        link = converted(
            source, folder / f"link{number}.ogg", "-c:a", codec, "-serial_offset", str(number * 7 + 1)
        )
        links.append(link.read_bytes())
    path = folder / f"chained-{codec}.ogg"
    path.write_bytes(b"".join(links))
    return path


def flac_of_unknown_length(folder: Path) -> Path:
    path = converted(plain(folder), folder / "unknown.flac", "-c:a", "flac")
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0  # the number of samples, 36 bits of STREAMINFO
    data[22:26] = bytes(4)
    path.write_bytes(data)
    return path


def wav_with_sizes(folder: Path, riff: int, length: int) -> Path:
    path = folder / f"sizes-{riff}-{length}.wav"
    data = bytearray(plain(folder).read_bytes())
    at = data.find(b"data") + 4
    struct.pack_into("<I", data, 4, riff)
    struct.pack_into("<I", data, at, length)
    path.write_bytes(data)
    return path


def rf64(folder: Path) -> Path:
    samples, rate_hz = soundfile.read(plain(folder))
    path = folder / "long.rf64.wav"
    soundfile.write(path, samples, rate_hz, format="RF64", subtype="PCM_16")
    return path


def flipped(path: Path, where: float, count: int = 400) -> Path:
    """Spoil bytes of a file from the share `where` of it on."""
    data = bytearray(path.read_bytes())
    at = int(len(data) * where)
    noise = np.random.default_rng(1).integers(1, 255, count, dtype=np.uint8)
    data[at : at + count] = bytes(np.frombuffer(bytes(data[at : at + count]), np.uint8) ^ noise)
    path.write_bytes(data)
    return path


def noise(path: Path, seconds: float = SECONDS, rate_hz: int = 44_100) -> Path:
    samples = 0.2 * np.random.default_rng(0).normal(size=round(seconds * rate_hz))
    soundfile.write(path, np.clip(samples, -0.9, 0.9), rate_hz)
    return path


def first_track_unknown(folder: Path, seconds: float = SECONDS) -> Path:
    """Write a MOV with two tracks of sound, of which no decoder knows the first."""
    path = folder / "two-tracks.mov"
    tracks = ["-map", "0:a", "-map", "0:a", "-c:a:0", "alac", "-c:a:1", "aac"]
    converted(plain(folder, seconds), path, *tracks)
    path.write_bytes(path.read_bytes().replace(b"alac", b"apac"))
    return path


def surround(path: Path, layout: str, channels: int, amplitude: float = 1.0, seconds: float = 2.0) -> Path:
    """Write a tone at the same moment in all channels."""
    tone = (
        f"aevalsrc='{'|'.join([f'{amplitude}*sin(2*PI*500*t)'] * channels)}':c={layout}:s=48000:d={seconds}"
    )
    run(["-f", "lavfi", "-i", tone, f"file:{path}"], time_limit_s=60)
    return path
