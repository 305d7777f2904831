-- The kinds of what was said in a campaign, whatever its visibility.
SELECT DISTINCT kind FROM service.pin WHERE campaign_id = :campaign_id
