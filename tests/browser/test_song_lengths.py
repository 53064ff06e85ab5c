"""Probe, beats, waveform, render and Chromium agree on how long every song is."""

from collections.abc import Iterator

import pytest

from tests.bench.lengths import CLOSE_MS, SONGS, Lengths, lengths_or_refusal
from tests.browser.ranges import Served, served
from tests.core.media import songs

FORMS = {
    "VBR without Xing": songs.vbr_without_xing,
    "Xing says a third": lambda folder: songs.xing_says(folder, 1 / 3),
    "joined MP3s": songs.joined_mp3,
    "M4A with a cover": lambda folder: songs.with_cover(folder, "cover.m4a"),
    "chained Opus": lambda folder: songs.chained_ogg(folder, "libopus"),
    "FLAC of unknown length": songs.flac_of_unknown_length,
    "WAV of size -1": lambda folder: songs.wav_with_sizes(folder, 2**32 - 1, 2**32 - 1),
    "plain": songs.plain,
    "first track unknown": songs.first_track_unknown,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("lengths")) as server:
        yield server


@pytest.mark.parametrize("form", FORMS)
def test_all_parts_agree_on_the_length_of_a_song(form, browser, server, tmp_path):
    page = browser.new_page()
    lengths = lengths_or_refusal(FORMS[form](tmp_path), server.folder / form, page, server)
    page.close()
    assert isinstance(lengths, Lengths), lengths
    assert lengths.worst_ms <= CLOSE_MS, lengths


@pytest.mark.slow
@pytest.mark.parametrize("pattern", SONGS)
def test_all_parts_agree_on_the_length_of_real_songs(pattern, shared_data, browser, server):
    page = browser.new_page()
    songs = sorted(shared_data.glob(pattern))
    for song in songs:
        folder = server.folder / f"{song.parent.name}-{song.name}"
        lengths = lengths_or_refusal(song, folder, page, server)
        if isinstance(lengths, Lengths):
            assert lengths.worst_ms <= CLOSE_MS, (song.name, lengths)
        else:
            assert song.name in lengths.user_message
    page.close()
    assert songs
