// Who watches a file hears that it has changed, and that a program has ended.
#include "cpython/watching.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

using namespace std::chrono_literals;

namespace {

// However slow the machine is.
bool comes(std::function<bool()> const& condition) {
    for (int patience = 3000; patience > 0 && !condition(); --patience) std::this_thread::sleep_for(10ms);
    return condition();
}

} // namespace

TEST_CASE("a file that comes grows is replaced and goes is heard of each time") {
    TemporaryFolder const folder;
    auto const file = folder / "program.py";
    std::atomic<int> heard = 0;
    cpython::Watching const watching(file, -1, [&] { ++heard; });
    std::ofstream(file) << "print(1)\n";
    CHECK(comes([&] { return heard > 0; }));
    int before = heard;
    std::ofstream(file, std::ios::app) << "print(2)\n";
    CHECK(comes([&] { return heard > before; }));
    before = heard;
    std::ofstream(folder / "new") << "print(3)\nprint(4)\n"; // as editors do that lose nothing
    std::filesystem::rename(folder / "new", file);
    CHECK(comes([&] { return heard > before; }));
    before = heard;
    std::filesystem::remove(file);
    CHECK(comes([&] { return heard > before; }));
}

TEST_CASE("the end of a program is heard of once") {
    TemporaryFolder const folder;
    auto line = process::make_pipe();
    std::atomic<int> heard = 0;
    cpython::Watching const watching(folder / "nothing", line.read.number(), [&] { ++heard; });
    line.write.close();
    CHECK(comes([&] { return heard == 1; }));
    std::this_thread::sleep_for(200ms); // it is not said again and again
    CHECK(heard == 1);
}
