"""Background work: the database is the truth about every job, the queue only carries its id."""
