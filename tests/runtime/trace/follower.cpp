// A file that grows while it is read.
#include "trace/follower.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trace/reader.hpp"

#include <fstream>

using trace::Follower;

namespace {

constexpr char const* header =
    R"({"awaitscope":2,"engine":"cpython","version":"3.11.7","clock":"real","program":"p","arguments":[],"knobs":{}})"
    "\n";

void add(std::filesystem::path const& file, std::string const& text) {
    std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

} // namespace

TEST_CASE("a file that grows is taken in line by line and what is half written waits") {
    TemporaryFolder const folder;
    auto const file = folder / "run.awt";
    Follower follower(file);
    CHECK(follower.look() == Follower::News::none); // not there yet
    CHECK_FALSE(follower.begun());
    add(file, std::string(header).substr(0, 30));
    CHECK(follower.look() == Follower::News::none);
    add(file, std::string(header).substr(30) + "[\"text\",1,\"Task-1\"]\n[5,\"task.create\",\"t1\",\"\",1,");
    CHECK(follower.look() == Follower::News::grown);
    CHECK(follower.begun());
    auto const log = follower.log();
    CHECK(log->header().program == "p");
    CHECK(log->size() == 0);
    CHECK(follower.look() == Follower::News::none);
    add(file, "0,0]\n[7,\"task.step\",\"t1\",\"\",0,0,0]\n");
    CHECK(follower.look() == Follower::News::grown);
    CHECK(follower.log() == log);
    REQUIRE(log->size() == 2);
    CHECK(log->text((*log)[0]) == "Task-1");
    CHECK_FALSE(log->end());
    add(file, "[\"end\",2,3,\"\"]\n");
    CHECK(follower.look() == Follower::News::grown);
    REQUIRE(log->end());
    CHECK(log->end()->exit_code == 3);
    CHECK(follower.problem().empty());
}

TEST_CASE("followed to its end a file gives what reading it at once gives") {
    auto const source = std::string(AWAITSCOPE_ROOT "/tests/data/cases/recv-loses-message-real.awt");
    std::ifstream in(source, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), {}};
    TemporaryFolder const folder;
    auto const file = folder / "run.awt";
    Follower follower(file);
    for (std::size_t at = 0; at < bytes.size(); at += 997) {
        add(file, bytes.substr(at, 997));
        follower.look();
    }
    auto const whole = trace::load(source);
    REQUIRE(follower.log()->size() == whole.log.size());
    for (trace::Step step = 0; step < whole.log.size(); ++step)
        CHECK((*follower.log())[step] == whole.log[step]);
    CHECK(follower.log()->end() == whole.log.end());
}

TEST_CASE("a file that is replaced is read anew into another log") {
    TemporaryFolder const folder;
    auto const file = folder / "run.awt";
    add(file, std::string(header) + "[5,\"task.step\",\"t1\",\"\",0,0,0]\n");
    Follower follower(file);
    follower.look();
    auto const before = follower.log();
    auto const other = folder / "other.awt";
    add(other, std::string(header) + "[9,\"task.step\",\"t2\",\"\",0,0,0]\n");
    std::filesystem::rename(other, file);
    CHECK(follower.look() == Follower::News::anew);
    CHECK(follower.log() != before);
    CHECK((*follower.log())[0].time == 9);
    CHECK((*before)[0].time == 5); // whoever shows it may go on
}

TEST_CASE("what is no trace is said at once and damage is told and ends the reading") {
    TemporaryFolder const folder;
    auto const file = folder / "run.awt";
    add(file, "hello\n");
    Follower none(file);
    CHECK_THROWS_AS(none.look(), trace::FileError);
    auto const damaged = folder / "damaged.awt";
    add(damaged, std::string(header) + "[1,2,3]\n");
    Follower follower(damaged);
    follower.look();
    CHECK(follower.problem().find("line 2") != std::string::npos);
}
