"""五百人: a district of fifty units and five hundred people, with as many assignments as a bench wants."""
