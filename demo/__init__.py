"""The demo municipality: real boundaries and statistics, marked synthetic input, one loader."""
