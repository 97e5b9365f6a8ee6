#include "aio/base/version_rules.hpp"
#include "support/catch.hpp"

#include <string>

using namespace aio;

namespace {

// What differs from one release to the next, by name; what came with 3.11.0 or did not come by then is not
// told.
std::string rules_in(int minor, int micro) {
    Rules const rules = rules_of({3, minor, micro});
    std::string text;
    auto const add = [&](bool on, char const* name) {
        if (on) text += (text.empty() ? "" : " ") + std::string(name);
    };
    add(rules.timeout_knows_older_requests, "timeout");
    add(rules.failed_client_is_reported && rules.manager_closes_what_did_not_stop, "failed-client");
    add(rules.cancelled_client_is_no_error, "cancelled-client");
    add(rules.wait_for_is_timeout_block, "wait_for");
    add(rules.generator_is_no_coroutine, "generator");
    add(rules.transport_writes_by_sendmsg, "sendmsg");
    add(rules.gather_counts_done_at_once, "gather");
    add(rules.exception_handler_has_context, "handler");
    add(rules.making_a_loop_warns, "making-a-loop");
    add(rules.server_waits_for_clients, "server");
    add(rules.executor_shutdown_is_timeout_block, "executor");
    add(rules.group_counts_done_at_once, "eager-in-group");
    add(rules.barrier_says_at_least_one, "barrier");
    add(rules.named_task_takes_no_number && rules.group_takes_back_late &&
            rules.group_closes_refused_coroutine && rules.uncancel_forgets_request &&
            rules.condition_passes_notify_on && rules.semaphore_wakes_all_it_can &&
            rules.stop_iteration_becomes_runtime_error && rules.as_completed_begins_at_call,
        "all-of-3.13");
    add(rules.named_task_takes_no_number || rules.group_takes_back_late ||
            rules.group_closes_refused_coroutine || rules.uncancel_forgets_request ||
            rules.condition_passes_notify_on || rules.semaphore_wakes_all_it_can ||
            rules.stop_iteration_becomes_runtime_error || rules.as_completed_begins_at_call,
        "any-of-3.13");
    add(rules.chained_future_is_set_at_once, "chained");
    if (rules.factory_names == FactoryNames::always) text += " names-None";
    if (rules.factory_names == FactoryNames::passed_on) text += " names-passed";
    return text;
}

} // namespace

TEST_CASE("Each release of CPython has its rules") {
    std::string const of_311 = "timeout failed-client cancelled-client";
    std::string const of_312 = " wait_for generator sendmsg gather handler making-a-loop server";
    CHECK(rules_in(11, 2).empty());
    CHECK(rules_in(11, 3) == "timeout");
    CHECK(rules_in(11, 7) == "timeout failed-client");
    CHECK(rules_in(11, 8) == of_311);
    CHECK(rules_in(11, PythonVersion::newest) == of_311);
    CHECK(rules_in(12, 0) == "timeout" + of_312 + " eager-in-group");
    CHECK(rules_in(12, 1) == "timeout failed-client" + of_312 + " eager-in-group");
    CHECK(rules_in(12, 2) == of_311 + of_312 + " executor eager-in-group");
    CHECK(rules_in(12, 8) == of_311 + of_312 + " executor eager-in-group");
    CHECK(rules_in(12, 9) == of_311 + of_312 + " executor barrier");
    std::string const of_313 = of_311 + of_312 + " executor";
    CHECK(rules_in(13, 0) == of_313 + " eager-in-group all-of-3.13 any-of-3.13 names-None");
    CHECK(rules_in(13, 1) == of_313 + " eager-in-group all-of-3.13 any-of-3.13 names-None");
    CHECK(rules_in(13, 2) == of_313 + " barrier all-of-3.13 any-of-3.13 names-None");
    CHECK(rules_in(13, 3) == of_313 + " barrier all-of-3.13 any-of-3.13 names-passed");
    CHECK(rules_in(13, 5) == of_313 + " barrier all-of-3.13 any-of-3.13 names-None");
    CHECK(rules_in(13, 7) == of_313 + " barrier all-of-3.13 any-of-3.13 names-None");
    CHECK(rules_in(13, 15) == of_313 + " barrier all-of-3.13 any-of-3.13 chained names-None");
    CHECK(rules_in(13, PythonVersion::newest) == rules_in(13, 15));
}

TEST_CASE("Rules that are not told otherwise are those of the newest 3.11") {
    STATIC_REQUIRE(Rules().version == PythonVersion());
    CHECK(to_string(Rules().version) == "3.11");
    Rules const told = rules_of({});
    CHECK(told.timeout_knows_older_requests == Rules().timeout_knows_older_requests);
    CHECK(told.failed_client_is_reported == Rules().failed_client_is_reported);
    CHECK(told.manager_closes_what_did_not_stop == Rules().manager_closes_what_did_not_stop);
    CHECK(told.failed_client_is_reported == told.manager_closes_what_did_not_stop);
    CHECK(told.cancelled_client_is_no_error == Rules().cancelled_client_is_no_error);
    CHECK(told.wait_for_is_timeout_block == Rules().wait_for_is_timeout_block);
    CHECK(told.factory_names == Rules().factory_names);
}

TEST_CASE("A version of Python is read as people and Python write it") {
    auto const read = [](char const* text) {
        auto const version = parse_python_version(text);
        return version ? to_string(*version) : "none";
    };
    CHECK(read("3.13") == "3.13");
    CHECK(read("3.13.0") == "3.13.0");
    CHECK(read("3.14.0rc2") == "3.14.0");
    CHECK(read("3.11.2+") == "3.11.2");
    for (auto const* wrong : {"", "3", "3.", "3.x", "3.13.", "three", "3.-1", "-3.11", "3.11 "})
        CHECK(read(wrong) == "none");
    CHECK(*parse_python_version("3.13") > *parse_python_version("3.13.7"));
    CHECK(*parse_python_version("3.12.10") > *parse_python_version("3.12.9"));
}

TEST_CASE("The miniature follows 3.11 to 3.13") {
    CHECK_FALSE(is_followed({3, 10, 13}));
    CHECK(is_followed({3, 11, 0}));
    CHECK(is_followed({}));
    CHECK(is_followed({3, 13, 7}));
    CHECK_FALSE(is_followed({3, 14, 0}));
    CHECK_FALSE(is_followed({4, 12, 0}));
}
