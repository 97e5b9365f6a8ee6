#include "session/orders/breaking.hpp"

#include "support/catch.hpp"

using session::broke;
using session::Fails;
using session::parse_fails;

TEST_CASE("what breaks a program is one of five ways or words it prints") {
    session::Ended const usual{"a\nb\n", ""};
    session::Ended const swapped{"b\na\n", ""};
    session::Ended const shorter{"a\n", ""};
    session::Ended const asserts{"a\n", "AssertionError: 3"};
    session::Ended const raises{"a\nb\n", "ValueError: no"};
    session::Ended const stuck{"a\nb\n", "deadlock: nothing is ready"};
    session::Ended const endless{"a\nb\n", "cut after a number of callbacks"};

    CHECK(broke(parse_fails(""), usual, usual).empty());
    CHECK(broke(parse_fails(""), swapped, usual).empty());
    CHECK(broke(parse_fails(""), asserts, usual) == "It ends with AssertionError: 3.");
    CHECK(broke(parse_fails(""), stuck, usual) == "It ends with a deadlock: nothing is ready.");
    CHECK(broke(parse_fails(""), endless, usual) == "It does not end.");
    CHECK(broke(parse_fails("assertion"), raises, usual).empty());
    CHECK_FALSE(broke(parse_fails("assertion"), asserts, usual).empty());
    CHECK_FALSE(broke(parse_fails("exception"), raises, usual).empty());
    CHECK(broke(parse_fails("exception"), stuck, usual).empty());
    CHECK(broke(parse_fails("deadlock"), raises, usual).empty());
    CHECK_FALSE(broke(parse_fails("deadlock"), stuck, usual).empty());
    CHECK(broke(parse_fails("output"), swapped, usual) ==
          "It prints \"b\" where the default order prints \"a\".");
    CHECK(broke(parse_fails("output"), shorter, usual) == "It does not print \"b\".");
    CHECK(broke(parse_fails("output"), usual, shorter) ==
          "It prints \"b\", which the default order does not.");
    CHECK(broke(parse_fails("b"), shorter, usual).empty());
    CHECK(broke(parse_fails("b"), usual, usual) == "It prints \"b\".");
}
