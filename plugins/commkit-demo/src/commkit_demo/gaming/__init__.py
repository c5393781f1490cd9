"""The gaming community of the demo: guilds, cups, a ladder."""
