-- Public pins without a place that anyone may see are few, and asked for with each area's page.
CREATE INDEX ix_pin_without_place ON service.pin (municipality_id) WHERE visibility = 'public' AND public_geom IS NULL;
