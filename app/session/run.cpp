#include "session/run.hpp"

#include <utility>

namespace session {

std::shared_ptr<Run const> make_run(trace::Log log, std::filesystem::path file, std::string damage) {
    auto const shared = std::make_shared<trace::Log const>(std::move(log));
    replay::Index index(*shared);
    auto timeline = replay::timeline(index);
    auto problems = replay::problems(index);
    return std::make_shared<Run>(Run{shared, std::move(index), std::move(timeline), std::move(problems),
                                     std::move(file), std::move(damage)});
}

} // namespace session
