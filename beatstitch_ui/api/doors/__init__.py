"""The doors of a project over HTTP: links for people without an account, imports, hooks and events."""
