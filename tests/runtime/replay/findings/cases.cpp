// What is said of programs that people had trouble with, recorded under both clocks: tests/recorder/cases.
#include "replay/findings/place_words.hpp"
#include "replay/findings/problems.hpp"
#include "support/catch.hpp"
#include "support/recordings.hpp"

#include <algorithm>

using namespace replay;

namespace {

// "PLACE: WORDS" of those of a kind, in the recording of tests/data/cases.
std::vector<std::string> said(std::string const& name, ProblemKind kind) {
    // One of them was killed: it is as long as it is.
    auto const log = trace::load(std::string(AWAITSCOPE_ROOT "/tests/data/cases/") + name + ".awt").log;
    std::vector<std::string> all;
    for (auto const& problem : problems(log))
        if (problem.kind == kind) all.push_back(place_words(log, problem.at) + ": " + problem.words);
    return all;
}

using Said = std::vector<std::string>;

} // namespace

TEST_CASE("a join that cannot end names the worker that died with an item and where it died") {
    CHECK(said("queue-join-worker-dies", ProblemKind::worker_died) ==
          Said{"queue-join-worker-dies.py:18: worker-0 took an item out of the queue, ended with "
               "ZeroDivisionError('integer division or modulo by zero') at queue-join-worker-dies.py:18 and "
               "never called task_done(): the join() that Task-1 waits in at queue-join-worker-dies.py:22 "
               "cannot end"});
    CHECK(said("queue-join-worker-dies-real", ProblemKind::worker_died) ==
          Said{"queue-join-worker-dies.py:27: worker-0 took an item out of the queue, ended with "
               "ZeroDivisionError('integer division or modulo by zero') at queue-join-worker-dies.py:27 and "
               "never called task_done(): the join() that Task-1 waits in at queue-join-worker-dies.py:22 "
               "cannot end"});
}

TEST_CASE("a lock of threading that blocks the loop is named with who has it") {
    for (std::string const name : {"thread-lock-across-await", "thread-lock-across-await-real"}) {
        INFO(name);
        CHECK(said(name, ProblemKind::never_released) ==
              Said{"thread-lock-across-await.py:11: Task-3 blocks the loop: it waits for a threading.Lock "
                   "that Task-2 took at thread-lock-across-await.py:11 and keeps while it waits at "
                   "thread-lock-across-await.py:13 (sleep(0.5)): neither can ever go on"});
    }
}

TEST_CASE("the except that kept the cancellation of a timeout is named") {
    for (std::string const name : {"timeout-not-raised", "timeout-not-raised-real"}) {
        INFO(name);
        CHECK(said(name, ProblemKind::swallowed_cancellation) ==
              Said{"timeout-not-raised.py:9: Task-2 was cancelled by the timeout of Task-1, caught "
                   "CancelledError at timeout-not-raised.py:9 and ended normally: so no TimeoutError comes"});
    }
}

TEST_CASE("a timeout whose own task keeps the cancellation is told and one that comes through is not") {
    for (std::string const name : {"timeout-kept-inside", "timeout-kept-inside-real"}) {
        INFO(name);
        CHECK(said(name, ProblemKind::swallowed_cancellation) ==
              Said{"timeout-kept-inside.py:8: The timeout of Task-1 at timeout-kept-inside.py:22 cancelled "
                   "it, but the CancelledError was caught at timeout-kept-inside.py:8: so no TimeoutError "
                   "comes"});
    }
}

TEST_CASE("a message that a receiver took which nobody waits for any more is named with who lost it") {
    for (std::string const name : {"recv-loses-message", "recv-loses-message-real"}) {
        INFO(name);
        auto const lost = said(name, ProblemKind::lost_result);
        REQUIRE(lost.size() == 5);
        CHECK(lost[0].starts_with("recv-loses-message.py:9: 'msg-1' was lost: Task-3 took it out of a queue "
                                  "for Task-2 (Socketish.recv("));
        CHECK(lost[0].ends_with("which had been cancelled at recv-loses-message.py:25 and cannot receive it "
                                "any more"));
    }
}

TEST_CASE("coroutines of libraries that were never awaited are told with their lines") {
    CHECK(said("never-awaited-library", ProblemKind::never_awaited) ==
          Said{"never-awaited-library.py:3: sleep() was never awaited: it never ran",
               "never-awaited-library.py:5: Queue.put() was never awaited: it never ran",
               "never-awaited-library.py:7: wait_for() was never awaited: it never ran",
               "never-awaited-library.py:7: Queue.get() was never awaited: it never ran"});
}

TEST_CASE("a lock that its holder left behind and two locks that are wanted crosswise are told") {
    for (std::string const name : {"locks-never-released", "locks-never-released-real"}) {
        INFO(name);
        CHECK(said(name, ProblemKind::never_released) ==
              Said{"locks-never-released.py:11: Task-3 waits for a lock that Task-2 took at "
                   "locks-never-released.py:6, ended with ValueError('gone') at locks-never-released.py:7 "
                   "and never released it",
                   "locks-never-released.py:18: Task-5 waits for a lock that Task-4 took at "
                   "locks-never-released.py:16 and keeps while it waits at locks-never-released.py:18 "
                   "(lock.acquire): each waits for the other, for ever"});
    }
}

TEST_CASE("a program without such faults has none of these problems") {
    for (auto const& name : recordings()) {
        INFO(name);
        for (auto const& problem : problems(recorded(name)))
            CHECK((problem.kind != ProblemKind::worker_died && problem.kind != ProblemKind::never_released &&
                   problem.kind != ProblemKind::lost_result));
    }
}
