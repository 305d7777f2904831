"""Commands of the service itself, run as ``python -m service.cli``."""
