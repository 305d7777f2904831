-- The kinds of values that the shown attributes of a layer hold: number, boolean, string, or mixed.
SELECT attribute, kind FROM layer_kind
WHERE municipality_id = CAST(%(municipality)s AS integer) AND layer_id = CAST(%(layer_id)s AS integer)
