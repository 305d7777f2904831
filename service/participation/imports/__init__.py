"""Bringing over what people said in an earlier service, from a table of CSV or Excel."""
