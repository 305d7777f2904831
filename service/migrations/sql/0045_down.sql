DROP VIEW public_api.zoning_panel;
DROP TABLE service.zoning_panel;
