"""The difference of two banks in meaning: what it is, what it changes for people, and what the version must become."""
