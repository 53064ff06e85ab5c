"""The titles and accents of a project's film: what its settings ask for, and what a person wrote."""

from core.edit.edl import EditDecisionList
from core.edit.revisions.revision import Revision
from core.edit.styles.styled import styled, with_kept_texts, with_kept_titles
from core.edit.styles.titling import TitleTexts
from core.edit.title_texts import CLOSING, captions_of, opening_text
from core.projects.edit.plan_inputs import Material
from core.projects.media.capture_days import days_of, places_of
from core.projects.opened import OpenProject


def title_texts(opened: OpenProject) -> TitleTexts:
    """Return the name a person gave with its days, the ending, and the day and place of each picture."""
    days = days_of(opened)
    captions = captions_of(days, places_of(opened))
    name = opened.project.name if opened.project.is_named else ""
    return TitleTexts(opening_text(name, days.values()), CLOSING, captions)


def in_style(
    opened: OpenProject, edl: EditDecisionList, material: Material, before: Revision | None
) -> EditDecisionList:
    """Return a new plan with the project's accents and titles; what the titles said `before` stays."""
    settings, texts = material.settings, title_texts(opened)
    if before is not None:
        texts = with_kept_texts(texts, before.edl)
    made = styled(
        edl, settings, material.song, material.analyzed_song.sections, texts, sources=material.sources
    )
    had = before.inputs.project_settings if before and before.inputs else settings
    if before is None or settings.titles != "none" or had.titles != "none":
        return made
    return with_kept_titles(made, before.edl, material.song, (had.title_style, settings.title_style))
