"""The model files that `make install-dev` puts beside this Python."""

from pathlib import Path

import pytest

from core.vision.models import default_folder, find_models, missing_models


@pytest.fixture(scope="session")
def models() -> dict[str, Path]:
    found = find_models(default_folder())
    assert missing_models(found) == [], "run make install-dev"
    return found
