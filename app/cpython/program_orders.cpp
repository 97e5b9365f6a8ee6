#include "cpython/program_orders.hpp"

#include "cpython/recorder.hpp"
#include "judge/warm.hpp"
#include "session/recording.hpp"

#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace cpython {
namespace fs = std::filesystem;

using session::EngineError;

namespace {

// Of real time; a program of which no order ends must not hold up the rest for ever.
constexpr std::chrono::seconds longest_run{20};

std::string text_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || fs::is_directory(path)) throw EngineError("Cannot read " + path.string() + ".");
    return text;
}

// One that runs programs is asked by one thread at a time.
class Pythons {
  public:
    Pythons(AskedProgram program, std::string text) : program_(std::move(program)), text_(std::move(text)) {}

    judge::Recorded record(aio::Schedule const& schedule) {
        auto const me = std::this_thread::get_id();
        judge::Warm* mine = nullptr;
        {
            std::lock_guard const lock(mutex_);
            mine = warm_[me].get();
        }
        if (mine == nullptr) {
            auto made = std::make_unique<judge::Warm>(interpreter_named(program_.python), recorder_script(),
                                                      longest_run);
            mine = made.get();
            std::lock_guard const lock(mutex_);
            warm_[me] = std::move(made);
        }
        try {
            return mine->record(program_.file, text_, program_.arguments, schedule);
        } catch (judge::Error const&) {
            std::lock_guard const lock(mutex_);
            warm_.erase(me); // it is of no use any more
            throw;
        }
    }

  private:
    AskedProgram program_;
    std::string text_;
    std::mutex mutex_;
    std::map<std::thread::id, std::unique_ptr<judge::Warm>> warm_;
};

session::Ended ended(judge::Recorded const& recorded) {
    auto const end = recorded.log.end();
    return {recorded.output, end ? end->error : "it left no whole trace"};
}

} // namespace

explore::Run program_run(AskedProgram const& program, session::Fails const& fails) {
    auto const pythons = std::make_shared<Pythons>(program, text_of(program.file));
    std::string const name = program.file.filename().string();
    session::Ended usual;
    try {
        judge::Recorded const first = pythons->record({});
        usual = ended(first);
        if (auto const end = first.log.end(); end && end->exit_code == 2 && first.log.empty())
            throw EngineError(name + " cannot be run: " + end->error + ".");
        if (!first.outside.empty())
            throw EngineError(
                name + " waits for the outside (" + first.outside +
                "), so its orders cannot be looked through: timers, threads and sockets between "
                "its own tasks can.");
    } catch (judge::Error const& error) {
        throw EngineError(error.what());
    }
    return [pythons, usual, fails](aio::Schedule const& schedule, bool recorded) {
        explore::Ran ran;
        ran.settled = schedule;
        try {
            judge::Recorded once = pythons->record(schedule);
            ran.decisions = std::move(once.decisions);
            ran.broke = session::broke(fails, ended(once), usual);
            if (recorded) {
                once.log.header().schedule = to_string(schedule);
                ran.log = std::make_shared<trace::Log>(std::move(once.log));
            }
        } catch (judge::Error const& error) {
            ran.broke = error.what();
        }
        return ran;
    };
}

} // namespace cpython
