#include "tools/fuzz/generate.hpp"
#include "replay/compare.hpp"
#include "support/catch.hpp"
#include "tools/fuzz/expression.hpp"
#include "tools/fuzz/interpret.hpp"
#include "tools/fuzz/lifetimes.hpp"
#include "tools/fuzz/random.hpp"
#include "tools/fuzz/write_python.hpp"

#include <algorithm>
#include <functional>
#include <set>

using namespace fuzz;

TEST_CASE("The random numbers are SplitMix64 on every machine") {
    Random random(1234567);
    CHECK(random.next() == 6457827717110365317U);
    CHECK(random.next() == 3203168211198807973U);
}

TEST_CASE("A seed always gives the same program and another seed another one") {
    auto first = generate(7);
    auto again = generate(7);
    auto other = generate(8);
    CHECK(first == again);
    CHECK(write_python(first) == write_python(again));
    CHECK(write_python(first) != write_python(other));
}

TEST_CASE("Generated programs are whole and of five to a hundred statements") {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        auto const program = generate(seed);
        INFO("seed " << seed);
        CHECK(is_whole(program));
        CHECK(count_statements(program) >= 3);
        CHECK(count_statements(program) <= 100);
    }
}

TEST_CASE("All that can stand in a program is generated") {
    std::set<Do> statements;
    std::set<Make> expressions;
    std::set<Tool> tools;
    std::function<void(Expression const&)> visit = [&](Expression const& expression) {
        expressions.insert(expression.make);
        for (auto const& inner : expression.of) visit(inner);
    };
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        auto const program = generate(seed);
        for (auto const& made : program.tools) tools.insert(made.tool);
        for_each_statement(program, [&](Statement const& statement) {
            statements.insert(statement.what);
            visit(statement.expression);
        });
    }
    for (int what = 0; what <= static_cast<int>(Do::held); ++what) {
        INFO("statement " << what);
        CHECK(statements.contains(static_cast<Do>(what)));
    }
    for (int make = 0; make <= static_cast<int>(Make::barrier_wait); ++make) {
        if (static_cast<Make>(make) == Make::create_future) continue; // stands in store_future
        INFO("expression " << make);
        CHECK(expressions.contains(static_cast<Make>(make)));
    }
    CHECK(tools.size() == 9);
}

TEST_CASE("Blocks stand in one another up to five deep") {
    std::function<int(std::vector<Statement> const&)> depth = [&](std::vector<Statement> const& body) {
        int deepest = 0;
        for (auto const& each : body) {
            int inside = std::max(depth(each.body), depth(each.otherwise));
            for (auto const& handler : each.handlers) inside = std::max(inside, depth(handler.body));
            deepest = std::max(deepest, each.body.empty() ? 0 : 1 + inside);
        }
        return deepest;
    };
    int deepest = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed)
        for (auto const& function : generate(seed).functions)
            deepest = std::max(deepest, depth(function.body));
    CHECK(deepest == 5);
}

TEST_CASE("A program runs the same each time on the miniature") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        auto program = generate(seed);
        auto const python = write_python(program);
        auto const comparison =
            replay::compare(run_on_miniature(program, python), run_on_miniature(program, python));
        INFO("seed " << seed);
        CHECK(comparison.compared > 10);
        CHECK(comparison.agree);
    }
}

TEST_CASE("The ends of lives are told apart from the rest of a trace") {
    trace::Log log;
    auto const add = [&](trace::Kind kind, trace::ObjectId subject, std::string_view text = {}) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        if (!text.empty()) event.value = log.intern(text);
        log.append(event);
    };
    trace::ObjectId const task(trace::ObjectType::task, 2);
    add(trace::Kind::task_step, task);
    add(trace::Kind::future_unretrieved, task);
    add(trace::Kind::log, {}, "Task exception was never retrieved");
    add(trace::Kind::log, {}, "something else");
    add(trace::Kind::loop_close, {});
    add(trace::Kind::print, {}, "after the loop");
    auto const split = split_lifetimes(log);
    CHECK(split.unseen == std::set<std::string>{"t2"});
    REQUIRE(split.rest.size() == 3);
    CHECK(split.rest.text(split.rest[1]) == "something else");
    CHECK(split.rest[2].kind == trace::Kind::loop_close);
}
