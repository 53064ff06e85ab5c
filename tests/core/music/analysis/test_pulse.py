"""Speech is no music: synthetic voices get the even grid, at any speed, in several languages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from core.music.analysis.analyzer import analyze

TEXT = (
    "It was a bright cold day in April. The committee met again on Tuesday to discuss the new budget, the "
    "repair of the old bridge and the school's leaking roof. Nobody had expected so many visitors; they came "
    "by train, by bicycle and on foot. Will there be tea, asked an old man.."
)


@pytest.mark.skipif(
    not shutil.which("espeak-ng"), reason="espeak-ng, which speaks in this test, is not installed"
)
@pytest.mark.parametrize(("voice", "words_per_minute"), [("en", 160), ("de", 120), ("es+f3", 200)])
def test_spoken_words_have_no_beats(tmp_path: Path, voice: str, words_per_minute: int) -> None:
    speech = tmp_path / "speech.wav"
    command = ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-w", str(speech), TEXT]
    subprocess.run(command, check=True, capture_output=True)
    grid = analyze(speech)
    assert grid.fallback
    assert grid.bpm_confidence <= 0.1
