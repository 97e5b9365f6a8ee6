// Included once in a test program: after every test as many handles, frames, futures and tasks must be alive
// as before it. Catch2 lets no listener fail a test, so a difference ends the program.
#pragma once
#include "aio/base/live_objects.hpp"
#include "catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
using CatchListener = Catch::EventListenerBase;
#else
using CatchListener = Catch::TestEventListenerBase;
#endif

inline std::string name_of(Catch::TestCaseStats const& stats) {
#if __has_include(<catch2/catch_test_macros.hpp>)
    return stats.testInfo->name;
#else
    return stats.testInfo.name;
#endif
}

class Lifetimes final : public CatchListener {
  public:
    using CatchListener::CatchListener;

    void testCaseStarting(Catch::TestCaseInfo const&) override { before_ = aio::objects_alive; }
    void testCaseEnded(Catch::TestCaseStats const& stats) override {
        if (aio::objects_alive == before_) return;
        std::fflush(stdout);
        std::fprintf(stderr, "%s: left alive: %lld handles, %lld frames, %lld futures, %lld of them tasks\n",
                     std::string(name_of(stats)).c_str(),
                     static_cast<long long>(aio::objects_alive.handles - before_.handles),
                     static_cast<long long>(aio::objects_alive.frames - before_.frames),
                     static_cast<long long>(aio::objects_alive.futures - before_.futures),
                     static_cast<long long>(aio::objects_alive.tasks - before_.tasks));
        std::_Exit(1);
    }

  private:
    aio::Alive before_;
};

CATCH_REGISTER_LISTENER(Lifetimes)
