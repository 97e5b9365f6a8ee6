// A task's step: what its begin and its end tell. tasks.py does the same; whatever is seldom is asked of it.
#pragma once
#include "getter.hpp"
#include "known.hpp"
#include "places.hpp"
#include "records.hpp"

#include <vector>

namespace native {

class Steps {
  public:
    Steps(PyObject* tasks, Places& places, PyObject* records, PyObject* plain_kinds);
    bool is_complete() const { return static_cast<bool>(list) && complete; }
    // Are attributes of this kind of object looked up without running code of the program? -1 and an error.
    int is_plain(PyTypeObject* kind);
    // The task's record, or none and an error.
    Ref begins(PyObject* task, PyObject* number, PyObject* args, bool timer);
    bool ends(PyObject* task, PyObject* known, PyObject* number);
    // Does this task's step run in this thread?
    bool runs(PyObject* task) const { return task == running && PyThread_get_thread_ident() == running_in; }
    void stopped() { running = nullptr; }
    Ref met(PyObject* task); // its record, made now
    void ready(Ref const& handle, Ref const& whom, Ref const& words, Place place);

    Getter known_of{"_awaitscope"};
    Places& places;
    Ref list;

  private:
    Getter state{"_state"}, coroutine{"_coro"}, waiter{"_fut_waiter"}, must_cancel{"_must_cancel"};
    Getter future_state{"_state"}, exception{"_exception"};
    Getter cr_frame{"cr_frame"}, cr_code{"cr_code"}, cr_await{"cr_await"}, gi_yieldfrom{"gi_yieldfrom"};
    bool complete = true;
    PyObject* running = nullptr; // compared with others, and nothing else
    unsigned long running_in = 0;
    bool walk(PyObject* coroutine, Known* known, std::vector<Ref>& beyond);
    Ref tasks, plain_kinds, current, begins_slowly, ends_slowly, meet, is_done, begun, ended, waits;
};

} // namespace native
