-- How many develop a public proposal together, and how many of their suggestions became versions.
SELECT people, taken FROM co_development WHERE municipality_id = :municipality_id AND proposal_id = :proposal_id
