"""The doors of a project over HTTP: links for strangers, imports, sent videos, hooks and events."""
