"""Neighbourhood disparity and who takes part: indices, maps and tables for officials."""
