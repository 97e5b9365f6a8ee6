// Where versions of asyncio differ, a run follows one of them: 3.11 unless it is told otherwise. A rule
// stands where it matters, as `if (execution.rules.name)`; nothing of the runtime is written twice.
#pragma once
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aio {

// Of CPython.
struct PythonVersion {
    static constexpr int newest = 999; // as micro: the newest release of that minor version

    int major = 3;
    int minor = 11;
    int micro = newest;
    friend constexpr auto operator<=>(PythonVersion const&, PythonVersion const&) = default;
};

inline std::string to_string(PythonVersion const& version) { // "3.11", "3.13.0"
    auto text = std::to_string(version.major) + "." + std::to_string(version.minor);
    return version.micro == PythonVersion::newest ? text : text + "." + std::to_string(version.micro);
}

// "3.13" or "3.13.0"; what may come after a release's number ("3.13.0rc2", "3.11.2+") does not count.
inline std::optional<PythonVersion> parse_python_version(std::string_view text) {
    PythonVersion version;
    auto const number = [&text](int& value) {
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return error == std::errc() && value >= 0;
    };
    auto const dot = [&text] {
        if (!text.starts_with('.')) return false;
        text.remove_prefix(1);
        return true;
    };
    if (!number(version.major) || !dot() || !number(version.minor)) return std::nullopt;
    if (!text.empty() && (!dot() || !number(version.micro))) return std::nullopt;
    return version;
}

// What a TaskFactory's task is called, if create_task is given no name, and when it gets the one that is
// given.
enum class FactoryNames : std::uint8_t {
    after,     // once it was made, which takes a Task-N; without one it stays Task-N
    always,    // the same, but without one it is called "None"
    passed_on, // the factory makes it by that name
};

// Each says since when; the text in brackets is CPython's own number of the change.
struct Rules {
    PythonVersion version; // that they are the rules of

    // 3.11.3: a timeout block whose task had older cancel requests still raises TimeoutError (gh-102780).
    bool timeout_knows_older_requests = true;
    // 3.11.7, 3.12.1: what serves a client of start_server and fails is reported, and its connection closed
    // (gh-110894).
    bool failed_client_is_reported = true;
    // 3.11.7, 3.12.1: an async context manager closes its generator that yields where it should stop; before
    // it is left to its finalizer (gh-110378).
    bool manager_closes_what_did_not_stop = true;
    // 3.11.8, 3.12.2: a cancelled one is no error of a callback (gh-113538).
    bool cancelled_client_is_no_error = true;

    // 3.12: wait_for awaits inside a timeout block, in its own task; before it makes a task and waits for
    // that.
    bool wait_for_is_timeout_block = false;
    // 3.12: a generator is no coroutine any more, and no task is made of it.
    bool generator_is_no_coroutine = false;
    // 3.12: what a socket cannot take at once is written by sendmsg, and the callback is called so
    // (gh-91166).
    bool transport_writes_by_sendmsg = false;
    // 3.12: a gather counts what is done already at once, and not by a callback of the loop's.
    bool gather_counts_done_at_once = false;
    // 3.12: an exception handler runs in the context of the task or handle that it is told of.
    bool exception_handler_has_context = false;
    // 3.12: get_event_loop says so where it has to make a loop, by a DeprecationWarning. (3.11.0 and 3.11.1
    // did, too; that is not followed.)
    bool making_a_loop_warns = false;
    // 3.12: Server.wait_closed waits for the server's connections, too, also where a cancelled serve_forever
    // does; before, for nothing once it is closed. (3.12.0 did not wait for a server that is open; that is
    // not followed.)
    bool server_waits_for_clients = false;
    // 3.12.2: shutdown_default_executor waits inside a timeout block, and does not block where that is
    // cancelled (gh-111358).
    bool executor_shutdown_is_timeout_block = false;
    // 3.12.0 to 3.12.8, 3.13.0 and 3.13.1: a group takes note of an eager task that is done at once, and not
    // by a callback of the loop's (gh-128550).
    bool group_counts_done_at_once = false;
    // 3.12.9, 3.13.2 (gh-129403).
    bool barrier_says_at_least_one = false;

    // 3.13: create_task makes a task by its name; before it is made as the next Task-N and named then.
    bool named_task_takes_no_number = false;
    // 3.13 calls all alike (always), but for 3.13.3 (passed_on).
    FactoryNames factory_names = FactoryNames::after;
    // 3.13: a TaskGroup takes back its own cancel request when it is left, also if a child failed only while
    // the block waited for its tasks, and it keeps a request from outside. Before the request stays.
    bool group_takes_back_late = false;
    // 3.13: a TaskGroup that takes no more tasks closes the coroutine it is offered. Before the coroutine is
    // left as it is, never awaited, and lives as long as the RuntimeError.
    bool group_closes_refused_coroutine = false;
    // 3.13: a cancel request that has not been delivered is forgotten when the last one is taken back.
    bool uncancel_forgets_request = false;
    // 3.13: a Condition.wait gives the lock back once its future is there; where it ends by an exception it
    // notifies the next one, since the notify may have been for it; and the CancelledError that ends it while
    // it takes the lock again is raised as it came.
    bool condition_passes_notify_on = false;
    // 3.13: a task that has its permit, or gives up, wakes as many as there are permits, and not one.
    bool semaphore_wakes_all_it_can = false;
    // 3.13: Future.set_exception(StopIteration()) makes it a RuntimeError; before it is refused (gh-112182).
    bool stop_iteration_becomes_runtime_error = false;
    // 3.13: as_completed makes tasks of its coroutines at the call, not when the iteration begins.
    bool as_completed_begins_at_call = false;
    // 3.13.15 (3.13.7 did not; which one between was the first is not known here): what ends in the loop's
    // own thread is passed on to the future it is chained to there and then, and not by a callback.
    bool chained_future_is_set_at_once = false;
};

constexpr Rules rules_of(PythonVersion const& version) {
    // In this minor version since that release, or in a newer one.
    auto const since = [&version](int minor, int micro = 0) {
        return version >= PythonVersion{3, minor, micro};
    };
    // A change that two minor versions got at once.
    auto const since_both = [&](int minor, int micro, int later_micro) {
        return since(minor + 1) ? since(minor + 1, later_micro) : since(minor, micro);
    };
    Rules rules;
    rules.version = version;
    rules.timeout_knows_older_requests = since(11, 3);
    rules.failed_client_is_reported = since_both(11, 7, 1);
    rules.manager_closes_what_did_not_stop = since_both(11, 7, 1);
    rules.cancelled_client_is_no_error = since_both(11, 8, 2);
    rules.wait_for_is_timeout_block = since(12);
    rules.generator_is_no_coroutine = since(12);
    rules.transport_writes_by_sendmsg = since(12);
    rules.gather_counts_done_at_once = since(12);
    rules.exception_handler_has_context = since(12);
    rules.making_a_loop_warns = since(12);
    rules.server_waits_for_clients = since(12);
    rules.executor_shutdown_is_timeout_block = since(12, 2);
    rules.group_counts_done_at_once = since(12) && !since_both(12, 9, 2);
    rules.barrier_says_at_least_one = since_both(12, 9, 2);
    rules.named_task_takes_no_number = since(13);
    if (since(13))
        rules.factory_names =
            version == PythonVersion{3, 13, 3} ? FactoryNames::passed_on : FactoryNames::always;
    rules.group_takes_back_late = since(13);
    rules.group_closes_refused_coroutine = since(13);
    rules.uncancel_forgets_request = since(13);
    rules.condition_passes_notify_on = since(13);
    rules.semaphore_wakes_all_it_can = since(13);
    rules.stop_iteration_becomes_runtime_error = since(13);
    rules.as_completed_begins_at_call = since(13);
    rules.chained_future_is_set_at_once = since(13, 15);
    return rules;
}

// Does the miniature follow it?
constexpr bool is_followed(PythonVersion const& version) {
    return version.major == 3 && version.minor >= 11 && version.minor <= 13;
}
constexpr char const* followed_versions = "3.11, 3.12 and 3.13";

} // namespace aio
