"""Options win over the environment, and the environment over beatstitch.toml."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from core.settings import Settings, settings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder whose beatstitch.toml sets host and port, with no other settings around."""
    for name in ("HOST", "PORT", "FFMPEG"):
        monkeypatch.delenv(f"BEATSTITCH_{name}", raising=False)
    monkeypatch.setenv("BEATSTITCH_DATA", str(tmp_path))
    (tmp_path / "beatstitch.toml").write_text('host = "0.0.0.0"\nport = 9001\n')
    return tmp_path


def test_the_file_in_the_data_folder_is_read(data: Path) -> None:
    read = Settings()
    assert (read.root, read.host, read.port) == (data, "0.0.0.0", 9001)  # noqa: S104


def test_the_environment_wins_over_the_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATSTITCH_PORT", "9002")
    assert (Settings().root, Settings().port) == (data, 9002)


def test_an_option_wins_over_both(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATSTITCH_PORT", "9002")
    assert (Settings(port=9003).root, Settings(port=9003).port) == (data, 9003)


def test_an_option_names_the_folder_whose_file_is_read(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "beatstitch.toml").write_text("port = 9004\n")
    assert data != other
    assert Settings(data=other).port == 9004


def test_without_a_file_the_defaults_hold(data: Path) -> None:
    (data / "beatstitch.toml").unlink()
    read = Settings()
    assert (read.host, read.port) == ("127.0.0.1", 8080)


def test_a_home_folder_is_spelled_out(data: Path) -> None:
    (data / "beatstitch.toml").unlink()
    assert Settings(data=Path("~/films")).root == Path.home() / "films"


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("BEATSTITCH_PORT", port)
    with pytest.raises(ValidationError):
        Settings(data=data)


def test_the_names_of_the_site_are_listed_with_commas_or_as_a_list(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "beatstitch.toml").write_text('host_names = ["films.example"]\n')
    assert Settings().host_names == ("films.example",)
    monkeypatch.setenv("BEATSTITCH_HOST_NAMES", "films.example, cuts.example ,")
    assert Settings().host_names == ("films.example", "cuts.example")


def test_settings_are_read_once() -> None:
    assert settings() is settings()


def test_a_process_that_is_told_the_settings_knows_all_but_the_secret_and_reads_no_file(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        'metrics_token = "sixteen letters or more"',
        'host_names = ["a.example", "b.example"]',
        "metrics = true",
    ]
    (data / "beatstitch.toml").write_text("\n".join(["port = 9001", "max_streams = 3", *lines]))
    mine = Settings()
    told = mine.told()
    assert "sixteen" not in str(told)
    for name, text in told.items():
        monkeypatch.setenv(name, text)
    (data / "beatstitch.toml").write_text("port = 9999")
    assert Settings() == mine.model_copy(update={"metrics_token": None})
