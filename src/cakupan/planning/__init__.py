"""The lawful side of a plan: who is vulnerable, who may pay for whom, from a build to a problem and back to names."""
