#include "trace/kind.hpp"
#include "support/catch.hpp"
#include "trace/log.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <string>

using namespace trace;

TEST_CASE("every kind has a name of its own and is found by it") {
    std::set<std::string> names;
    for (std::size_t i = 0; i < known_kinds; ++i) {
        auto const kind = static_cast<Kind>(i);
        CHECK_FALSE(name_of(kind).empty());
        CHECK(names.insert(std::string(name_of(kind))).second);
        CHECK(kind_named(name_of(kind)) == kind);
    }
}

TEST_CASE("no kind answers to a name nobody gave") {
    CHECK_FALSE(kind_named(""));
    CHECK_FALSE(kind_named("task.steps"));
    CHECK_FALSE(kind_named("TASK.STEP"));
    CHECK(name_of(Kind::count).empty());
}

TEST_CASE("a kind of a newer version keeps its name in the log that holds it") {
    Log log;
    auto const first = log.kind("task.teleport");
    auto const second = log.kind("task.rewind");
    CHECK(first != second);
    CHECK(first >= Kind::count);
    CHECK(log.kind("task.teleport") == first);
    CHECK(log.kind_name(first) == "task.teleport");
    CHECK(log.kind_name(second) == "task.rewind");
    CHECK(log.kind_name(static_cast<Kind>(250)).empty());
    CHECK(log.kind("task.step") == Kind::task_step);
    CHECK_FALSE(value_is_text(first));
}

TEST_CASE("a log refuses more kinds than it can number") {
    Log log;
    for (std::size_t i = known_kinds; i <= 0x7F; ++i) log.kind("new." + std::to_string(i));
    CHECK_THROWS_AS(log.kind("new.one-too-many"), std::length_error);
    CHECK(log.kind("new.127") == static_cast<Kind>(0x7F));
}

TEST_CASE("a mask holds exactly the kinds it was given") {
    auto const mask = KindMask::switches();
    std::size_t held = 0;
    for (std::size_t i = 0; i < known_kinds; ++i) held += mask.has(static_cast<Kind>(i));
    CHECK(held == 3);
    CHECK(mask.has(Kind::task_step));
    CHECK(mask.has(Kind::task_suspend));
    CHECK(mask.has(Kind::task_done));
    CHECK_FALSE(KindMask::nothing().has(Kind::line));
    CHECK(KindMask::everything().has(Kind::io_unwatch));
}

// The contract says in its table which values are texts; the code must say the same.
TEST_CASE("EVENTS.md and value_is_text agree on every kind of the table") {
    std::ifstream in(AWAITSCOPE_ROOT "/runtime/trace/EVENTS.md");
    REQUIRE(in);
    std::size_t checked = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("| `", 0) != 0) continue;
        std::istringstream cells(line);
        std::string cell;
        std::getline(cells, cell, '|');
        std::string names;
        std::getline(cells, names, '|');
        std::string value;
        for (int skipped = 0; skipped < 3; ++skipped) std::getline(cells, value, '|');
        for (std::size_t open = names.find('`'); open != std::string::npos; open = names.find('`', open)) {
            auto const close = names.find('`', open + 1);
            auto const name = names.substr(open + 1, close - open - 1);
            open = close + 1;
            if (name.find('*') != std::string::npos) continue; // thread.*, io.*: later
            INFO(name);
            auto const kind = kind_named(name);
            REQUIRE(kind);
            CHECK(value_is_text(*kind) == (value.find("*text*") != std::string::npos));
            ++checked;
        }
    }
    CHECK(checked >= 48);
}
