"""Themes: what is said of one, who answers for it, and what is planned for it, month by month."""
