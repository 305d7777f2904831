"""Space and statistics: published numbers, laws that must hold, and bad input."""
