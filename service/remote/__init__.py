"""Layers of other services: which hosts may be asked, which layers are shown, and their pictures at our addresses."""
