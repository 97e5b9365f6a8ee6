// Interventions: what a person does to a program while it runs. They come from outside, at a step of the
// trace: as soon as it holds that many events and the loop is between two callbacks, or the program at a
// line. A run that is not recorded has no steps, so none come.
#pragma once
#include "aio/base/detail/execution.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aio {

// Plain data, an input of a run.
struct Intervention {
    enum class Act : std::uint8_t {
        cancel,  // a task or future; `text` is the message, if there is one
        resolve, // a future; `text` is its result as Python writes it
        fail,    // a future; `text` is the exception: "ValueError: boom"
        fire,    // a timer now: its handle, or the future it completes, or the task that waits for that
        late,    // such a timer goes off so many seconds (`text`) later
        raise,   // into a task where it stands; `text` is the exception. Only a debugger could do it
    };

    trace::Step step = 0;
    Act act = Act::cancel;
    ObjectId target;
    std::string text;

    bool operator==(Intervention const&) const = default;
};

std::string to_string(Intervention const& intervention); // "12 resolve f1 'text'"
std::optional<Intervention> parse_intervention(std::string_view text);

// A run's way through its interventions.
class Interventions {
  public:
    explicit Interventions(std::vector<Intervention> list); // in any order

    // Does what is due. Each is recorded as run.intervene, with "without effect" if there was none: the
    // target is not there or is done. Gives what is raised in the task that runs: its caller throws it.
    [[nodiscard]] std::exception_ptr apply_due();

  private:
    std::vector<Intervention> list_; // by step
    std::size_t next_ = 0;
};

} // namespace aio
