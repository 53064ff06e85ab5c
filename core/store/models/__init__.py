"""The tables: those of the user's specification under its names, and what jobs and signing in need."""

from core.store.models.accounts import (
    ApiToken,
    AuditEvent,
    ExternalIdentity,
    Invitation,
    KeptAnswer,
    SetupToken,
    SignIn,
    SignInFailures,
    User,
)
from core.store.models.columns import STATUS_CHARS, new_id
from core.store.models.installation import Installation, TrashBatch
from core.store.models.integrations import (
    DropLink,
    GuestUpload,
    ImportItem,
    MediaImport,
    SentVideo,
    ShareLink,
)
from core.store.models.jobs import Job, RenderJob
from core.store.models.projects import DECIDED_COLUMNS, AudioTrack, MediaAsset, MediaStep, Project, Timeline
from core.store.models.recurring import RecurringFilm, RecurringRun
from core.store.models.webhooks import Webhook, WebhookDelivery
