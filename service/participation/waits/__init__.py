"""How long answers take, said in public: by theme, area and unit, with what has waited the longest."""
