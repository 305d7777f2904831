DROP TABLE service.indicator_import_row;
DROP TABLE service.indicator_import;
