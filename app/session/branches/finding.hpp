// Looks for an order that breaks the open lesson, in a thread of its own, while one goes on; what it finds
// becomes a branch.
#pragma once
#include "explore/explore.hpp"
#include "session/session.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace session {

class Finding {
  public:
    // `fails`: as parse_fails takes it. Throws EngineError for a lesson that has no scenario.
    Finding(lesson::Lesson const& lesson, lesson::Knobs const& knobs, std::string const& fails);
    Finding(Finding const&) = delete;
    Finding& operator=(Finding const&) = delete;
    ~Finding(); // stops it

    struct Ended {
        explore::Result result;
        std::string problem; // a sentence: it could not go on
        bool stopped = false;
    };
    std::optional<Ended> ended() const; // nothing while it goes on
    std::size_t looked_at() const { return looked_at_; }
    std::string const& fails() const { return fails_; }
    std::string const& varied() const { return varied_; } // "ties, threads and I/O"
    void stop() { stop_ = true; }

  private:
    void look(explore::Run const& run, explore::Vary const& vary);

    std::string fails_, varied_;
    std::atomic<bool> stop_{false}, over_{false};
    std::atomic<std::size_t> looked_at_{0};
    Ended ended_; // to be read once it is over
    std::thread thread_;
};

// Begins; one that goes on is stopped. Throws EngineError where one cannot branch.
void find_order(Session& session, std::string const& fails);
void stop_finding(Session& session);
std::string finding_words(Session const& session); // "1,024 orders looked at"; empty: none goes on

// Each frame: once it is over, says what came of it. True: it goes on.
bool look_after_finding(Session& session);

// What came of it: "None breaks it: all 720 orders of ties, threads and I/O were looked at, with these
// knobs."
std::string told(explore::Result const& result, std::string const& varied, bool stopped);

} // namespace session
