DROP TABLE service.layer_import_before;
DROP TABLE service.layer_import_feature;
DROP TABLE service.layer_import;
