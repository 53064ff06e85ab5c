"""Gets photos and clips from where people keep them: folders of the server, Google Takeout, Immich."""
