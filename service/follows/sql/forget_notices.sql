-- Notices, with the hashes of the addresses that they went to, once no digest can tell of them again.
DELETE FROM service.notice WHERE at < now() - interval '60 days'
