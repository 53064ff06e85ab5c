"""One module for each screen; each registers its page under its real URL."""
