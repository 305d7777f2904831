DROP TABLE layers.plan_repeal;
