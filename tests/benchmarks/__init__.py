"""How fast the service is beside the bare database, in the same minute: `python -m tests.benchmarks`."""
