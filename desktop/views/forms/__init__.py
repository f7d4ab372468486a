"""The office's forms: their versions, and how a new one comes into force."""
