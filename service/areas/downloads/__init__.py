"""Files that one can take along from an area: boundary, figures, ideas."""
