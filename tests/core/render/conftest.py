"""Barcode photos and clips to render with, a song, and a grid of uneven beats."""

import pytest

from tests.stock import Stock, make_stock


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return make_stock(tmp_path_factory.mktemp("stock"))
