#include "sample.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

using namespace trace;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string const header =
    R"({"awaitscope":1,"engine":"cpython","version":"3.11.7","clock":"virtual","program":"p","arguments":[],"knobs":{}})"
    "\n";

void check_same(Log const& a, Log const& b) {
    CHECK(a.header() == b.header());
    CHECK(a.sources() == b.sources());
    CHECK(a.end() == b.end());
    REQUIRE(a.size() == b.size());
    for (Step step = 0; step < a.size(); ++step) {
        CHECK(a.kind_name(a[step].kind) == b.kind_name(b[step].kind));
        CHECK(a[step] == b[step]);
        CHECK(a.text(a[step]) == b.text(b[step]));
    }
}

} // namespace

TEST_CASE("what is written is read back the same") {
    auto const log = sample_log();
    auto const reading = read(written(log));
    CHECK(reading.problem.empty());
    check_same(log, reading.log);
}

TEST_CASE("reading and writing again gives the same bytes") {
    auto const bytes = written(sample_log());
    CHECK(written(read(bytes).log) == bytes);
    CHECK(written(read(header).log) == header);
}

TEST_CASE("an empty log that ended is a whole file") {
    Log log;
    log.set_end({});
    auto const reading = read(written(log));
    CHECK(reading.problem.empty());
    CHECK(reading.log.empty());
    CHECK(reading.log.end() == End{});
}

TEST_CASE("extreme numbers survive the file") {
    Log log;
    Event event;
    event.kind = Kind::loop_select;
    event.time = std::numeric_limits<std::int64_t>::max();
    event.value = std::numeric_limits<std::int64_t>::min();
    event.line = std::numeric_limits<std::uint32_t>::max();
    log.append(event);
    auto const reading = read(written(log));
    REQUIRE(reading.log.size() == 1);
    CHECK(reading.log[0] == event);
}

// The promise of the format: whatever is there up to the cut is there, and the cut is told.
TEST_CASE("a file cut at every byte opens up to the cut and says so") {
    auto const log = sample_log();
    auto const bytes = written(log);
    auto const header_end = bytes.find('\n');
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        auto const part = bytes.substr(0, cut);
        if (cut < header_end) {
            CHECK_THROWS_AS(read(part), FileError);
            continue;
        }
        auto const reading = read(part);
        INFO("cut at byte " << cut << ": " << reading.problem);
        bool const whole = cut + 1 == bytes.size(); // only the last newline is missing
        if (whole) {
            CHECK(reading.problem.empty());
            CHECK(reading.log.end() == log.end());
        } else {
            CHECK_THAT(reading.problem, ContainsSubstring("cut off"));
            CHECK_FALSE(reading.log.end());
        }
        // As many events as whole lines of events stand before the cut.
        std::size_t events = 0;
        std::size_t begin = 0;
        while (begin < cut) {
            auto newline = part.find('\n', begin);
            auto const line = part.substr(begin, newline - begin);
            bool const complete = newline != std::string::npos || bytes[cut] == '\n';
            if (complete && !line.empty() && line[0] == '[' && line[1] != '"') ++events;
            if (newline == std::string::npos) break;
            begin = newline + 1;
        }
        CHECK(reading.log.size() == events);
        for (Step step = 0; step < reading.log.size(); ++step)
            if (!(reading.log[step] == log[step]) ||
                reading.log.text(reading.log[step]) != log.text(log[step]))
                FAIL("event " << step << " differs");
    }
}

TEST_CASE("a file that still grows says how far it could be read") {
    auto const reading = read(header + R"([0,"loop.start","l1","",0,1,0])" + "\n", "run.awt");
    CHECK(reading.log.size() == 1);
    CHECK_THAT(reading.problem, ContainsSubstring("run.awt was cut off after line 2"));
    CHECK_THAT(reading.problem, ContainsSubstring("1 event could"));
}

