// A recorded run with all that is built from it once. Never changes once it is open: commands move about in
// it.
#pragma once
#include "replay/index.hpp"
#include "replay/problems.hpp"
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

    replay::Position size() const { return log->size(); }
};

std::shared_ptr<Run const> make_run(trace::Log log, std::filesystem::path file = {}, std::string damage = {});

} // namespace session
