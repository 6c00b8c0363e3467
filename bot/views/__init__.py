"""Cards as Discord's components, and what happens when somebody presses one."""