TEST_CASE("damaged lines are named and what stands before them is kept") {
    struct Damage {
        char const* line;
        char const* says;
    };
    auto const damage = GENERATE(
        Damage{R"(nonsense)", "not valid JSON"}, Damage{R"({"a":1})", "array"},
        Damage{R"([])", "empty array"}, Damage{R"([1,"line","","",0,1])", "7 fields"},
        Damage{R"([1,"line","","",0,1,0,0])", "fields"}, Damage{R"([1.5,"line","","",0,1,0])", "time"},
        Damage{R"([1,7,"","",0,1,0])", "kind"}, Damage{R"([1,"line","zz","",0,1,0])", "subject"},
        Damage{R"([1,"line","","t0",0,1,0])", "object"}, Damage{R"([1,"line","","",null,1,0])", "value"},
        Damage{R"([1,"line","","",0,-1,0])", "line"}, Damage{R"([1,"line","","",0,4294967296,0])", "line"},
        Damage{R"([1,"line","","",0,1,9])", "source"}, Damage{R"([1,"line","","",0,1,70000])", "source"},
        Damage{R"([1,"print","","",5,1,0])", "text"}, Damage{R"([1,"print","","",-1,1,0])", "text"},
        Damage{R"(["text",1])", "fields"}, Damage{R"(["text",5,"x"])", "text number"},
        Damage{R"(["text",0,"x"])", "text number"}, Damage{R"(["text",1,5])", "text"},
        Damage{R"(["source",2,"p","",[]])", "source number"}, Damage{R"(["source",1,"p","",[-1]])", "line"},
        Damage{R"(["source",1,"p","",3])", "list of lines"}, Damage{R"(["end",7,0,""])", "counts"},
        Damage{R"(["end",1,0])", "fields"}, Damage{R"([1,"line","","",0,1,0]x)", "JSON"});
    auto const good = R"([0,"loop.start","l1","",0,1,0])" + std::string("\n");
    auto const reading = read(header + good + damage.line + "\n" + good, "f.awt");
    INFO(damage.line << " -> " << reading.problem);
    CHECK(reading.log.size() == 1);
    CHECK_THAT(reading.problem, ContainsSubstring("f.awt is damaged at line 3"));
    CHECK_THAT(reading.problem, ContainsSubstring(damage.says));
    CHECK(reading.problem.back() == '.');
}

TEST_CASE("a text that is told again has its new words from there on") {
    auto const reading = read(header + R"(["text",1,"a"]
[0,"print","","",1,1,0]
["text",1,"a"]
["text",2,"b"]
["text",1,"c"]
[0,"print","","",1,1,0]
["end",2,0,""]
)");
    CHECK(reading.problem.empty());
    REQUIRE(reading.log.size() == 2);
    CHECK(reading.log.text(reading.log[0]) == "a");
    CHECK(reading.log.text(reading.log[1]) == "c");
}

TEST_CASE("anything after the end line is damage") {
    auto const reading = read(header + "[\"end\",0,0,\"\"]\n[0,\"loop.start\",\"l1\",\"\",0,1,0]\n");
    CHECK(reading.log.end());
    CHECK(reading.log.empty());
    CHECK_THAT(reading.problem, ContainsSubstring("after the end"));
}

TEST_CASE("empty lines and Windows line ends do no harm") {
    auto const bytes = written(sample_log());
    std::string windows;
    for (char const c : bytes) {
        if (c == '\n')
            windows += "\r\n";
        else
            windows += c;
    }
    auto const reading = read(windows);
    CHECK(reading.problem.empty());
    check_same(reading.log, sample_log());
    CHECK(read(header + "\n\n[\"end\",0,0,\"\"]\n\n").problem.empty());
}

TEST_CASE("a file that is no trace is refused with one sentence that says what to do") {
    auto const bytes =
        GENERATE(std::string(""), std::string("\n"), std::string("hello\n"), std::string("{}\n"),
                 std::string("[1,2]\n"), std::string("{\"awaitscope\":\"1\"}\n"),
                 std::string("\x89PNG\r\n\x1a\n\0\0", 10), std::string(1000, '\0'),
                 std::string("{\"awaitscope\":1\n"), std::string(5000, '['));
    try {
        read(bytes, "x.awt");
        FAIL("it was accepted");
    } catch (FileError const& error) {
        CHECK_THAT(error.what(), ContainsSubstring("x.awt is not an Awaitscope trace"));
        CHECK_THAT(error.what(), ContainsSubstring("awaitscope record"));
    }
}

