"""What people say against an answer: that the matter is not fixed, or not answered."""
