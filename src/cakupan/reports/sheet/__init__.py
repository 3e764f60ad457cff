"""One page for a kecamatan or a village: who is not protected where, what was followed up, what comes next."""
