"""What the lines of a text say by their layout: labels, lists, agendas, conversations."""
