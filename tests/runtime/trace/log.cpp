#include "trace/log.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

using namespace trace;

namespace {
Event numbered(std::int64_t number) {
    Event event;
    event.time = number;
    event.value = -number;
    return event;
}
} // namespace

TEST_CASE("events stay what they are while the log grows over many chunks") {
    Log log;
    constexpr std::int64_t many = 300'000; // nine chunks
    log.append(numbered(0));
    std::int64_t misplaced = 0;
    for (std::int64_t i = 1; i < many; ++i) {
        log.append(numbered(i));
        misplaced += log.size() != static_cast<Step>(i) + 1;
    }
    CHECK(misplaced == 0);
    CHECK(log.size() == many);
    std::int64_t wrong = 0;
    for (std::int64_t i = 0; i < many; ++i) wrong += !(log[static_cast<Step>(i)] == numbered(i));
    CHECK(wrong == 0);
    for (std::int64_t i = 0; i < many; ++i) { // back and forth
        auto const step = i * 7919 % many;
        wrong += log[static_cast<Step>(step)].time != step;
    }
    CHECK(wrong == 0);
}

TEST_CASE("an event reads back as it was appended however large its numbers are") {
    Log log;
    std::vector<Event> events;
    for (std::int64_t const value :
         std::vector<std::int64_t>{0, -1, 0xFFFFFFFF, 0x100000000, INT64_MAX, INT64_MIN})
        for (std::uint32_t const line : {0U, 0xFFFFU, 0x10000U, 0xFFFFFFFFU})
            for (std::uint16_t const source : {0, 0xFF, 0x100, 0xFFFF}) {
                Event event;
                event.time = value;
                event.value = value;
                event.line = line;
                event.source = source;
                event.subject = ObjectId(ObjectType::task, 0x7FFFFFF);
                event.object = ObjectId(ObjectType::io, 1);
                event.kind = Kind::io_unwatch;
                events.push_back(event);
                log.append(event);
            }
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < events.size(); ++i) wrong += !(log[i] == events[i]);
    CHECK(wrong == 0);
}

TEST_CASE("a million switches take thirty-two megabytes") {
    Log log;
    Event event;
    event.time = 1;
    for (int i = 0; i < 2000; ++i) log.append(event);
    CHECK(log.bytes() <= 2000 * 16 + 16); // a switch is two events, all at one moment
}

TEST_CASE("the edges of chunks hold their own events") {
    Log log;
    for (std::int64_t i = 0; i < 8000; ++i) log.append(numbered(i));
    for (Step const step : {0U, 1023U, 1024U, 3071U, 3072U, 7167U, 7168U, 7999U})
        CHECK(log[step].time == static_cast<std::int64_t>(step));
}

TEST_CASE("a reader sees every event below size while the writer appends") {
    Log log;
    std::atomic<bool> wrong = false;
    constexpr Step many = 200'000;
    std::thread reader([&] {
        Step seen = 0;
        while (seen < many)
            for (auto const end = log.size(); seen < end; ++seen)
                if (log[seen].time != static_cast<std::int64_t>(seen)) wrong = true;
    });
    for (Step i = 0; i < many; ++i) log.append(numbered(static_cast<std::int64_t>(i)));
    reader.join();
    CHECK_FALSE(wrong);
}

TEST_CASE("a text stands once however often it is used") {
    Log log;
    auto const hello = log.intern("hello");
    CHECK(log.intern(std::string("hel") + "lo") == hello);
    CHECK(log.intern("") == 0);
    CHECK(log.intern("other") == hello + 1);
    CHECK(log.text(hello) == "hello");
    CHECK(log.text_count() == 3);
    CHECK(log.text(TextId{99}).empty());
}

TEST_CASE("texts stay readable by their views while thousands are added") {
    Log log;
    auto const short_one = log.text(log.intern("x"));
    for (int i = 0; i < 5000; ++i) log.intern("text " + std::to_string(i));
    CHECK(short_one == "x");
    CHECK(log.intern("text 4321") == log.intern("text 4321"));
    CHECK(log.text(log.intern("text 0")) == "text 0");
}

TEST_CASE("only kinds whose value is a text have one") {
    Log log;
    Event event;
    event.value = log.intern("words");
    event.kind = Kind::print;
    CHECK(log.text(event) == "words");
    event.kind = Kind::loop_iteration;
    CHECK(log.text(event).empty());
}

TEST_CASE("a moved log takes its events and its texts along") {
    Log log(Header{1, "miniature", "1", "virtual", "p", {}, {}});
    auto const text = log.intern("kept");
    auto const view = log.text(text);
    log.append(numbered(7));
    log.add_source({"p.py", "pass\n", {}});
    log.set_end({3, "KeyError: 1"});
    Log other = std::move(log);
    CHECK(other.size() == 1);
    CHECK(other[0].time == 7);
    CHECK(view == "kept");
    CHECK(other.intern("kept") == text);
    CHECK(other.source(1)->name == "p.py");
    CHECK(other.end() == End{3, "KeyError: 1"});
    Log third;
    third.append(numbered(1));
    third.append(numbered(2));
    third = std::move(other);
    CHECK(third.size() == 1);
    CHECK(third[0].time == 7);
    CHECK(third.header().engine == "miniature");
}

TEST_CASE("a source has an index from 1 and no other index has one") {
    Log log;
    CHECK(log.add_source({"a.py", "1", {}}) == 1);
    CHECK(log.add_source({"b.py", "2", {4}}) == 2);
    CHECK(log.source(0) == nullptr);
    CHECK(log.source(2)->name == "b.py");
    CHECK(log.source(3) == nullptr);
}
