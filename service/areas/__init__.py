"""Areas on the web: drawing, facts while drawing, pages and links."""
