DROP TABLE service.reach_reckoning;
