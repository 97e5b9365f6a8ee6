// What a run itself answers to a question about it: so that what is right is computed and not written by
// hand.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class Asks : std::uint8_t {
    next,   // which task runs next
    order,  // what is printed: all lines, or the first or last
    value,  // of a local: what it became last, or else what it becomes next
    time,   // how much the loop's clock goes on
    state,  // of a task, at the end
    queue,  // what stands in the ready queue, at the end
    woken,  // whose wakeup comes into the ready queue
    raises, // the line that raises
    free,   // nothing that can be read off a run
};
std::string_view name_of(Asks kind); // "next"
std::optional<Asks> asks_named(std::string_view name);
std::vector<std::string_view> asks_names();

// A question about what happens from one position to another. `of`: order: "first", "last" or "" for all;
// value: the local's name; state: the task's name or its function's; others: "".
struct AskedOfRun {
    Asks kind = Asks::free;
    std::string of;
    Position from = 0;
    Position to = 0;
};

// The answer as a person would give it, and other ways to say the same: {"Task-3", "fetch('fast', 1)"}. Empty
// if the run has none, and for free.
std::vector<std::string> answers(Index const& index, AskedOfRun const& asked);

// Whether a person who says `said` means one of the answers: code marks, quotes around and blanks do not
// matter.
bool means(std::string_view said, std::vector<std::string> const& answers);

// "3 s", "0.5 s": a time as a person would say it.
std::string plain_seconds(std::int64_t ns);

} // namespace replay
