"""The page of one area: what it shows, in words and pictures, and the frame for other websites."""
