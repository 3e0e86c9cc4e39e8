"""A `Report` in the forms that people and programs read; one small module for each form."""
