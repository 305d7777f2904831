"""How sure a rank is: draws of data and of method, and what part of the doubt each is to blame for."""
