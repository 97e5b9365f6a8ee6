// How a loop ends: close(), and dropping what is still pending.
#pragma once
#include "aio/base/detail/execution.hpp"

#include <utility>

namespace aio {

// While it lives, nothing is recorded.
class Unrecorded {
  public:
    Unrecorded() : recorder_(execution.recorder) { set_recorder(nullptr); }
    Unrecorded(Unrecorded const&) = delete;
    Unrecorded& operator=(Unrecorded const&) = delete;
    ~Unrecorded() { over(); }

    void over() {
        if (recorder_) set_recorder(std::exchange(recorder_, nullptr));
    }

  private:
    Recorder* recorder_;
};

} // namespace aio
