"""Every feature of the renderer shows what its reference picture in tests/golden shows."""

import numpy as np
import pytest
from PIL import Image

from core.media.info import Source
from tests.golden.scenes import FOLDER, SCENES, shown, sources

LEAST_PSNR_DB = 45


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Source]:
    return sources(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("name", SCENES)
def test_a_feature_looks_as_it_should(known: dict[str, Source], name: str) -> None:
    seen = shown(SCENES[name], known)
    wanted = np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGB"), float)
    error = np.mean((seen - wanted) ** 2)
    assert 10 * np.log10(255**2 / max(error, 1e-9)) >= LEAST_PSNR_DB
    assert np.array_equal(seen, shown(SCENES[name], known))


def test_every_reference_picture_has_its_scene() -> None:
    assert {picture.stem for picture in FOLDER.glob("*.png")} == set(SCENES)
