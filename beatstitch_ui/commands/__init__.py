"""The commands of `beatstitch`; each imports what it needs only when it runs."""
