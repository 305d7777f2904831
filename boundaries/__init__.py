"""What an area is: kinds, versions, drawing rules, membership, imports."""
