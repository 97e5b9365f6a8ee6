// Nothing that is started outlives who started it. Each test makes a process of its own that starts others
// and then ends, in one way or another, as the program might.
#include "support/catch.hpp"

#include "process/process.hpp"
#include "process/run.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

// A program that starts four more of its kind: a child, one that nobody waits for, one in a session of its
// own whose parent has left, and one that ignores what it can. Each writes its number and sleeps.
constexpr char const* family = "sh -c 'echo $$; exec sleep 1000' & "
                               "(sh -c 'echo $$; exec sleep 1000' &) ; "
                               "(setsid sh -c 'echo $$; exec sleep 1000' &) ; "
                               "sh -c 'trap \"\" TERM HUP INT; echo $$; exec sleep 1000' & "
                               "echo $$; exec sleep 1000";
constexpr int members = 5;

process::Command shell(std::string const& script, int output) {
    process::Command command;
    command.words = {"sh", "-c", script};
    command.output = output;
    return command;
}

std::vector<pid_t> read_numbers(int file, int count) {
    std::vector<pid_t> numbers;
    std::string line;
    for (char c = 0; static_cast<int>(numbers.size()) < count && ::read(file, &c, 1) == 1;) {
        if (c != '\n') {
            line += c;
        } else {
            numbers.push_back(std::stoi(line));
            line.clear();
        }
    }
    return numbers;
}

// Nobody may have its number yet: then it is another, or a zombie.
bool lives(pid_t process) {
    std::ifstream const file("/proc/" + std::to_string(process) + "/comm");
    return static_cast<bool>(file);
}

bool all_end(std::vector<pid_t> const& processes, std::chrono::milliseconds limit) {
    for (auto waited = 0ms; waited <= limit; waited += 10ms) {
        bool any = false;
        for (pid_t const process : processes) any = any || lives(process);
        if (!any) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

// Forks a process that starts the family, and ends as `end` says once all of the family is there; whether the
// family is gone soon after.
bool family_ends(std::function<void()> const& end, std::chrono::milliseconds grace = 0ms) {
    process::Pipe numbers = process::make_pipe();
    process::Pipe go = process::make_pipe();
    pid_t const starter = ::fork();
    if (starter == 0) {
        process::Command command = shell(family, numbers.write.number());
        command.grace = grace;
        process::Process const started(command);
        char said = 0;
        if (::read(go.read.number(), &said, 1) == 1) end();
        ::_exit(0);
    }
    numbers.write.close();
    auto const born = read_numbers(numbers.read.number(), members);
    REQUIRE(born.size() == members);
    REQUIRE(::write(go.write.number(), "x", 1) == 1);
    REQUIRE(::waitpid(starter, nullptr, 0) == starter);
    return all_end(born, 2000ms);
}

} // namespace

TEST_CASE("nothing that is started outlives a process that ends in whichever way") {
    for (int const signal : {SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGSEGV}) {
        INFO("signal " << signal);
        CHECK(family_ends([&] {
            std::signal(signal, SIG_DFL);
            ::raise(signal);
        }));
    }
    CHECK(family_ends([] { ::_exit(3); }));
}

TEST_CASE("a program that has a moment to put things away is gone after it") {
    CHECK(family_ends([] { ::raise(SIGKILL); }, 300ms));
}

TEST_CASE("a program that has a moment uses it when who started it is gone") {
    process::Pipe words = process::make_pipe();
    pid_t const starter = ::fork();
    if (starter == 0) {
        process::Command command = shell(
            "trap 'echo put away; exit' TERM; echo here; while :; do sleep 0.01; done", words.write.number());
        command.grace = 1000ms;
        process::Process const started(command);
        ::pause();
        ::_exit(0);
    }
    words.write.close();
    std::string said;
    for (char c = 0; ::read(words.read.number(), &c, 1) == 1;) {
        said += c;
        if (said == "here\n") ::kill(starter, SIGKILL);
    }
    ::waitpid(starter, nullptr, 0);
    CHECK(said == "here\nput away\n");
}

TEST_CASE("what a program started ends with it") {
    process::Pipe numbers = process::make_pipe();
    std::string script = family;
    script.replace(script.rfind("exec"), std::string::npos, "exit 3");
    process::Process program(shell(script, numbers.write.number()));
    CHECK(program.wait() == 3);
    CHECK(all_end(read_numbers(numbers.read.number(), 1), 0ms));
    numbers.write.close();
    char c = 0;
    while (::read(numbers.read.number(), &c, 1) == 1) {
    } // comes to an end: nobody has the other
}

TEST_CASE("a program dies with its supervisor") {
    process::Pipe numbers = process::make_pipe();
    process::Process program(shell("echo $PPID; echo $$; exec sleep 1000", numbers.write.number()));
    auto const both = read_numbers(numbers.read.number(), 2);
    REQUIRE(both.size() == 2);
    ::kill(both.front(), SIGKILL);
    CHECK(program.wait() == 137);
    CHECK(all_end({both.back()}, 2000ms));
}

TEST_CASE("programs that threads start at once do not keep each other alive") {
    process::Pipe numbers = process::make_pipe();
    process::Pipe go = process::make_pipe();
    constexpr int count = 8;
    pid_t const starter = ::fork();
    if (starter == 0) {
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&] {
                process::Process const started(shell("echo $$; exec sleep 1000", numbers.write.number()));
                ::pause();
            });
        char said = 0;
        if (::read(go.read.number(), &said, 1) == 1) ::raise(SIGKILL);
        ::_exit(1);
    }
    numbers.write.close();
    auto const born = read_numbers(numbers.read.number(), count);
    CHECK(born.size() == count);
    REQUIRE(::write(go.write.number(), "x", 1) == 1);
    ::waitpid(starter, nullptr, 0);
    CHECK(all_end(born, 2000ms));
}

TEST_CASE("a supervisor holds no file of ours open") {
    process::Pipe ours = process::make_pipe();
    process::Command command;
    command.words = {"sleep", "1000"};
    process::Process const program(command);
    ours.write.close();
    pollfd end{ours.read.number(), POLLIN, 0};
    CHECK(::poll(&end, 1, 2000) == 1);
}

TEST_CASE("a signal reaches the program and nobody else") {
    process::Pipe words = process::make_pipe();
    process::Process program(shell("trap 'echo heard; exit 5' USR1; echo here; while :; do sleep 0.01; done",
                                   words.write.number()));
    words.write.close();
    std::string said;
    for (char c = 0; ::read(words.read.number(), &c, 1) == 1;) {
        said += c;
        if (said == "here\n") program.send(SIGUSR1);
    }
    CHECK(said == "here\nheard\n");
    CHECK(program.wait() == 5);
}

TEST_CASE("a program that still runs has no exit code yet") {
    process::Command command;
    command.words = {"sleep", "1000"};
    process::Process program(command);
    CHECK_FALSE(program.wait(20ms).has_value());
    program.kill();
    CHECK(program.wait(10s) == 137);
}

TEST_CASE("a program that cannot be started leaves nothing behind") {
    process::Command command;
    command.words = {"awaitscope-no-such-program"};
    CHECK_THROWS_AS(process::Process(command), std::system_error);
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}
