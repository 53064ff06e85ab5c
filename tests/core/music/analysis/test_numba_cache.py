"""Compiled code is kept beside its source, or in the data folder when that is read-only."""

import os
from pathlib import Path

import pytest

from core.music.analysis.numba_cache import compile_once, keep_compiled_code
from core.settings import settings


def test_a_writable_installation_keeps_code_beside_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(os, "access", lambda *_: True)
    keep_compiled_code()
    assert "NUMBA_CACHE_DIR" not in os.environ


def test_a_read_only_installation_keeps_code_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setattr(os, "access", lambda *_: False)
    keep_compiled_code()
    assert os.environ["NUMBA_CACHE_DIR"] == str(settings().root / "cache" / "numba")


def test_a_folder_that_was_chosen_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/elsewhere")
    monkeypatch.setattr(os, "access", lambda *_: False)
    keep_compiled_code()
    assert os.environ["NUMBA_CACHE_DIR"] == "/elsewhere"


def test_a_place_that_takes_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "numba"))
    compile_once.__wrapped__()
    assert "each song takes longer" in caplog.text
