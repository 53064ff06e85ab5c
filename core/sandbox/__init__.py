"""Child processes in which untrusted files are opened, and the limits they live under."""
