DROP VIEW public_api.area_origin, public_api.open_drawing, public_api.agreement_surface, public_api.area_call;
DROP TABLE service.area_origin, service.agreement_surface, service.area_drawing, service.area_call;
