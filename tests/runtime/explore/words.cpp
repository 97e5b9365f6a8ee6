#include "support/catch.hpp"

#include "explore/words.hpp"

TEST_CASE("numbers of orders are grouped and one is one") {
    CHECK(explore::grouped(0) == "0");
    CHECK(explore::grouped(999) == "999");
    CHECK(explore::grouped(40'320) == "40,320");
    CHECK(explore::grouped(1'234'567) == "1,234,567");
    CHECK(explore::grouped(1e15) == "more than 1,000,000,000,000,000");
    CHECK(explore::orders(1) == "1 order");
    CHECK(explore::orders(720) == "720 orders");
}

TEST_CASE("what may come in another order is listed") {
    CHECK(explore::varied({}) == "ties, threads and I/O");
    CHECK(explore::varied({true, false, false, {}}) == "ties");
    CHECK(explore::varied({false, true, false, {4}}) == "I/O and the outside's sleeps");
}
