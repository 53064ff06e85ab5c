"""Serving the app: the web application, its guards, its style, and the workers beside it."""
