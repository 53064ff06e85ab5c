"""Barcode photos and clips to render with, a song, a grid of uneven beats, and a folder to render into."""

from pathlib import Path

import pytest

from tests.renders import Bench
from tests.stock import Stock, make_stock


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    return make_stock(tmp_path_factory.mktemp("stock"))


@pytest.fixture
def bench(stock: Stock, tmp_path: Path) -> Bench:
    return Bench(stock, tmp_path)
