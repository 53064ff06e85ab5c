"""Styles: named sets of settings, and the titles and accents that settings ask for."""
