"""How everything looks: colours, sizes, icons, and the small widgets that panels share."""
