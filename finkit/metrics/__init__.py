"""Ratios, growth, trends and peers: evaluated column-wise, each cell able to say what it rests on."""