TEST_CASE("a newer format is told from a damaged file") {
    try {
        read("{\"awaitscope\":3,\"engine\":\"cpython\"}\n", "x.awt");
        FAIL("it was accepted");
    } catch (FileError const& error) {
        CHECK_THAT(error.what(), ContainsSubstring("format version 3"));
        CHECK_THAT(error.what(), ContainsSubstring("newer Awaitscope"));
    }
}

TEST_CASE("kinds and tables of a newer version are kept or passed over") {
    auto const bytes =
        header + "[\"theme\",1,\"dark\"]\n[5,\"task.teleport\",\"t1\",\"t2\",9,3,0]\n[\"end\",1,0,\"\"]\n";
    auto const reading = read(bytes);
    CHECK(reading.problem.empty());
    REQUIRE(reading.log.size() == 1);
    CHECK(reading.log.kind_name(reading.log[0].kind) == "task.teleport");
    CHECK(reading.log[0].value == 9);
    CHECK_THAT(written(reading.log), ContainsSubstring("[5,\"task.teleport\",\"t1\",\"t2\",9,3,0]"));
}

TEST_CASE("two numbers of one text become one text") {
    auto const reading =
        read(header + "[\"text\",1,\"x\"]\n[\"text\",2,\"x\"]\n[\"text\",3,\"y\"]\n"
                      "[0,\"print\",\"\",\"\",2,0,0]\n[0,\"print\",\"\",\"\",3,0,0]\n[\"end\",2,0,\"\"]\n");
    CHECK(reading.problem.empty());
    CHECK(reading.log.text(reading.log[0]) == "x");
    CHECK(reading.log.text(reading.log[1]) == "y");
    CHECK(reading.log.text_count() == 3);
}

TEST_CASE("flipped bytes never do worse than a told problem") {
    auto const bytes = written(sample_log());
    std::uint32_t random = 1;
    for (int round = 0; round < 4000; ++round) {
        auto damaged = bytes;
        for (int flips = 0; flips < 3; ++flips) {
            random = random * 1664525U + 1013904223U;
            damaged[random % damaged.size()] = static_cast<char>(random >> 24U);
        }
        try {
            auto const reading = read(damaged);
            CHECK(reading.log.size() <= sample_log().size() + 3);
        } catch (FileError const& error) {
            CHECK(std::string(error.what()).size() > 20);
        }
    }
}

TEST_CASE("a saved file is loaded back and leaves nothing beside it") {
    TemporaryFolder const folder;
    auto const path = folder / "run.awt";
    auto const log = sample_log();
    save(log, path);
    save(log, path); // over itself
    auto const reading = load(path);
    CHECK(reading.problem.empty());
    check_same(log, reading.log);
    CHECK(folder.files() == 1);
}

TEST_CASE("what cannot be opened or written is told in one sentence") {
    TemporaryFolder const folder;
    auto message = [](auto&& action) -> std::string {
        try {
            action();
        } catch (FileError const& error) {
            return error.what();
        }
        return "nothing was thrown";
    };
    CHECK_THAT(message([&] { load(folder / "none.awt"); }),
               ContainsSubstring("there is no such file") && ContainsSubstring("awaitscope record"));
    CHECK_THAT(message([&] { load(folder.path); }), ContainsSubstring("folder"));
    CHECK_THAT(message([&] { save(sample_log(), folder.path); }), ContainsSubstring("folder"));
    CHECK_THAT(message([&] { save(sample_log(), "/dev/null"); }), ContainsSubstring("device"));
    CHECK(std::filesystem::is_character_file("/dev/null"));
    CHECK_THAT(message([&] { save(sample_log(), folder / "no" / "such.awt"); }),
               ContainsSubstring("Cannot write"));
    CHECK(std::filesystem::is_empty(folder.path));
}
