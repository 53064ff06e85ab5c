"""The languages of the pages: which one a person reads, and what is said in it."""
