"""What is known of each company: facts with sources, loaded and checked."""
