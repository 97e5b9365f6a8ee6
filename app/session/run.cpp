#include "session/run.hpp"

#include <utility>

namespace session {
namespace {

constexpr replay::Position most_events = 20'000; // that are looked at anew at each step

std::shared_ptr<Run const> run_of(std::shared_ptr<trace::Log const> log, replay::Position size,
                                  std::filesystem::path file, std::string damage) {
    replay::Index index(*log, size);
    auto timeline = replay::timeline(index);
    auto problems = replay::problems(index);
    return std::make_shared<Run>(Run{std::move(log), std::move(index), std::move(timeline),
                                     std::move(problems), std::move(file), std::move(damage)});
}

} // namespace

std::shared_ptr<Run const> make_run(std::shared_ptr<trace::Log const> log, std::filesystem::path file,
                                    std::string damage) {
    auto const size = log->size();
    return run_of(std::move(log), size, std::move(file), std::move(damage));
}

std::shared_ptr<Run const> make_run(trace::Log log, std::filesystem::path file, std::string damage) {
    return make_run(std::make_shared<trace::Log const>(std::move(log)), std::move(file), std::move(damage));
}

std::shared_ptr<Run const> known_at(std::shared_ptr<Run const> const& run, replay::Position position) {
    if (position >= run->size() || run->size() > most_events) return run;
    return run_of(run->log, position, run->file, run->damage);
}

} // namespace session
