"""A model file counts when it is exactly the one that is known."""

from pathlib import Path

from core.vision.models import FACES, MODELS, find_models, missing_models


def test_the_installed_models_are_the_known_ones(models: dict[str, Path]) -> None:
    assert set(models) == {model.name for model in MODELS}


def test_another_file_in_its_place_is_no_model(tmp_path: Path, models: dict[str, Path]) -> None:
    place = tmp_path / FACES.path
    place.parent.mkdir(parents=True)
    place.write_bytes(b"something else")
    assert find_models(tmp_path) == {}
    assert missing_models(find_models(tmp_path)) == list(MODELS)
    place.write_bytes(models[FACES.name].read_bytes())
    assert set(find_models(tmp_path)) == {FACES.name}
