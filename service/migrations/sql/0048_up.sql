-- What a measure says in every division is a run like any other (service.analysis_run): nothing is lost, since what
-- was counted here is counted again when somebody looks.
DROP VIEW public_api.zoning_panel;
DROP TABLE service.zoning_panel;
