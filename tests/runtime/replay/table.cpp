#include "replay/table.hpp"
#include "support/catch.hpp"

#include <string>

using replay::Table;

TEST_CASE("a copy of a table keeps what it held when the original is written to") {
    Table<std::string> table;
    for (int i = 0; i < 100; ++i) table.push_back(std::to_string(i));
    auto const copy = table;
    table.edit(0) = "changed";
    table.edit(99) = "changed";
    table.push_back("new");
    CHECK(copy.size() == 100);
    CHECK(copy[0] == "0");
    CHECK(copy[99] == "99");
    CHECK(table[0] == "changed");
    CHECK(table.back() == "new");
    CHECK_FALSE(copy == table);
}

TEST_CASE("taking back a copy's own additions leaves the original alone") {
    Table<int> table;
    for (int i = 0; i < 33; ++i) table.push_back(i);
    auto copy = table;
    for (int i = 0; i < 3; ++i) copy.pop_back();
    copy.push_back(-1);
    CHECK(table.size() == 33);
    CHECK(table[30] == 30);
    CHECK(copy.size() == 31);
    CHECK(copy[30] == -1);
}

TEST_CASE("copies share blocks until one writes") {
    Table<int> table;
    for (int i = 0; i < 1000; ++i) table.push_back(i);
    auto copy = table;
    CHECK(&copy[500] == &table[500]);
    copy.edit(500) = 7;
    CHECK(&copy[500] != &table[500]);
    CHECK(&copy[10] == &table[10]);
    CHECK(table[500] == 500);
}

TEST_CASE("a table is walked in order and equal to one with the same content") {
    Table<int> a;
    Table<int> b;
    CHECK(a == b);
    CHECK(a.begin() == a.end());
    int sum = 0;
    for (int i = 0; i < 70; ++i) {
        a.push_back(i);
        b.push_back(i);
    }
    for (int const each : a) sum += each;
    CHECK(sum == 69 * 70 / 2);
    CHECK(a == b);
    b.edit(69) = 0;
    CHECK_FALSE(a == b);
    b.pop_back();
    CHECK_FALSE(a == b);
    for (int i = 0; i < 69; ++i) b.pop_back();
    CHECK(b.empty());
}
