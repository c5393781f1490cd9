"""How members come into guilds: by applications and by invitations."""
