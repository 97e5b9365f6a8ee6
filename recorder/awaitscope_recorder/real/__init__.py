"""Recording a program as it runs in real time: nothing of it is replaced."""
