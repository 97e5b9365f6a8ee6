#include "replay/orders/shared_names.hpp"

#include "support/catch.hpp"

using replay::meet;
using replay::shared_names;

namespace {

// Could two functions, each of one line, tell who of them came first?
bool tell(std::string const& first, std::string const& second, std::string const& around = "") {
    std::string const program =
        around + "async def one(given):\n    " + first + "\n\nasync def two(given):\n    " + second + "\n";
    auto const shared = shared_names(program);
    auto const lines = static_cast<std::uint32_t>(shared.function_of.size());
    REQUIRE(lines > 5);
    auto const& a = shared.at(lines - 5);
    auto const& b = shared.at(lines - 2);
    REQUIRE(&a != &b);
    return meet(a, b);
}

} // namespace

TEST_CASE("what is a function's own is nobody else's") {
    CHECK_FALSE(tell("x = 1", "x = 2"));
    CHECK_FALSE(tell("await asyncio.sleep(1)", "await asyncio.sleep(1)", "import asyncio\n"));
    CHECK_FALSE(tell("return len(given)", "return f'{given!r} {len(given)}'"));
    CHECK_FALSE(tell("for at in range(3): total = at", "total = 0"));
}

TEST_CASE("what both can reach is shared if one of them may change it") {
    CHECK(tell("global n; n = 1", "print(n)", "n = 0\n"));
    CHECK(tell("given.append(1)", "return len(given)"));
    CHECK(tell("given[0] = 1", "return len(given)"));
    CHECK(tell("given += [1]", "return len(given)"));
    CHECK(tell("given()", "return len(given)"));
    CHECK(tell("return next(given)", "return len(given)"));
    CHECK(tell("return random.random()", "return 1", "import random\n"));
    CHECK(tell("return f'{given.pop()}'", "return len(given)"));
    CHECK_FALSE(tell("return 'given.pop()'", "return len(given)"));
    CHECK_FALSE(tell("return n", "return n", "n = 0\n"));
}

TEST_CASE("a name of the module that a function binds anew is shared with whoever reads it") {
    auto const shared = shared_names(
        "n = 0\n\nasync def one():\n    global n\n    n += 1\n\nasync def two():\n    print(n)\n\n"
        "async def three():\n    print(1)\n");
    CHECK(meet(shared.at(5), shared.at(8)));
    CHECK(meet(shared.at(5), shared.at(5)));
    CHECK_FALSE(meet(shared.at(8), shared.at(8)));
    CHECK_FALSE(meet(shared.at(5), shared.at(11)));
}

TEST_CASE("what a function inside looks at is not its outer one's own") {
    auto const shared = shared_names(
        "def outer():\n    n = 0\n    def inner():\n        return n\n    n = 1\n    return inner\n");
    CHECK(meet(shared.at(2), shared.at(4)));
}

TEST_CASE("a function on one line is read like any other") {
    auto const shared =
        shared_names("async def one(given): given.append(1)\n\nasync def two(given): return len(given)\n");
    CHECK(meet(shared.at(1), shared.at(3)));
    CHECK_FALSE(meet(shared.at(3), shared.at(3)));
}
