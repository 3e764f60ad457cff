"""What the peers do in a bench, each as a process of its own."""
