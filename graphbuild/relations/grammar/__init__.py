"""Who does what in a sentence, and what its phrases name: French grammar over a Universal Dependencies parse."""
