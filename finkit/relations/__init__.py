"""What must hold between figures: stated by the text, by the catalogue, by the facts."""
