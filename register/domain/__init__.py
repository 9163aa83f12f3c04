"""Pure rules of the study: values, decisions and life cycles; opens no file, knows no clock."""
