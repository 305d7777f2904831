DROP TABLE service.erasure;
