"""Pictures of other services: asked for in threads of their own, kept, and served on when the service is dead."""
