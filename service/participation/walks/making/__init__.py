"""Making a walk: who is invited where and when, its route and stops, opening and ending it."""
