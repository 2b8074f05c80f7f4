"""The lexicon's frames in the text: found, their slots filled, what is left out understood."""
