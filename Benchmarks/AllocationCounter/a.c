int truetape_unused;
