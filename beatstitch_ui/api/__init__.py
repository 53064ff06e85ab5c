"""The HTTP side: files, uploads and bulk data, which must not travel by websocket."""
