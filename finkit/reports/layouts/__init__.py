"""What is shown, in which order: companies, metrics and checks as tables. No number is computed here."""
