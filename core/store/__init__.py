"""What is kept: the tables, the data folder, and copies of both; only use-cases come here."""
