// A recorded run with all that is built from it once, or what is known of it at a position. Never changes:
// commands move about in it.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/index.hpp"
#include "replay/timeline/timeline.hpp"
#include "trace/log.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace session {

struct Run {
    std::shared_ptr<trace::Log const> log; // never null
    replay::Index index;                   // of log
    replay::Timeline timeline;
    std::vector<replay::Problem> problems; // by position
    std::filesystem::path file;            // empty: recorded just now
    std::string damage;                    // one sentence if the file was cut off or damaged, else empty

    replay::Position size() const { return index.size(); } // events that are known
};

std::shared_ptr<Run const> make_run(std::shared_ptr<trace::Log const> log, std::filesystem::path file = {},
                                    std::string damage = {});
std::shared_ptr<Run const> make_run(trace::Log log, std::filesystem::path file = {}, std::string damage = {});

// What one knows of a run when only its first `position` events have happened: whoever draws it cannot tell
// what comes after. A run too long to be looked at anew at each step is known whole.
std::shared_ptr<Run const> known_at(std::shared_ptr<Run const> const& run, replay::Position position);

} // namespace session
