"""The real handlers in a real worker: uploads become assets, a song gets beats, an order a video."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from crew import Crew, processes_of, wait_until

from core.edit import timelines
from core.errors import RenderStaleError
from core.models import AudioTrack, Job, MediaAsset, Project, RenderJob, new_id
from core.project_media import StoredUpload, add_media, attach_song, delete_media
from core.projects import owned_project, update_settings
from core.render.orders import cancel_render, order_render, owned_render, retry_render
from core.schemas import ProjectSettings, RenderJobCreate, RenderSettingsRequest


@pytest.fixture
def worker(crew: Crew) -> "subprocess.Popen[bytes]":
    """Start `python -m workers` on the crew's data folder."""
    environment = os.environ | {"BEATSTITCH_DATA": str(crew.database.layout.root)}
    command = [sys.executable, "-m", "workers", "--threads", "2", "--parent-pid", str(os.getpid())]
    process = subprocess.Popen(command, env=environment)
    crew.workers.append(process)
    return process
