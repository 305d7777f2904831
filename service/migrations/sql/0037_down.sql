DROP TABLE service.answer_sheet;
DROP TABLE service.answer_template;
