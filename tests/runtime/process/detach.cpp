// What is a person's own from the start goes on without us.
#include "process/detach.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

std::string content(std::filesystem::path const& file) {
    std::string words;
    std::getline(std::ifstream(file), words);
    return words;
}

} // namespace

TEST_CASE(
    "a program that is let go has its words and is in a session of its own with nothing of our streams") {
    TemporaryFolder const folder;
    auto const file = folder / "said";
    // Its parent is none of ours, its output is nowhere.
    REQUIRE(process::detach(
        {"sh", "-c", "echo lost; cut -d' ' -f4,6 /proc/self/stat > \"$1.part\"; mv \"$1.part\" \"$1\"", "sh",
         file.string()}));
    for (int patience = 3000; patience > 0 && !std::filesystem::exists(file); --patience)
        std::this_thread::sleep_for(10ms);
    auto const numbers = content(file);
    REQUIRE_FALSE(numbers.empty());
    auto const session_of_it = std::stoi(numbers.substr(numbers.find(' ')));
    CHECK(session_of_it != ::getsid(0));
}

TEST_CASE("what cannot be started is said") { CHECK_FALSE(process::detach({"/nowhere/no-such-editor"})); }
