"""Layers that other services publish: fetched by us, kept by us, shown at addresses of ours."""
