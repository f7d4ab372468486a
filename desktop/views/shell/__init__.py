"""The window's frame: top bar, navigation, foot."""
