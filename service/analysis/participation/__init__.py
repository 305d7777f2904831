"""Who takes part, beside who lives here: by area for everyone, by tie to the place for those who work on it."""
