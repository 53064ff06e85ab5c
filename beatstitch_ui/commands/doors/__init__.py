"""The commands that open doors of a project: links for people without an account, imports, sent videos."""
