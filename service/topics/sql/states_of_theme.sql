-- How many public ideas of a theme stand in each state.
SELECT p.state, count(*) AS idea_count
FROM pin AS p
WHERE p.municipality_id = :municipality_id AND p.theme_id = :theme_id
GROUP BY p.state
