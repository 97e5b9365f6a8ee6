#include "support/catch.hpp"

#include "process/run.hpp"

#include <chrono>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

process::Command shell(std::string const& script) {
    process::Command command;
    command.words = {"sh", "-c", script};
    return command;
}

} // namespace

TEST_CASE("a program gives its output and exit code") {
    process::Result const result = process::run(shell("echo out; echo err >&2; exit 7"));
    CHECK(result.output == "out\n");
    CHECK(result.error == "err\n");
    CHECK(result.exit_code == 7);
    CHECK(result.end == process::End::exited);
}

TEST_CASE("a program that writes more than a pipe holds does not hang") {
    process::Result const result =
        process::run(shell("head -c 3000000 /dev/zero; head -c 300000 /dev/zero >&2"));
    CHECK(result.output.size() == 3000000);
    CHECK(result.error.size() == 300000);
}

TEST_CASE("a program reads nothing unless it is given something") {
    CHECK(process::run(shell("cat")).output.empty());
    process::Pipe input = process::make_pipe();
    REQUIRE(::write(input.write.number(), "words", 5) == 5);
    input.write.close();
    process::Command command = shell("cat");
    command.input = input.read.number();
    CHECK(process::run(command).output == "words");
}

TEST_CASE("a program runs in the folder that is named") {
    process::Command command = shell("pwd");
    command.folder = "/usr/bin";
    CHECK(process::run(command).output == "/usr/bin\n");
}

TEST_CASE("a program that takes too long is killed with its own children") {
    auto const begun = std::chrono::steady_clock::now();
    process::Result const result = process::run(shell("sleep 60 & sleep 60"), {100ms, nullptr});
    CHECK(result.end == process::End::limit);
    CHECK(result.exit_code == 137);
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("a program is stopped when asked") {
    std::atomic<bool> const stop = true;
    CHECK(process::run(shell("sleep 60"), {0ms, &stop}).end == process::End::stopped);
}

TEST_CASE("a program that a signal ended says which") {
    CHECK(process::run(shell("kill -TERM $$")).exit_code == 143);
}

TEST_CASE("a program that does not exist is said to be missing") {
    process::Command command;
    command.words = {"awaitscope-no-such-program"};
    CHECK(process::run(command).end == process::End::not_found);
    command.words = {"/"};
    CHECK(process::run(command).end == process::End::not_found);
}
