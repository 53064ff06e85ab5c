"""Use-cases of the data folder as a whole: opening, checking, tidying, backing up and restoring it."""
