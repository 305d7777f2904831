DROP TABLE service.area_import_feature;
DROP TABLE service.area_import;
