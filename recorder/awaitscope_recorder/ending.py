"""How the process ends when a recording is whole. Who runs the recorder inside another program puts a function of its own here."""
import os
from typing import Callable, NoReturn

leave: Callable[[int], NoReturn] = os._exit
