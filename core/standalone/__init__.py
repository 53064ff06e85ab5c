"""The main job without a database: files in, a video out."""
