"""What 实验 alone draws: the list, one experiment's head, and a module or folder for each tab."""
