"""Photos of what residents say: taken in, cleaned, kept, shown as long as their subject is."""
