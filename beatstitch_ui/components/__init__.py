"""Vue components, each a pair X.py and X.js of one name: props go down, small events come up."""

from pathlib import Path

from nicegui.dependencies import register_esm

LIBRARY = Path(__file__).parent / "lib"

# NiceGUI caches modules for good under a key made of this time; a folder's own time misses edits in it.
register_esm("beatstitch", LIBRARY, max_time=max(file.stat().st_mtime for file in LIBRARY.rglob("*.js")))
