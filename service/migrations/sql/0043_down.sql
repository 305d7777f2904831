DROP VIEW public_api.analysis_run;
DROP TABLE service.analysis_run;
