"""What was refused of the files that were brought, told within a note."""

from nicegui.element import Element


class RefusedFiles(Element, component="refused_files.js"):
    """Says in a note what the upload dock, which knows it in the browser, would say beside it."""
