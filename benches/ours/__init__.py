"""What this project does in a bench, each as a process of its own."""
