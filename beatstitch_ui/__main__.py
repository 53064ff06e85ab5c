"""Lets `python -m beatstitch_ui` be the command line."""

from beatstitch_ui.cli import main

main()
