"""La base como documento para revisión jurídica."""
