# The rooms, from top to bottom: a room's files include (the recorder's: import) files of the same room and of rooms below it,
# never of one above. tests/style/rooms.py reads this table and holds every include of the tree to it; a room's `detail/` is its own.
set(AWAITSCOPE_ROOMS
  app                   # main
  app/cli/lessons       # lessons from the command line: listed, checked, made, summed up
  app/cli/runs          # subcommands that run lessons: as asked, in every order, one beside another
  app/cli               # one file a subcommand
  app/live              # programs that run, or are edited, while the studio looks on
  app/paper             # figures and handouts: what goes on slides and pages
  app/tools/bench       # what things cost
  app/tools/fuzz        # random programs, on the miniature and on CPython
  app/views/screen      # the whole window: layout, input, what stands where
  app/views/overlays    # one file a dialog
  app/views/panels      # one file a panel
  app/views/text        # the timeline in a terminal
  app/views/timeline    # the timeline
  app/views/kit         # what views are made of
  app/cpython           # programs on real CPython
  app/commands          # everything one can do: what it changes, its key, its place in the menus
  app/session/branches  # other ways that the open lesson's run can go
  app/session/diagnosis # which wrong models make a program do what somebody expects
  app/session/making    # programs that run, or are edited, while one looks on
  app/session/comparing # two runs of whatever: where they part, what they print, when their tasks end
  app/session/orders    # in which other orders a lesson could go
  app/session/check     # what is wrong with a lesson that only its runs can show
  app/session           # what is open, and how it is looked at
  app/kept              # what stays of a person: settings, answers, recent files
  app/shell             # windows, offscreen pictures, the graphics library
  app/paint             # painters of laid-out items
  app/theme             # colours, fonts, sizes
  lessons/references    # what CPython does with every lesson, at build
  lessons/catalogue     # reads the folders of lessons
  lessons/knowledge     # what asyncio's terms mean, and what people believe
  runtime/explore       # looks for an order that breaks a program
  runtime/judge         # a real Python that records one program after the other
  runtime/replay/findings # what went wrong in a run, and what took long
  runtime/replay/orders # which callbacks could have come in another order, and whether that matters
  runtime/replay/timeline # lanes: who ran, waited, was scheduled from when to when, and the arrows between them
  runtime/replay        # the state at any step, lanes, causes, comparison
  runtime/aio           # the umbrellas: aio/aio.hpp, aio/sync.hpp ...
  runtime/aio/run
  runtime/aio/net
  runtime/aio/threads
  runtime/aio/protocols
  runtime/aio/tasks
  runtime/aio/sync
  runtime/aio/loop
  runtime/aio/coro
  runtime/aio/python
  runtime/aio/base
  runtime/process       # other programs: started, ended
  runtime/trace         # events and files: the waist
  recorder
  recorder/native                      # the extension: what is done most often, in C++; nothing needs it
  recorder/awaitscope                  # what a program imports to record a part of itself
  recorder/awaitscope_recorder/real    # a run in real time: nothing of the program is replaced
  recorder/awaitscope_recorder         # a run from its begin to its end, one or many
  recorder/awaitscope_recorder/hooks   # what asyncio, coroutines and output tell
  recorder/awaitscope_recorder/virtual # the clock that jumps, and all that must go by it
  recorder/awaitscope_recorder/source  # the program's text, made to tell where it is
  recorder/awaitscope_recorder/trace)  # what is written, and in which words

# The trace is the waist: what shows a run knows nothing of what runs it, and the other way round.
set(AWAITSCOPE_STRANGERS "runtime/replay runtime/aio")
