DELETE FROM layers.layer WHERE kind = 'walks';
