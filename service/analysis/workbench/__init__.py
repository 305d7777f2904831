"""The workbench: candidates, indicators and weights of the reader's choice, ranked with how sure the ranks are."""
