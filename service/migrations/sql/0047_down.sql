DROP TABLE service.machine_report;
DROP TABLE service.machine_key;
