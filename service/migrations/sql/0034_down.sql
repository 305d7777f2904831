DROP TABLE service.feedback_import_row;
DROP TABLE service.feedback_import;
