DROP TABLE service.statement_segment_answer;
DROP TABLE service.statement_segment;
